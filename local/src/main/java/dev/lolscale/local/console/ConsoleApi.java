package dev.lolscale.local.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lolscale.graph.StackGraph;
import dev.lolscale.graph.cost.Workload;
import dev.lolscale.local.console.ConsoleServer.Answer;
import dev.lolscale.local.console.ConsoleServer.Resource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What the page reads and posts, by the path below {@code /api/}. */
final class ConsoleApi {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, Resource> read = new HashMap<>();
    private final Map<String, Resource> posted = new HashMap<>();

    ConsoleApi(
            StackGraph graph,
            ObjectNode stack,
            Snapshots snapshots,
            Answers answers,
            PolicyResult policies,
            Actions actions) {
        read.put("stack", (query, body) -> Answer.ok(stack));
        read.put("snapshot", (query, body) -> Answer.ok(JSON.valueToTree(snapshots.take())));
        read.put("schema", (query, body) -> Answer.ok(answers.schema()));
        read.put("saved", (query, body) -> Answer.ok(answers.saved()));
        read.put("bill", (query, body) -> Answer.ok(StackJson.bill(graph, workload(query))));
        read.put("policies", (query, body) -> Answer.ok(policies.now()));
        posted.put("query", (query, body) -> {
            ObjectNode answer =
                    answers.query(body.path("id").asText(), body.path("sql").asText());
            return new Answer(answer.has("problem") ? 422 : 200, answer);
        });
        posted.put(
                "cancel",
                (query, body) -> answers.cancel(body.path("id").asText())
                        ? Answer.ok(JSON.createObjectNode())
                        : Answer.problem(404, "no such query is running"));
        posted.put("send", (query, body) -> send(actions, body));
        posted.put(
                "workflow",
                (query, body) -> actions.runWorkflow()
                        ? new Answer(202, JSON.createObjectNode())
                        : Answer.problem(409, "the workflow is running already"));
    }

    Optional<Resource> read(String name) {
        return Optional.ofNullable(read.get(name));
    }

    Optional<Resource> posted(String name) {
        return Optional.ofNullable(posted.get(name));
    }

    private static Answer send(Actions actions, JsonNode body) {
        long events = body.path("events").asLong();
        if (events < 1 || events > Actions.MOST_EVENTS) {
            return Answer.problem(400, "events is " + events + "; allowed is 1 to " + Actions.MOST_EVENTS);
        }
        return actions.send(events)
                ? new Answer(202, JSON.createObjectNode())
                : Answer.problem(409, "sample events are being sent already");
    }

    /** The workload of {@code ./lolscale cost}, changed by what the address says, for example {@code events=1000000}. */
    private static Workload workload(String query) {
        Map<String, Long> given = new HashMap<>();
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                String value = pair.substring(equals + 1);
                if (!value.matches("\\d{1,16}")) {
                    throw new IllegalArgumentException(pair.substring(0, equals) + " is no whole number");
                }
                given.put(pair.substring(0, equals), Long.parseLong(value));
            }
        }
        Workload standard = Workload.STANDARD;
        return new Workload(
                given.getOrDefault("events", standard.events()),
                number(given, "eventBytes", standard.eventBytes()),
                number(given, "batch", standard.batch()),
                number(given, "queriesPerDay", standard.queriesPerDay()));
    }

    /** What is too large for a number of these is too large for a workload, which says so. */
    private static int number(Map<String, Long> given, String name, int standard) {
        return (int) Math.min(Integer.MAX_VALUE, given.getOrDefault(name, (long) standard));
    }
}
