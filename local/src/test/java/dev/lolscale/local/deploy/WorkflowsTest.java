package dev.lolscale.local.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lolscale.graph.StackConfiguration;
import dev.lolscale.graph.recorder.Recorder;
import dev.lolscale.local.glue.JobSettings;
import dev.lolscale.local.glue.Step;
import dev.lolscale.local.glue.Trigger;
import dev.lolscale.local.glue.Workflow;
import dev.lolscale.platform.stack.Main;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class WorkflowsTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    @Test
    void shouldKeepTheTriggerOfTheMaintenanceOutOfTheWorkflow() {
        Workflows dev = workflows("dev");

        assertThat(dev.workflows())
                .singleElement()
                .extracting(Workflow::triggers)
                .asInstanceOf(InstanceOfAssertFactories.list(Trigger.class))
                .extracting(Trigger::schedule)
                .containsExactly("cron(15 0 * * ? *)");
        Workflow maintenance = dev.triggersOfNoWorkflow().get(0);
        assertThat(dev.triggersOfNoWorkflow()).hasSize(1);
        assertThat(maintenance.start().orElseThrow().schedule()).isEqualTo("cron(15 3 ? * SUN *)");
        assertThat(maintenance.triggers().get(0).actions())
                .containsExactly(
                        new Trigger.Action(Step.Kind.JOB, dev.jobs().get(0).name(), Map.of("--maintain", "true")));
    }

    @Test
    void shouldMaintainNoPlainFiles() {
        assertThat(workflows("classic").triggersOfNoWorkflow()).isEmpty();
    }

    @Test
    void shouldTellAJobWhatItsTriggerTellsItBesideItsDefaults() {
        JobSettings job = workflows("dev").jobs().get(0);

        JobSettings told = job.with(Map.of("--maintain", "true", "--snapshot_days", "3"));

        assertThat(told.arguments()).hasSize(job.arguments().size() + 1).containsEntry("--snapshot_days", "3");
        assertThat(told.arguments()).containsEntry("--maintain", "true").containsEntry("--deduplicate_days", "1");
        assertThat(List.of(told.name(), told.timeout(), told.maxRetries()))
                .isEqualTo(List.of(job.name(), job.timeout(), job.maxRetries()));
    }

    private static Workflows workflows(String stack) {
        return new Workflows(Recorder.record(StackConfiguration.read(ROOT, stack), Recorder.Mode.UPDATE, Main::stack));
    }
}
