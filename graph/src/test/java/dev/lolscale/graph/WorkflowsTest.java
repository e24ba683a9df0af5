package dev.lolscale.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The workflows for GitHub run nobody's code unpinned, and may do no more than their job. */
class WorkflowsTest {

    private static final Path WORKFLOWS = Path.of("../.github/workflows");

    private static Stream<Path> workflows() throws IOException {
        try (Stream<Path> files = Files.list(WORKFLOWS)) {
            return files.sorted().toList().stream();
        }
    }

    @Test
    void shouldBeThese() throws IOException {
        assertThat(workflows())
                .extracting(file -> file.getFileName().toString())
                .containsExactly("cost.yml", "deploy.yml", "preview.yml", "test.yml", "update.yml");
    }

    @ParameterizedTest
    @MethodSource("workflows")
    void shouldPinActionsByTheirFullCommit(Path workflow) throws IOException {
        List<String> actions = new ArrayList<>();
        for (Map<?, ?> job : jobs(workflow)) {
            if (job.get("uses") instanceof String called) {
                actions.add(called);
            }
            if (job.get("steps") instanceof List<?> steps) {
                steps.forEach(step -> {
                    if (((Map<?, ?>) step).get("uses") instanceof String action) {
                        actions.add(action);
                    }
                });
            }
        }

        assertThat(actions).isNotEmpty().allMatch(action -> action.matches("\\./.+|[\\w/-]+@[0-9a-f]{40}"));
    }

    /** Without permissions of its own, a job's token has those of the repository's settings. */
    @ParameterizedTest
    @MethodSource("workflows")
    void shouldReadOnlyUnlessAJobNeedsMore(Path workflow) throws IOException {
        assertThat(read(workflow).get("permissions")).isEqualTo(Map.of("contents", "read"));
        for (Map<?, ?> job : jobs(workflow)) {
            Object permissions = job.get("permissions");
            if (permissions != null) {
                assertThat(((Map<?, ?>) permissions)
                                .entrySet().stream()
                                        .filter(each -> each.getValue().equals("write"))
                                        .map(each -> each.getKey().toString()))
                        .isSubsetOf(Set.of("id-token", "pull-requests"));
            }
        }
    }

    /** A checkout leaves its token in the folder otherwise, for whatever the build runs. */
    @ParameterizedTest
    @MethodSource("workflows")
    void shouldKeepTheTokenFromTheBuild(Path workflow) throws IOException {
        for (Map<?, ?> job : jobs(workflow)) {
            if (job.get("steps") instanceof List<?> steps) {
                for (Object each : steps) {
                    Map<?, ?> step = (Map<?, ?>) each;
                    if (String.valueOf(step.get("uses")).startsWith("actions/checkout@")) {
                        assertThat(((Map<?, ?>) step.get("with")).get("persist-credentials"))
                                .isEqualTo(false);
                    }
                }
            }
        }
    }

    @Test
    void shouldTestOnEachJavaThatIsSupported() throws IOException {
        Map<?, ?> verify =
                (Map<?, ?>) ((Map<?, ?>) read(WORKFLOWS.resolve("test.yml")).get("jobs")).get("verify");
        Map<?, ?> strategy = (Map<?, ?>) verify.get("strategy");

        assertThat(((Map<?, ?>) strategy.get("matrix")).get("java")).isEqualTo(List.of(17, 21, 25));
    }

    private static List<Map<?, ?>> jobs(Path workflow) throws IOException {
        List<Map<?, ?>> jobs = new ArrayList<>();
        ((Map<?, ?>) read(workflow).get("jobs")).values().forEach(job -> jobs.add((Map<?, ?>) job));
        return jobs;
    }

    private static Map<?, ?> read(Path workflow) throws IOException {
        try (Reader reader = Files.newBufferedReader(workflow)) {
            return new Yaml(new SafeConstructor(new LoaderOptions())).load(reader);
        }
    }
}
