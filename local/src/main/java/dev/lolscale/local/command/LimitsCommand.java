package dev.lolscale.local.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lolscale.graph.cost.CostModel;
import dev.lolscale.graph.cost.Workload;
import dev.lolscale.graph.limits.Limit;
import dev.lolscale.graph.limits.Limits;
import dev.lolscale.graph.limits.QuotaList;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Tells where the stack ends. */
@Command(
        name = "limits",
        description = "Which quota of AWS, or limit of this stack, is reached first, and at which rate of events.")
final class LimitsCommand implements Callable<Integer> {

    private static final String INDENT = "  ";

    /** More than the world sends. */
    private static final long MOST_EVENTS_PER_SECOND = 100_000_000;

    private final Terminal terminal;

    @Mixin
    private CommandSettings settings;

    @Option(
            names = "--events-per-second",
            paramLabel = "E",
            defaultValue = "77",
            description = "The rate to look at, for example 10k or 1M; 77 by default, 200 million a month.")
    private String eventsPerSecond;

    @Mixin
    private RequestOptions request;

    @Mixin
    private QueryOptions queries;

    LimitsCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        long rate = Amount.of("--events-per-second", eventsPerSecond);
        if (rate < 1 || rate > MOST_EVENTS_PER_SECOND) {
            throw CommandFailure.environment(
                    "--events-per-second is " + rate + "; allowed is 1 to " + MOST_EVENTS_PER_SECOND, null);
        }
        Workload workload = new Workload(
                Math.round(rate * Workload.SECONDS), request.eventBytes(), request.batch(), queries.perDay());
        QuotaList quotas = QuotaList.standard();
        List<Limit> limits = Limits.of(settings.record(), workload, CostModel.standard(), quotas);
        if (settings.json()) {
            CommandSettings.print(terminal, json(limits));
        } else {
            print(limits, rate, quotas);
        }
        return 0;
    }

    private static ObjectNode json(List<Limit> limits) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode array = json.putArray("limits");
        for (Limit limit : limits) {
            array.addObject()
                    .put("service", limit.service())
                    .put("quota", limit.quota())
                    .put("value", limit.value())
                    .put("bindsAtEventsPerSecond", limit.bindsAtEventsPerSecond())
                    .put("own", limit.own())
                    .put("raise", limit.raise())
                    .put("source", limit.source());
        }
        return json;
    }

    private void print(List<Limit> limits, long rate, QuotaList quotas) {
        wrapped(
                "",
                String.format(
                        Locale.ROOT,
                        "%s at %,d events of %,d bytes a second, %,d a request, %,d saved queries a day; quotas of %s",
                        settings.stack(),
                        rate,
                        request.eventBytes(),
                        request.batch(),
                        queries.perDay(),
                        quotas.date()));
        terminal.out().println();
        List<List<Object>> rows = new ArrayList<>();
        for (Limit limit : limits) {
            rows.add(List.of(
                    (long) limit.bindsAtEventsPerSecond(),
                    limit.bindsAtEventsPerSecond() < rate ? "✗" : "✓",
                    limit.service(),
                    (limit.own() ? "own: " : "")
                            + String.format(Locale.ROOT, "%,.0f ", limit.value())
                            + limit.quota()));
        }
        TextTable.of(List.of("binds at events/s", "", "service", "limit"), rows, rows.size(), terminal.width())
                .forEach(line -> terminal.out().println(line));
        terminal.out().println();
        List<Limit> bound = limits.stream()
                .filter(limit -> limit.bindsAtEventsPerSecond() < rate)
                .toList();
        if (bound.isEmpty()) {
            wrapped("", nothingBinds(limits, rate));
            return;
        }
        terminal.out().println(terminal.yellow("To raise or change, in this order"));
        for (Limit limit : bound) {
            wrapped(INDENT, limit.service() + ", " + limit.quota() + ": " + limit.raise());
        }
    }

    private static String nothingBinds(List<Limit> limits, long rate) {
        if (limits.isEmpty()) {
            return "Nothing is known that would hold it back.";
        }
        Limit first = limits.get(0);
        return String.format(
                Locale.ROOT,
                "Nothing binds. First would be %s, %s, at %,.0f events a second, %,.0f times this rate.",
                first.service(),
                first.quota(),
                first.bindsAtEventsPerSecond(),
                first.bindsAtEventsPerSecond() / rate);
    }

    private void wrapped(String indent, String text) {
        WrappedText.of(TextTable.text(text), terminal.width() - indent.length())
                .forEach(line -> terminal.out().println(indent + line));
    }
}
