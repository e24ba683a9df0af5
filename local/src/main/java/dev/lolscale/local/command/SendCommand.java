package dev.lolscale.local.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lolscale.local.load.EventSender;
import dev.lolscale.local.load.SeedEvents;
import dev.lolscale.local.load.SendReport;
import dev.lolscale.local.load.SendSettings;
import java.io.IOException;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The load generator. */
@Command(
        name = "send",
        description = "Send seed-like events to a front door, here or on AWS; sends again only what was not accepted.")
final class SendCommand implements Callable<Integer> {

    private static final String KEY_VARIABLE = "LOLSCALE_API_KEY";
    private static final Duration SPAN = Duration.ofDays(5);
    private static final int CLIENTS = 8;

    /** A stream on AWS that is throttled takes more a while later. */
    private static final int DELIVERY_ATTEMPTS = 8;

    private static final int MOST_EVENTS_IN_A_REQUEST = 10_000;

    private final Terminal terminal;

    @Mixin
    private CommandSettings settings;

    @Option(names = "--url", paramLabel = "U", required = true, description = "The address of POST /track.")
    private URI url;

    @Option(
            names = "--key",
            paramLabel = "K",
            description = "The API key. Better in the environment as " + KEY_VARIABLE
                    + ", where no process listing shows it.")
    private String key;

    @Option(
            names = "--events",
            paramLabel = "N",
            defaultValue = "100000",
            description = "How many lines to send; 100000 by default.")
    private long events;

    @Option(
            names = "--rate",
            paramLabel = "R",
            defaultValue = "0",
            description = "The most lines in a second; as many as go by default.")
    private double rate;

    @Option(
            names = "--batch",
            paramLabel = "B",
            defaultValue = "100",
            description = "Lines in one request; 100 by default.")
    private int batch;

    @Option(
            names = "--bad",
            paramLabel = "PERCENT",
            defaultValue = "0",
            description = "Which part of the lines is no event, in percent; 0 by default.")
    private double bad;

    SendCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        check("--events", (double) events, 1, 1e15);
        check("--batch", batch, 1, MOST_EVENTS_IN_A_REQUEST);
        check("--rate", rate, 0, 10_000_000);
        check("--bad", bad, 0, 100);
        String scheme = String.valueOf(url.getScheme());
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw CommandFailure.environment("--url is " + url + "; needed is an address that starts with http", null);
        }
        String apiKey = key != null ? key : System.getenv(KEY_VARIABLE);
        if (apiKey == null || apiKey.isBlank()) {
            throw CommandFailure.environment("there is no API key: set " + KEY_VARIABLE + ", or --key", null);
        }
        Progress progress = new Progress(terminal);
        progress.begin("sending events");
        SeedEvents source =
                new SeedEvents(new SecureRandom().nextLong(), Instant.now().minus(SPAN), SPAN, events, bad / 100, 0);
        SendReport report;
        try {
            report = new EventSender(
                            new SendSettings(url, apiKey, events, batch, rate, CLIENTS, DELIVERY_ATTEMPTS), false)
                    .send(source, done -> progress.advance(done, events));
        } catch (IOException e) {
            throw CommandFailure.environment(
                    "nothing answers at " + url + "; is ./lolscale up running, and is that its address?", e);
        }
        progress.end(String.format(Locale.ROOT, "%,d accepted, %,d rejected", report.accepted(), report.rejected()));
        if (settings.json()) {
            CommandSettings.print(terminal, json(report));
        } else {
            terminal.out()
                    .printf(
                            Locale.ROOT,
                            "%,d events in %.1f s, %,.0f a second; %,d requests, half of them within %.1f ms, 99 %% within"
                                    + " %.1f ms%n",
                            report.accepted(),
                            report.seconds(),
                            report.eventsPerSecond(),
                            report.requests(),
                            report.p50Millis(),
                            report.p99Millis());
        }
        if (report.undelivered() > 0) {
            throw CommandFailure.fault(
                    report.undelivered() + " of " + events + " lines were not taken"
                            + (report.sent() < events ? ", and " + (events - report.sent()) + " not sent any more" : "")
                            + ": " + report.firstProblem(),
                    null);
        }
        return 0;
    }

    private static ObjectNode json(SendReport report) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("sent", report.sent());
        json.put("accepted", report.accepted());
        json.put("rejected", report.rejected());
        json.put("requests", report.requests());
        json.put("p50Ms", report.p50Millis());
        json.put("p99Ms", report.p99Millis());
        json.put("eventsPerSecond", report.eventsPerSecond());
        return json;
    }

    private static void check(String option, double value, double least, double most) {
        if (!(value >= least && value <= most)) {
            throw CommandFailure.environment(
                    String.format(Locale.ROOT, "%s is %.0f; allowed is %.0f to %.0f", option, value, least, most),
                    null);
        }
    }
}
