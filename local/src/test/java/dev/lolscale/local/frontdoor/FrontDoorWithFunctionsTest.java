package dev.lolscale.local.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lolscale.local.frontdoor.RawHttp.Received;
import dev.lolscale.local.functions.FunctionHost;
import dev.lolscale.local.functions.FunctionSettings;
import dev.lolscale.local.functions.HostSettings;
import dev.lolscale.local.functions.ProbeFunction;
import dev.lolscale.local.functions.ProbeJar;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class FrontDoorWithFunctionsTest {

    @Test
    void shouldCarryRequestsToFunctionsAndTheirAnswersBack(@TempDir Path directory) throws IOException {
        Path jar = ProbeJar.in(directory);
        HttpApi api = new HttpApi(
                "abcdef123",
                "123456789012",
                "us-east-1",
                "$default",
                List.of(new HttpRoute(
                        "POST /track",
                        "track",
                        Optional.of(new Authorizer(
                                "authorizer",
                                new IdentitySource(IdentitySource.Place.HEADER, "x-api-key"),
                                Duration.ofMinutes(5))),
                        Optional.empty())),
                Optional.empty(),
                HttpApi.MAX_INTEGRATION_TIMEOUT);
        HostSettings settings = new HostSettings(ProbeJar.RUNTIME, directory, "us-east-1", Map.of());
        try (FunctionHost host =
                        FunctionHost.start(settings, List.of(function("track", jar), function("authorizer", jar)));
                FrontDoor door = FrontDoor.open(api, 0, host);
                RawHttp client = new RawHttp(door.port())) {

            Received first = client.send("POST", "/track", "{}", "x-api-key: the-key");
            Received second = client.send("POST", "/track", "{}", "x-api-key: the-key");
            Received refused = client.send("POST", "/track", "{}", "x-api-key: wrong");
            Received large = client.send("POST", "/track", new byte[7_000_000], "x-api-key: the-key");
            Received third = client.send("POST", "/track", "{}", "x-api-key: the-key");

            assertThat(first.status()).isEqualTo(200);
            assertThat(first.text()).isEqualTo("invocation 1, key of first: true");
            assertThat(second.text()).isEqualTo("invocation 2, key of first: true");
            assertThat(refused.status()).isEqualTo(403);
            assertThat(large.status()).isEqualTo(413);
            assertThat(third.text()).isEqualTo("invocation 3, key of first: true");
        }
    }

    private static FunctionSettings function(String name, Path jar) {
        return new FunctionSettings(
                name,
                "arn:aws:lambda:us-east-1:123456789012:function:" + name,
                jar,
                ProbeFunction.class.getName(),
                Map.of(),
                256,
                Duration.ofSeconds(30),
                FunctionSettings.DEFAULT_CONCURRENCY);
    }
}
