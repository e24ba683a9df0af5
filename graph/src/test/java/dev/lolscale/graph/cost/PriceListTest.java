package dev.lolscale.graph.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lolscale.graph.GraphException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PriceListTest {

    @TempDir
    private Path folder;

    @Test
    void shouldChargeEachPartOfAQuantityByItsStep() {
        Price rest = PriceList.standard().find("us-east-1", "apigateway.rest").orElseThrow();

        assertThat(rest.usd(400e6)).isCloseTo(333 * 3.50 + 67 * 2.80, within(1e-6));
        assertThat(rest.usd(25e9)).isCloseTo(333 * 3.50 + 667 * 2.80 + 19_000 * 2.38 + 5_000 * 1.51, within(1e-6));
        assertThat(rest.usd(0)).isZero();
    }

    @ParameterizedTest
    @CsvSource({"us-east-1, 30", "eu-west-1, 22"})
    void shouldHaveAnAddressBesideEachPrice(String region, int atLeast) throws IOException {
        PriceList prices = PriceList.standard();
        List<String> names = new ArrayList<>();
        try (InputStream file = PriceList.class.getResourceAsStream("prices.json")) {
            new ObjectMapper().readTree(file).path("prices").fieldNames().forEachRemaining(names::add);
        }
        List<Price> known = names.stream()
                .flatMap(name -> prices.find(region, name).stream())
                .toList();

        assertThat(prices.regions()).containsExactly("eu-west-1", "us-east-1");
        assertThat(known).hasSizeGreaterThanOrEqualTo(atLeast);
        assertThat(known).allSatisfy(price -> {
            assertThat(price.source()).as(price.key()).startsWith("https://");
            assertThat(price.unit()).as(price.key()).isNotBlank();
        });
        assertThat(prices.date()).isAfter("2026-01-01");
    }

    @Test
    void shouldTakeOtherPrices() throws IOException {
        Path file = write("""
                {"date": "2026-11-25", "prices": {
                  "cloudwatch.dashboard": {"unit": "dashboards", "regions": {
                    "us-east-1": {"tiers": [{"usd": 7}], "source": "our contract"}}}}}""");
        CostModel model = new CostModel(PriceList.read(file), Measurements.standard());
        Graphs board = Graphs.in("us-east-1").with("aws:cloudwatch/dashboard:Dashboard", "board", Map.of());

        assertThat(model.price(board.graph(), Stacks.WORKLOAD).totalUsd()).isEqualTo(7);
        assertThat(model.prices().find("eu-west-1", "cloudwatch.dashboard"))
                .as("the rest stays")
                .isEqualTo(PriceList.standard().find("eu-west-1", "cloudwatch.dashboard"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[]                                                        | prices must be an object",
                "{\"prices\": {}}                                          | date is \"\"",
                "{\"prices\": {\"a\": {}}}                                 | a has no unit",
                "{\"prices\": {\"a\": {\"unit\": \"x\", \"regions\": {\"r\": {\"tiers\": [{\"usd\": 1}]}}}}} | a in r has no source",
                "{\"prices\": {\"a\": {\"unit\": \"x\", \"regions\": {\"r\": {\"source\": \"s\", \"tiers\": [{\"usd\": -1}]}}}}} | a tier has usd",
                "{\"prices\": {\"a\": {\"unit\": \"x\", \"regions\": {\"r\": {\"source\": \"s\", \"tiers\": [{\"upTo\": 5, \"usd\": 1}]}}}}} | needs tiers, the last of them without upTo",
                "{\"date\": \"2026-11-25\", \"prices\": {\"apigateway.htp\": {\"unit\": \"requests\"}}} | there is no price apigateway.htp; the names are apigateway.http, ",
                "{\"date\": \"2026-11-25\", \"prices\": {\"apigateway.http\": {\"unit\": \"millions\"}}} | the unit of apigateway.http is requests, not millions",
                "{\"date\": \"2026-11-25\", \"currency\": \"EUR\", \"prices\": {}} | currency is EUR; prices are in USD",
                "{                                                         | cannot be read"
            })
    void shouldSayWhereAPricesFileIsWrong(String text, String problem) throws IOException {
        Path file = write(text);

        assertThatThrownBy(() -> PriceList.read(file))
                .isInstanceOf(GraphException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining(problem);
    }

    private Path write(String text) throws IOException {
        return Files.writeString(folder.resolve("prices.json"), text);
    }
}
