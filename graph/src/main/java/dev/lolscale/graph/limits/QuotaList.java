package dev.lolscale.graph.limits;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.Optional;

/** The quotas file: what AWS allows an account by default, by region where that differs, each with its source. */
public final class QuotaList {

    private static final String FILE = "quotas.json";
    private static final String OTHERS = "others";

    private final JsonNode file;

    private QuotaList(JsonNode file) {
        this.file = file;
    }

    /** The quotas that come with this version. */
    public static QuotaList standard() {
        try (InputStream in = QuotaList.class.getResourceAsStream(FILE)) {
            return new QuotaList(new ObjectMapper().readTree(in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The day by which the quotas were looked up. */
    public LocalDate date() {
        return LocalDate.parse(file.path("date").asText());
    }

    /** A quota in a region; empty where the file does not have it. */
    Optional<Quota> find(String key, String region) {
        JsonNode quota = file.path("quotas").path(key);
        JsonNode regions = quota.path("regions");
        JsonNode value = regions.has(region) ? regions.get(region) : regions.path(OTHERS);
        return value.isNumber()
                ? Optional.of(new Quota(
                        key,
                        quota.path("service").asText(),
                        quota.path("name").asText(),
                        value.asDouble(),
                        quota.path("adjustable").asBoolean(),
                        quota.path("raise").asText(),
                        quota.path("source").asText()))
                : Optional.empty();
    }
}
