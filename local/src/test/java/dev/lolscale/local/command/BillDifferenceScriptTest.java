package dev.lolscale.local.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lolscale.graph.cost.Bill;
import dev.lolscale.graph.cost.BillItem;
import dev.lolscale.graph.cost.Unpriced;
import dev.lolscale.graph.cost.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the workflow {@code cost} tells a pull request, from two bills as {@code cost --json} prints them. */
class BillDifferenceScriptTest {

    private static final Path SCRIPT =
            Path.of("..", ".github", "bill-difference.mjs").toAbsolutePath().normalize();

    @TempDir
    private Path folder;

    @Test
    void shouldTellWhatBecomesDearerAndCheaperTheLargestFirst() throws Exception {
        Bill before = bill(
                List.of(item("Athena", "query a", 5), item("Glue", "job", 1), item("SNS", "topic", 0.001)), List.of());
        Bill after = bill(
                List.of(
                        item("Athena", "query a", 2),
                        item("Glue", "job", 1.25),
                        item("Glue", "job", 0.25),
                        item("SNS", "topic", 0.002),
                        item("KMS", "key", 1)),
                List.of());

        assertThat(difference(before, after)).isEqualTo("""
                A month of **prod** would cost **$4.50**, -$1.50 to before.

                | item | before | after | change |
                | --- | ---: | ---: | ---: |
                | Athena: query a | $5.00 | $2.00 | -$3.00 |
                | KMS: key | $0.00 | $1.00 | +$1.00 |
                | Glue: job | $1.00 | $1.50 | +$0.50 |
                """);
    }

    @Test
    void shouldSayThatNothingChanges() throws Exception {
        Bill bill = bill(List.of(item("Glue", "job", 1)), List.of());

        assertThat(difference(bill, bill)).isEqualTo("A month of **prod** would cost **$1.00**, +$0.00 to before.\n");
    }

    @Test
    void shouldNameWhatNobodyKnowsThePriceOf() throws Exception {
        Bill before = bill(List.of(), List.of());
        Bill after =
                bill(List.of(), List.of(new Unpriced("database", "aws:rds/instance:Instance", "nothing is known")));

        assertThat(difference(before, after)).endsWith("\n\nUnpriced: database (nothing is known)\n");
    }

    private static Bill bill(List<BillItem> items, List<Unpriced> unpriced) {
        Workload workload = new Workload(200_000_000, 200, 25, 100);
        return new Bill("prod", "us-east-1", workload, items, List.of(), unpriced, List.of(), 0);
    }

    private static BillItem item(String service, String item, double usd) {
        return new BillItem(service, item, "resource", 1, "unit", usd, false);
    }

    private String difference(Bill before, Bill after) throws IOException, InterruptedException {
        Path output = folder.resolve("difference.md");
        Process node = new ProcessBuilder(
                        "node", SCRIPT.toString(), json("before.json", before), json("after.json", after))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(node.waitFor(30, TimeUnit.SECONDS)).isTrue();
            String text = Files.readString(output, UTF_8);
            assertThat(node.exitValue()).as(text).isZero();
            return text;
        } finally {
            node.destroyForcibly();
        }
    }

    private String json(String name, Bill bill) throws IOException {
        String text = BillJson.of(bill, Optional.empty(), List.of()).toString();
        return Files.writeString(folder.resolve(name), text, UTF_8).toString();
    }
}
