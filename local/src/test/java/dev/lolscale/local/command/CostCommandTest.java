package dev.lolscale.local.command;

import static dev.lolscale.local.command.Ran.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CostCommandTest {

    /** Tests run in the module's folder. */
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    @TempDir
    private Path folder;

    @BeforeEach
    void nameTheProject() {
        System.setProperty("lolscale.root", ROOT.toString());
    }

    @AfterEach
    void forget() {
        List.of("lolscale.root", "lolscale.columns", "lolscale.terminal").forEach(System::clearProperty);
    }

    @Test
    void shouldPrintTheBillAsOneObject() throws IOException {
        Ran ran = run("cost", "--stack", "prod", "--events", "200M", "--event-bytes", "200", "--batch", "25", "--json");

        assertThat(ran.exitCode()).isZero();
        JsonNode json = JSON.readTree(ran.out());
        assertThat(json.fieldNames())
                .toIterable()
                .contains(
                        "items",
                        "unpriced",
                        "totalUsd",
                        "ingestUsdPerMillionEvents",
                        "usdPerMillionEvents",
                        "floorUsdPerMillionEvents");
        double sum = 0;
        double ingest = 0;
        for (JsonNode item : json.path("items")) {
            assertThat(item.fieldNames()).toIterable().contains("service", "item", "quantity", "unit", "usd");
            sum += item.path("usd").asDouble();
            ingest += item.path("ingest").asBoolean() ? item.path("usd").asDouble() : 0;
        }
        assertThat(json.path("unpriced")).isEmpty();
        assertThat(json.path("totalUsd").asDouble()).isCloseTo(sum, within(1e-9));
        assertThat(json.path("usdPerMillionEvents").asDouble()).isCloseTo(sum / 200, within(1e-9));
        assertThat(json.path("ingestUsdPerMillionEvents").asDouble()).isCloseTo(ingest / 200, within(1e-9));
        assertThat(json.path("classicUsd").asDouble()).isGreaterThan(5 * sum);
        assertThat(json.path("writeUpUsd").asDouble()).isEqualTo(3361.57);
        assertThat(json.path("savings").path(0).path("usd").asDouble())
                .isGreaterThan(json.path("savings").path(1).path("usd").asDouble());
    }

    @ParameterizedTest
    @ValueSource(ints = {40, 80})
    void shouldPrintABillThatFitsTheTerminal(int columns) {
        System.setProperty("lolscale.columns", Integer.toString(columns));

        Ran ran = run("cost", "--stack", "prod");

        assertThat(ran.exitCode()).isZero();
        assertThat(ran.out().lines())
                .allSatisfy(line -> assertThat(line.length()).as(line).isLessThanOrEqualTo(columns));
        assertThat(ran.out())
                .contains("everything", "ingest and logs", "classic ", "$3,361.57  $16.81", "smaller items")
                .contains("Would save most in Pulumi.prod.yaml")
                .doesNotContain("\u001b");
        assertThat(ran.out().contains("█")).as("bars").isEqualTo(columns >= 60);
    }

    @Test
    void shouldEndWith1OverTheBudgetAndWith0Within() {
        Ran over = run("cost", "--stack", "prod", "--sweep", "batch=25", "--budget", "5");
        Ran within = run("cost", "--stack", "prod", "--sweep", "batch=25", "--budget", "5000");

        assertThat(over.exitCode()).isEqualTo(1);
        assertThat(over.err())
                .matches(
                        "lolscale: prod costs \\$[0-9.]+ a month, which is \\$[0-9.]+ over the budget of \\$5\\.00\\R");
        assertThat(over.out()).contains("a request");
        assertThat(within.exitCode()).isZero();
        assertThat(within.err()).isEmpty();
    }

    @Test
    void shouldNotKnowWhetherABudgetHoldsWhenSomethingIsUnpriced() throws IOException {
        Path prices = Files.writeString(folder.resolve("prices.json"), """
                {"date": "2026-11-25", "prices": {"athena.tb": {"unit": "TB", "regions": {"us-east-1": null}}}}""");

        Ran ran = run("cost", "--sweep", "batch=25", "--budget", "5000", "--prices", prices.toString());

        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.err()).contains("are unpriced, so whether the budget holds is not known");
        assertThat(ran.out()).contains("9 items are not priced, and in no sum");
    }

    @Test
    void shouldShowHowTheBillGrows() throws IOException {
        JsonNode batches = JSON.readTree(run("cost", "--stack", "prod", "--sweep", "batch=1,10,25,100", "--json")
                .out());
        JsonNode events = JSON.readTree(run("cost", "--stack", "prod", "--sweep", "events=1M,10M,200M,1B", "--json")
                .out());
        String page = run("cost", "--stack", "prod", "--sweep", "events=1M,10M,200M,1B")
                .out();

        assertThat(batches.path("bills"))
                .extracting(bill -> bill.path("batch").asInt())
                .containsExactly(1, 10, 25, 100);
        assertThat(batches.path("bills"))
                .extracting(bill -> bill.path("totalUsd").asDouble())
                .isSortedAccordingTo(java.util.Comparator.reverseOrder());
        assertThat(events.path("bills"))
                .extracting(bill -> bill.path("totalUsd").asDouble())
                .isSorted();
        assertThat(page.lines().skip(2))
                .extracting(line -> line.strip().split(" ", 2)[0])
                .containsExactly("1M", "10M", "200M", "1B");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--events many          | --events is \"many\"",
                "--events 0             | --events is 0; allowed is 1 to",
                "--batch 10001          | --batch is 10001; allowed is 1 to 10000",
                "--event-bytes 1        | --event-bytes is 1; allowed is 20 to 65536",
                "--batch 10000 --event-bytes 1000 | allowed are 6,291,456, what Lambda takes at once",
                "--sweep memory=1       | --sweep is \"memory=1\"; needed is batch= or events=",
                "--prices nowhere.json  | the prices file nowhere.json cannot be read",
                "--stack none           | there is no stack \"none\" in this project"
            })
    void shouldSayWhatIsWrongWithAnOption(String arguments, String problem) {
        Ran ran = run(("cost " + arguments.strip()).split(" "));

        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).startsWith("lolscale: ").contains(problem).hasLineCount(1);
    }

    @Test
    void shouldTellWhereTheStackEnds() throws IOException {
        Ran ran = run("limits", "--stack", "prod", "--events-per-second", "10k", "--json");

        assertThat(ran.exitCode()).isZero();
        JsonNode limits = JSON.readTree(ran.out()).path("limits");
        assertThat(limits).allSatisfy(limit -> assertThat(limit.fieldNames())
                .toIterable()
                .contains("service", "quota", "value", "bindsAtEventsPerSecond"));
        assertThat(limits)
                .extracting(limit -> limit.path("bindsAtEventsPerSecond").asDouble())
                .isSorted();
        assertThat(limits)
                .extracting(limit -> limit.path("service").asText())
                .contains("API Gateway", "Lambda", "Firehose", "S3", "Glue", "Athena");
    }

    @Test
    void shouldHoldEveryBillOfASweepAgainstTheBudget() {
        Ran ran = run("cost", "--stack", "prod", "--sweep", "batch=25,1", "--budget", "100");

        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.err()).contains("over the budget of $100.00");
    }

    @ParameterizedTest
    @ValueSource(strings = {"NaN", "1e999", "-1"})
    void shouldRefuseABudgetThatIsNoAmount(String budget) {
        Ran ran = run("cost", "--budget", budget);

        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.err()).contains("--budget is ").contains("it must be a number of dollars, 0 or more");
    }

    @Test
    void shouldTellWhatToRaise() {
        String at77 = run("limits", "--stack", "prod").out();
        String at1M =
                run("limits", "--stack", "prod", "--events-per-second", "1M").out();

        assertThat(at77).contains("Nothing binds. First would be ").doesNotContain("✗");
        assertThat(at1M)
                .contains(
                        "✗",
                        "To raise or change, in this order",
                        "Firehose, bytes a second of one stream: ask for more with the Firehose");
    }
}
