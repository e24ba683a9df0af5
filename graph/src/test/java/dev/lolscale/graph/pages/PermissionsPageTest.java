package dev.lolscale.graph.pages;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lolscale.graph.GraphResource;
import dev.lolscale.graph.StackConfiguration;
import dev.lolscale.graph.StackGraph;
import dev.lolscale.graph.recorder.Recorder;
import dev.lolscale.platform.stack.Main;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Who may do what: every statement of every role, of each stack as it is and under a key of its own. */
class PermissionsPageTest {

    private static final Path ROOT = Path.of("..");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ROLE = "aws:iam/role:Role";
    private static final String ROLE_POLICY = "aws:iam/rolePolicy:RolePolicy";

    private static final Map<String, StackGraph> GRAPHS = new LinkedHashMap<>();

    @BeforeAll
    static void record() {
        for (String stack : List.of("dev", "prod", "classic")) {
            StackConfiguration configuration = StackConfiguration.read(ROOT, stack);
            GRAPHS.put(stack, Recorder.record(configuration, Recorder.Mode.UPDATE, Main::stack));
        }
        for (String stack : List.of("dev", "classic")) {
            StackConfiguration configuration =
                    StackConfiguration.read(ROOT, stack).with("encryption", "kms");
            GRAPHS.put(stack + " with kms", Recorder.record(configuration, Recorder.Mode.UPDATE, Main::stack));
        }
    }

    @Test
    void shouldListEveryStatementOfEveryRole() {
        Map<String, Map<String, List<String>>> stacksByStatementByRole = new TreeMap<>();
        Map<String, String> trust = new TreeMap<>();
        GRAPHS.forEach((stack, graph) -> {
            ReviewText readable = ReviewText.of(graph);
            for (GraphResource role : graph.ofType(ROLE)) {
                for (JsonNode statement : statements(role, "assumeRolePolicy")) {
                    trust.put(role.name(), taker(readable, statement));
                }
                GraphResource policy = graph.resource(ROLE_POLICY, role.name().replaceFirst("-role$", "-policy"));
                for (JsonNode statement : statements(policy, "policy")) {
                    stacksByStatementByRole
                            .computeIfAbsent(role.name(), name -> new LinkedHashMap<>())
                            .computeIfAbsent(row(readable, graph, statement), row -> new ArrayList<>())
                            .add(stack);
                }
            }
        });
        StringBuilder page = new StringBuilder();
        stacksByStatementByRole.forEach((role, rows) -> {
            page.append("\n### `")
                    .append(role)
                    .append("`\n\nTaken by ")
                    .append(trust.get(role))
                    .append(".\n\n| may | on | when | in |\n| --- | --- | --- | --- |\n");
            rows.forEach((row, stacks) -> page.append("| ")
                    .append(row)
                    .append(" | ")
                    .append(where(stacks))
                    .append(" |\n"));
        });
        page.append('\n');

        Page.shouldHold("security.md", page.toString());
    }

    @Test
    void shouldHoldEachServiceToThisAccount() {
        GRAPHS.values()
                .forEach(graph -> assertThat(graph.ofType(ROLE)).isNotEmpty().allSatisfy(role -> {
                    for (JsonNode statement : statements(role, "assumeRolePolicy")) {
                        String service = statement.at("/Principal/Service/0").asText();
                        // Lambda sends no source when it takes a role.
                        assertThat(statement
                                        .at("/Condition/StringEquals/aws:SourceAccount/0")
                                        .asText())
                                .as(role.name())
                                .isEqualTo(service.equals("lambda.amazonaws.com") ? "" : "123456789012");
                    }
                }));
    }

    private static String taker(ReviewText readable, JsonNode statement) {
        String service = "`" + statement.at("/Principal/Service/0").asText() + "`";
        String conditions = conditions(readable, statement);
        return conditions.isEmpty() ? service : service + ", when " + conditions;
    }

    private static String row(ReviewText readable, StackGraph graph, JsonNode statement) {
        return String.join(
                        " | ",
                        list(statement.path("Action"), text -> "`" + text + "`"),
                        list(
                                statement.path("Resource"),
                                arn -> "`" + ofAnyStack(readable.text(arn), graph.stack()) + "`"),
                        conditions(readable, statement))
                .replace("|  |", "| |");
    }

    private static String conditions(ReviewText readable, JsonNode statement) {
        List<String> conditions = new ArrayList<>();
        statement.path("Condition").properties().forEach(operator -> operator.getValue()
                .properties()
                .forEach(key -> conditions.add("`" + key.getKey() + "` is "
                        + list(key.getValue(), value -> "`" + readable.text(value) + "`"))));
        return String.join(" and ", conditions);
    }

    private static String list(JsonNode values, UnaryOperator<String> shown) {
        return StreamSupport.stream(values.spliterator(), false)
                .map(JsonNode::asText)
                .map(shown)
                .collect(Collectors.joining(", "));
    }

    private static String ofAnyStack(String arn, String stack) {
        return arn.replace("lolscale_" + stack, "lolscale_STACK");
    }

    /** Where a statement stands; what is in a stack is also in it under a key of its own. */
    private static String where(List<String> stacks) {
        List<String> shown = stacks.stream()
                .filter(stack -> !stack.endsWith(" with kms") || !stacks.contains(stack.replace(" with kms", "")))
                .toList();
        return shown.containsAll(List.of("dev", "prod", "classic")) ? "all" : String.join(", ", shown);
    }

    private static JsonNode statements(GraphResource resource, String input) {
        try {
            return JSON.readTree(resource.inputs().text(input)).path("Statement");
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(resource.name(), e);
        }
    }
}
