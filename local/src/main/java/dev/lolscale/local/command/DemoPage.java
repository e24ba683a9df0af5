package dev.lolscale.local.command;

import dev.lolscale.local.deploy.ZoneSizes;
import dev.lolscale.local.load.SendReport;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * The demo's last page: the pipeline with what went through it, what the lake answers, where it all lies, and whether it
 * adds up. No line is longer than the terminal is wide.
 */
final class DemoPage {

    private static final String INDENT = "  ";
    private static final int SHOWN_ROWS = 12;
    private static final int SHOWN_DAYS = 14;

    private final Terminal terminal;
    private final String stack;
    private final Path namedFolder;
    private final PrintStream out;
    private final int room;

    /**
     * A page.
     *
     * @param namedFolder the folder that the user named; null for the stack's own
     */
    DemoPage(Terminal terminal, String stack, Path namedFolder) {
        this.terminal = terminal;
        this.stack = stack;
        this.namedFolder = namedFolder;
        this.out = terminal.out();
        this.room = terminal.width() - INDENT.length();
    }

    void print(DemoResult result) {
        heading("The pipeline");
        PipelineDrawing.of(Pipeline.of(result), terminal).forEach(out::println);
        sending(result.report());
        for (DemoResult.Answer answer : result.answers()) {
            answer(answer);
        }
        days(result.days());
        zones(result.zones());
        verdict(result.faults());
        notRun(result.notRun());
        next(result);
    }

    private void sending(SendReport report) {
        out.println();
        text(
                String.format(
                        Locale.ROOT,
                        "Sent in %s and %.1f s: %,.0f accepted events a second; half of the answers within %,.0f\u00a0ms,"
                                + " 99\u00a0%% within %,.0f\u00a0ms.",
                        Pipeline.counted(report.requests(), "request", "requests"),
                        report.seconds(),
                        report.eventsPerSecond(),
                        report.p50Millis(),
                        report.p99Millis()),
                terminal::dim);
        if (report.undelivered() > 0) {
            text(
                    Pipeline.counted(report.undelivered(), "line was", "lines were")
                            + " not taken although tried again and again: "
                            + report.firstProblem(),
                    terminal::red);
        }
        if (!report.rejectedByReason().isEmpty()) {
            String reasons = report.rejectedByReason().entrySet().stream()
                    .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                            .thenComparing(Map.Entry.comparingByKey()))
                    .map(reason -> Pipeline.count(reason.getValue()) + WrappedText.NO_BREAK + reason.getKey())
                    .collect(Collectors.joining(", "));
            text("Rejected: " + reasons + ".", terminal::dim);
        }
    }

    private void answer(DemoResult.Answer answer) {
        heading("Saved query " + answer.name());
        TextTable.of(answer.result().columns(), answer.result().rows(), SHOWN_ROWS, room)
                .forEach(line -> out.println(INDENT + line));
        text(
                String.format(
                        Locale.ROOT,
                        "%.2f s, %s scanned",
                        answer.result().seconds(),
                        Sizes.text(answer.result().scannedBytes())),
                terminal::dim);
    }

    private void days(List<Bars.Bar> days) {
        heading("Events by day");
        int hidden = Math.max(0, days.size() - SHOWN_DAYS);
        if (hidden > 0) {
            text("... " + Pipeline.counted(hidden, "earlier day", "earlier days"), terminal::dim);
        }
        Bars.of(days.subList(hidden, days.size()), room, terminal).forEach(line -> out.println(INDENT + line));
    }

    private void zones(List<ZoneSizes.Zone> zones) {
        heading("What lies in the bucket");
        int prefixes =
                zones.stream().mapToInt(zone -> zone.prefix().length()).max().orElse(0);
        for (ZoneSizes.Zone zone : zones) {
            String line = String.format(
                    Locale.ROOT,
                    "%-11s  %,7d %-5s  %8s",
                    zone.name(),
                    zone.files(),
                    zone.files() == 1 ? "file" : "files",
                    Sizes.text(zone.bytes()));
            // All prefixes or none, whatever the narrowest terminal has room for.
            boolean fits = line.length() + INDENT.length() + prefixes <= room;
            out.println(INDENT + line + (fits ? INDENT + terminal.dim(zone.prefix()) : ""));
        }
    }

    private void verdict(List<String> faults) {
        heading("Reconciliation, by id");
        if (faults.isEmpty()) {
            text("✓ every accepted event is in the event table exactly once", terminal::green);
        }
        faults.forEach(fault -> text("✗ " + fault, terminal::red));
    }

    private void notRun(Map<String, List<String>> notRun) {
        if (notRun.isEmpty()) {
            return;
        }
        heading("Declared, and not run on one machine");
        notRun.forEach((type, names) -> text(type + ": " + String.join(", ", names), terminal::dim));
    }

    private void next(DemoResult result) {
        heading("Try next");
        NextCommands.of(stack, namedFolder, result.graph().outputs().text("eventTable"))
                .forEach(command -> WrappedText.ofCommand(command, room).forEach(line -> out.println(INDENT + line)));
        out.println();
        WrappedText.of(
                        String.format(
                                Locale.ROOT,
                                "Done in %.1f s; everything lies in %s",
                                result.seconds(),
                                result.folder()),
                        terminal.width())
                .forEach(out::println);
    }

    private void heading(String text) {
        out.println();
        WrappedText.of(text, terminal.width()).forEach(line -> out.println(terminal.bold(line)));
    }

    private void text(String text, UnaryOperator<String> style) {
        WrappedText.of(text, room).forEach(line -> out.println(INDENT + style.apply(line)));
    }
}
