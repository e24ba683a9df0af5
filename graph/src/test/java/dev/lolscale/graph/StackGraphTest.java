package dev.lolscale.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StackGraphTest {

    private static final String URN = "urn:pulumi:test::shop::aws:x/y:Y::one";

    private final StackGraph graph = new StackGraph(
            "shop",
            "test",
            List.of(resource(Map.of(
                    "size",
                    3L,
                    "secret",
                    new Secret(Map.of("key", "k")),
                    "list",
                    List.of(Map.of("a", 1L), Map.of("a", 2L))))),
            new Properties("outputs", Map.of()));

    @Test
    void shouldChangeOneInputAndNothingElse() {
        StackGraph changed = graph.withInput(URN, "size", 4L);

        assertThat(changed.resources().get(0).inputs().number("size")).isEqualTo(4);
        assertThat(graph.resources().get(0).inputs().number("size")).isEqualTo(3);
        assertThat(changed.withInput(URN, "size", 3L)).isEqualTo(graph);
    }

    @Test
    void shouldReachIntoListsAndSecrets() {
        Properties inputs = graph.withInput(URN, "list.1.a", 7L)
                .withInput(URN, "secret.key", "other")
                .withInput(URN, "new.object.key", "made")
                .withInput(URN, "size", null)
                .resources()
                .get(0)
                .inputs();

        assertThat(inputs.objects("list").get(0).number("a")).isEqualTo(1);
        assertThat(inputs.objects("list").get(1).number("a")).isEqualTo(7);
        assertThat(inputs.text("secret.key")).isEqualTo("other");
        assertThat(inputs.values().get("secret")).isInstanceOf(Secret.class);
        assertThat(inputs.text("new.object.key")).isEqualTo("made");
        assertThat(inputs.has("size")).isFalse();
    }

    @Test
    void shouldNameWhatIsMissing() {
        assertThatThrownBy(() -> graph.withInput("urn:other", "size", 1L))
                .hasMessage("the graph of test has no resource urn:other");
        assertThatThrownBy(() -> graph.withInput(URN, "list.2.a", 1L))
                .hasMessage(URN + " list.2.a: \"2\" is no place in a list of 2");
        assertThatThrownBy(() -> graph.resource("aws:x/y:Y", "two"))
                .hasMessage("the graph of test has no aws:x/y:Y named \"two\"; there are [one]");
        Properties inputs = graph.resources().get(0).inputs();
        assertThatThrownBy(() -> inputs.text("a.b")).hasMessage("one: a.b is missing");
        assertThatThrownBy(() -> inputs.text("size")).hasMessage("one: size is a number, where text is needed");
        assertThatThrownBy(() -> inputs.number("secret.key"))
                .hasMessage("one: secret.key is text, where a whole number is needed");
    }

    private static GraphResource resource(Map<String, Object> inputs) {
        Properties properties = new Properties("one", inputs);
        return new GraphResource(
                URN,
                "aws:x/y:Y",
                "one",
                "",
                true,
                properties,
                properties,
                false,
                false,
                List.of(),
                Map.of(),
                List.of(),
                List.of(),
                "");
    }
}
