package dev.lolscale.local.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FunctionSettingsTest {

    @Test
    void shouldRefuseVariablesThatLambdaReserves() {
        assertThatThrownBy(() -> settings(Map.of("AWS_REGION", "x", "_HANDLER", "y", "MINE", "z"), 512, 3, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "Function track: Lambda reserves the environment variables AWS_REGION, _HANDLER; remove them.");
    }

    @Test
    void shouldRefuseAnEnvironmentBeyondFourKilobytes() {
        assertThat(settings(Map.of("K", "v".repeat(4095)), 512, 3, 1).environment())
                .hasSize(1);
        assertThatThrownBy(() -> settings(Map.of("K", "v".repeat(4096)), 512, 3, 1))
                .hasMessage("Function track: the environment variables take 4097 bytes; Lambda allows 4096.");
    }

    @Test
    void shouldRefuseMemoryTimeoutAndConcurrencyOutOfRange() {
        assertThatThrownBy(() -> settings(Map.of(), 127, 3, 1))
                .hasMessage("Function track: memory of 127 MB; Lambda allows 128 to 10240.");
        assertThatThrownBy(() -> settings(Map.of(), 10_241, 3, 1))
                .hasMessage("Function track: memory of 10241 MB; Lambda allows 128 to 10240.");
        assertThatThrownBy(() -> settings(Map.of(), 512, 0, 1))
                .hasMessage("Function track: timeout of 0 s; Lambda allows 1 to 900.");
        assertThatThrownBy(() -> settings(Map.of(), 512, 901, 1))
                .hasMessage("Function track: timeout of 901 s; Lambda allows 1 to 900.");
        assertThatThrownBy(() -> settings(Map.of(), 512, 3, 0))
                .hasMessage("Function track: concurrency of 0; at least 1 is needed.");
    }

    @Test
    void shouldNotShowValuesOfTheEnvironment() {
        assertThat(settings(Map.of("API_KEYS", "first:salt:hash"), 512, 3, 1).toString())
                .contains("API_KEYS")
                .doesNotContain("first:salt:hash");
    }

    private static FunctionSettings settings(
            Map<String, String> environment, int memory, int seconds, int concurrency) {
        return new FunctionSettings(
                "track",
                "arn:aws:lambda:us-east-1:123456789012:function:track",
                Path.of("track.jar"),
                "com.example.Track",
                environment,
                memory,
                Duration.ofSeconds(seconds),
                concurrency);
    }
}
