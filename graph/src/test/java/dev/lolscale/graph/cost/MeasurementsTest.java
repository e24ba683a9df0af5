package dev.lolscale.graph.cost;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MeasurementsTest {

    @Test
    void shouldSayOfEachNumberHowItWasMeasuredOrThatItIsAssumed() throws IOException {
        try (InputStream file = Measurements.class.getResourceAsStream("measurements.json")) {
            JsonNode numbers = new ObjectMapper().readTree(file).path("numbers");

            assertThat(numbers.properties()).hasSizeGreaterThan(30).allSatisfy(number -> assertThat(
                            saysWhereItIsFrom(number))
                    .as(number.getKey())
                    .isTrue());
        }
    }

    private static boolean saysWhereItIsFrom(Map.Entry<String, JsonNode> number) {
        JsonNode value = number.getValue();
        boolean measured = !value.path("measured").asText().isBlank();
        boolean assumed = !value.path("assumed").asText().isBlank();
        return measured != assumed
                && value.path("value").isNumber()
                && !value.path("unit").asText().isBlank();
    }
}
