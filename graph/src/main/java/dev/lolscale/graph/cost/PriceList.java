package dev.lolscale.graph.cost;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lolscale.graph.GraphException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The prices file: for each price its unit, and for each region the steps and the source. A price that is not there, or
 * that has no source, does not exist: what needs it is unpriced.
 */
public final class PriceList {

    private static final String STANDARD = "prices.json";
    private static final String CURRENCY = "USD";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final LocalDate date;
    private final Map<String, Map<String, Price>> byRegion;

    private PriceList(LocalDate date, Map<String, Map<String, Price>> byRegion) {
        this.date = date;
        this.byRegion = byRegion;
    }

    /** The prices that come with this version. */
    public static PriceList standard() {
        try (InputStream in = PriceList.class.getResourceAsStream(STANDARD)) {
            return of(STANDARD, JSON.readTree(in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The prices that come with this version, and over them those of a file: a contract's, or another region's. A region
     * that is null there takes a price away.
     *
     * @throws GraphException when it is not there or not of the form, or has a name, unit or currency that are not those of
     *     the standard prices; the line names the place
     */
    public static PriceList read(Path file) {
        try {
            JsonNode own = JSON.readTree(Files.readString(file));
            PriceList prices = of(file.toString(), own);
            refuseWhatIsNotAsked(file.toString(), own);
            return standard().under(prices);
        } catch (IOException e) {
            throw new GraphException(
                    "the prices file " + file + " cannot be read: "
                            + e.getMessage().lines().findFirst().orElse(""),
                    e);
        }
    }

    /** A price that nothing asks for, or that counts something else, would leave the bill as if it were not there. */
    private static void refuseWhatIsNotAsked(String origin, JsonNode own) throws IOException {
        String currency = own.path("currency").asText(CURRENCY);
        if (!currency.equals(CURRENCY)) {
            throw new GraphException(origin + ": currency is " + currency + "; prices are in " + CURRENCY);
        }
        try (InputStream in = PriceList.class.getResourceAsStream(STANDARD)) {
            JsonNode known = JSON.readTree(in).path("prices");
            own.path("prices").properties().forEach(price -> {
                if (!known.has(price.getKey())) {
                    throw new GraphException(origin + ": there is no price " + price.getKey() + "; the names are "
                            + known.properties().stream().map(Map.Entry::getKey).collect(Collectors.joining(", ")));
                }
                String unit = price.getValue().path("unit").asText();
                String knownUnit = known.path(price.getKey()).path("unit").asText();
                if (!unit.equals(knownUnit)) {
                    throw new GraphException(
                            origin + ": the unit of " + price.getKey() + " is " + knownUnit + ", not " + unit);
                }
            });
        }
    }

    private PriceList under(PriceList other) {
        Map<String, Map<String, Price>> merged = new LinkedHashMap<>();
        byRegion.forEach((region, prices) -> merged.put(region, new LinkedHashMap<>(prices)));
        other.byRegion.forEach((region, prices) ->
                merged.computeIfAbsent(region, key -> new LinkedHashMap<>()).putAll(prices));
        return new PriceList(other.date, merged);
    }

    private static PriceList of(String origin, JsonNode file) {
        Map<String, Map<String, Price>> byRegion = new LinkedHashMap<>();
        JsonNode prices = file.path("prices");
        if (!prices.isObject()) {
            throw new GraphException(origin + ": prices must be an object from names to prices");
        }
        prices.properties().forEach(price -> {
            String unit = price.getValue().path("unit").asText();
            if (unit.isEmpty()) {
                throw new GraphException(origin + ": " + price.getKey() + " has no unit");
            }
            price.getValue().path("regions").properties().forEach(region -> {
                String where = origin + ": " + price.getKey() + " in " + region.getKey();
                Price read = region.getValue().isNull() ? null : price(where, price.getKey(), unit, region.getValue());
                byRegion.computeIfAbsent(region.getKey(), key -> new LinkedHashMap<>())
                        .put(price.getKey(), read);
            });
        });
        return new PriceList(date(origin, file.path("date").asText()), byRegion);
    }

    private static Price price(String where, String key, String unit, JsonNode price) {
        String source = price.path("source").asText();
        if (source.isEmpty()) {
            throw new GraphException(where + " has no source; a price without one is left out");
        }
        List<Price.Tier> tiers = new ArrayList<>();
        double from = 0;
        for (JsonNode tier : price.path("tiers")) {
            double upTo = tier.has("upTo") ? tier.get("upTo").asDouble() : Double.POSITIVE_INFINITY;
            if (!tier.path("usd").isNumber() || tier.get("usd").asDouble() < 0 || upTo <= from) {
                throw new GraphException(
                        where + ": a tier has usd, not below 0, and upTo, above that of the tier before");
            }
            tiers.add(new Price.Tier(upTo, tier.get("usd").asDouble()));
            from = upTo;
        }
        if (tiers.isEmpty() || from != Double.POSITIVE_INFINITY) {
            throw new GraphException(where + " needs tiers, the last of them without upTo");
        }
        return new Price(key, unit, List.copyOf(tiers), source);
    }

    private static LocalDate date(String origin, String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw new GraphException(
                    origin + ": date is \"" + text + "\", where a day is needed, for example 2026-11-25", e);
        }
    }

    /** The day by which the prices were looked up. */
    public LocalDate date() {
        return date;
    }

    /** The regions that have any price, in order. */
    public List<String> regions() {
        return List.copyOf(new TreeSet<>(byRegion.keySet()));
    }

    /** The price of this name in a region, if it is known. */
    public Optional<Price> find(String region, String key) {
        return Optional.ofNullable(byRegion.getOrDefault(region, Map.of()).get(key));
    }
}
