package dev.lolscale.graph.pages;

import dev.lolscale.graph.GraphResource;
import dev.lolscale.graph.StackConfiguration;
import dev.lolscale.graph.StackGraph;
import dev.lolscale.graph.recorder.Recorder;
import dev.lolscale.platform.stack.Main;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What moving a live stack from one mode to another changes, as the difference of the two graphs. */
class MovesTest {

    private static final Path ROOT = Path.of("..");

    @ParameterizedTest
    @CsvSource({
        "rest-to-http, frontDoor, rest, http",
        "mover-to-firehose, partitioner, mover, firehose",
        "hive-to-iceberg, tableFormat, hive, iceberg",
        "crawlers-to-projection, discovery, crawlers, projection"
    })
    void shouldShowWhatChanges(String page, String setting, String before, String after) {
        Map<String, Map<String, String>> from = resources(setting, before);
        Map<String, Map<String, String>> to = resources(setting, after);
        StringBuilder difference = new StringBuilder("```diff\n");
        for (String name : sorted(from, to)) {
            if (!to.containsKey(name)) {
                difference.append("- ").append(name).append('\n');
            } else if (!from.containsKey(name)) {
                difference.append("+ ").append(name).append('\n');
            } else if (!from.get(name).equals(to.get(name))) {
                difference.append("! ").append(name).append('\n');
                for (String input : sorted(from.get(name), to.get(name))) {
                    String was = from.get(name).get(input);
                    String is = to.get(name).get(input);
                    if (!Objects.equals(was, is)) {
                        line(difference, "-     ", input, was);
                        line(difference, "+     ", input, is);
                    }
                }
            }
        }

        Page.shouldHold("migrating/" + page + ".md", difference.append("```\n").toString());
    }

    private static void line(StringBuilder difference, String sign, String input, String value) {
        if (value != null) {
            difference.append(sign).append(input).append(": ").append(value).append('\n');
        }
    }

    private static Map<String, Map<String, String>> resources(String setting, String value) {
        StackGraph graph = Recorder.record(
                StackConfiguration.read(ROOT, "dev").with(setting, value), Recorder.Mode.UPDATE, Main::stack);
        ReviewText readable = ReviewText.of(graph);
        Map<String, Map<String, String>> resources = new TreeMap<>();
        for (GraphResource resource : graph.resources()) {
            if (resource.custom()) {
                resources.put(resource.name() + "  " + resource.type(), readable.inputs(resource));
            }
        }
        return resources;
    }

    private static Set<String> sorted(Map<String, ?> from, Map<String, ?> to) {
        Set<String> keys = new TreeSet<>(from.keySet());
        keys.addAll(to.keySet());
        return keys;
    }
}
