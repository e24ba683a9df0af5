package dev.lolscale.local.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.lolscale.graph.StackConfiguration;
import dev.lolscale.graph.StackGraph;
import dev.lolscale.graph.recorder.Recorder;
import dev.lolscale.platform.stack.Main;
import dev.lolscale.schema.bodies.NastyBodies;
import dev.lolscale.schema.bodies.NastyBody;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The nasty bodies that are meant for it, over HTTP to both front doors, with the functions from their jar, down to the
 * bytes in the raw zone. Handlers are packaged before this module.
 */
class NastyBodiesOverHttpTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final HttpClient client = HttpClient.newHttpClient();

    @TempDir
    Path directory;

    @Test
    void shouldAnswerAndLandAsTheyMustBehindAnHttpApi() throws Exception {
        shouldAnswerAndLandAsTheyMust("dev", bodies());
    }

    /** A REST API hands bodies to the function as text, and sees to their encoding itself. */
    @Test
    void shouldAnswerAndLandAsTheyMustBehindARestApi() throws Exception {
        List<NastyBody> texts = bodies().stream()
                .filter(body -> isUtf8(body.body()) && !body.headers().containsKey("content-encoding"))
                .toList();
        assertThat(texts).hasSizeGreaterThanOrEqualTo(40);

        shouldAnswerAndLandAsTheyMust("classic", texts);
    }

    private static List<NastyBody> bodies() {
        return NastyBodies.all().stream().filter(NastyBody::overHttp).toList();
    }

    private void shouldAnswerAndLandAsTheyMust(String stack, List<NastyBody> bodies) throws Exception {
        StackGraph graph = Recorder.record(StackConfiguration.read(ROOT, stack), Recorder.Mode.UPDATE, Main::stack);
        try (LocalFolder folder = LocalFolder.open(directory, stack);
                LocalPlatform platform = LocalPlatform.start(graph, folder, LocalSettings.of(ROOT, "us-east-1", 0))) {
            Set<Path> seen = new HashSet<>();
            for (NastyBody body : bodies) {
                HttpResponse<String> answer = post(platform, body);
                assertThat(platform.drain(PATIENCE)).isTrue();
                byte[] landed = landed(folder, seen);

                assertThat(answer.statusCode())
                        .as("%s: %s", body, answer.body())
                        .isEqualTo(body.status());
                if (body.status() == 204) {
                    assertThat(answer.body()).as("%s", body).isEmpty();
                } else {
                    JsonNode json = new JsonMapper().readTree(answer.body());
                    assertThat(json.get("accepted").asInt()).as("%s", body).isEqualTo(body.accepted());
                    assertThat(rejected(json)).as("%s", body).isEqualTo(body.rejected());
                }
                assertThat(body.landed().matches(landed))
                        .as(
                                "%s: landed\n%s\nin place of\n%s",
                                body, new String(landed, StandardCharsets.UTF_8), body.landed())
                        .isTrue();
            }
        }
    }

    private HttpResponse<String> post(LocalPlatform platform, NastyBody body) throws Exception {
        Map<String, Optional<String>> headers = new LinkedHashMap<>();
        headers.put("content-type", Optional.of("application/x-ndjson"));
        headers.put("x-api-key", Optional.of(platform.apiKey()));
        headers.putAll(body.headers());
        HttpRequest.Builder request = HttpRequest.newBuilder(platform.trackUrl())
                .timeout(PATIENCE)
                .POST(BodyPublishers.ofByteArray(body.body()));
        headers.forEach((name, value) -> value.ifPresent(text -> request.header(name, text)));
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private static List<String> rejected(JsonNode json) {
        List<String> lines = new ArrayList<>();
        for (JsonNode line : json.get("rejected")) {
            lines.add(String.join(
                            " ",
                            line.get("line").asText(),
                            line.get("reason").asText(),
                            line.get("field").asText())
                    .strip());
        }
        return lines;
    }

    /** What has landed since it was asked last. */
    private static byte[] landed(LocalFolder folder, Set<Path> seen) throws IOException {
        ByteArrayOutputStream landed = new ByteArrayOutputStream();
        try (Stream<Path> files = Files.walk(folder.buckets())) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".gz")).toList()) {
                if (seen.add(file)) {
                    try (GZIPInputStream object = new GZIPInputStream(Files.newInputStream(file))) {
                        object.transferTo(landed);
                    }
                }
            }
        }
        return landed.toByteArray();
    }

    private static boolean isUtf8(byte[] body) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .hasArray();
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
