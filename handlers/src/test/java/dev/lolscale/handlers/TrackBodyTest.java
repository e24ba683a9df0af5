package dev.lolscale.handlers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lolscale.handlers.TrackDoor.Answer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The forms a body can have, each through the handler. */
class TrackBodyTest {

    private static final String A =
            "{\"event\":\"A\",\"userId\":\"u\",\"dateTime\":0,\"eventId\":\"a\",\"receivedAt\":1}";
    private static final String B =
            "{\"event\":\"B\",\"userId\":\"u\",\"dateTime\":0,\"eventId\":\"b\",\"receivedAt\":1}";
    private static final String PRETTY = """
            {
              "event": "A",\r
              "userId": "u",
              "dateTime": 0,
              "eventId": "a", "receivedAt": 1
            }""";
    private static final String PRETTY_ON_A_LINE = PRETTY.replace('\n', ' ').replace('\r', ' ');

    private final RecordingFirehose firehose = new RecordingFirehose();
    private final TrackDoor door = new TrackDoor(firehose);

    @ParameterizedTest
    @ValueSource(
            strings = {
                A + "\n" + B,
                A + "\n" + B + "\n",
                A + "\r\n" + B + "\r\n",
                "\n" + A + "\n\n \t\n" + B + "\n\n",
                " " + A + " \n\t" + B,
                "\uFEFF" + A + "\n" + B,
                "[" + A + "," + B + "]",
                " [ " + A + " ,\n" + B + "\n]\n",
                "\uFEFF[\r\n" + A + ",\r\n" + B + "\r\n]"
            })
    void shouldTakeLinesAndArraysAlike(String body) {
        assertThat(door.post(body).status()).isEqualTo(204);
        assertThat(door.post(body.getBytes(StandardCharsets.UTF_8)).status()).isEqualTo(204);

        assertThat(firehose.lines()).containsExactly(A, B, A, B);
    }

    @ParameterizedTest
    @ValueSource(strings = {PRETTY, "\n\n" + PRETTY + "\n"})
    void shouldLandAPrettyPrintedObjectOnOneLine(String body) {
        assertThat(door.post(body).status()).isEqualTo(204);

        assertThat(firehose.lines()).containsExactly(PRETTY_ON_A_LINE);
    }

    @Test
    void shouldLandPrettyPrintedElementsOnOneLineEach() {
        assertThat(door.post("[\n" + PRETTY + ",\n" + PRETTY + "\n]").status()).isEqualTo(204);

        assertThat(firehose.lines()).containsExactly(PRETTY_ON_A_LINE, PRETTY_ON_A_LINE);
    }

    @Test
    void shouldTakeLongNumbersInEveryForm() {
        String digits = "9".repeat(20_000);
        String event = A.replace("}", ",\"a\":null,\"b\":" + digits + ",\"c\":-0." + digits + "e9}");
        String withNull = event.replace("\"eventId\":\"a\"", "\"eventId\":null");

        assertThat(door.post(event + "\n" + withNull).status()).isEqualTo(204);
        assertThat(door.post("[\n" + event + ",\n" + event.replace(",", ",\n") + "]")
                        .status())
                .isEqualTo(204);

        assertThat(firehose.lines()).hasSize(4);
        assertThat(firehose.lines().get(0)).isEqualTo(event);
        assertThat(firehose.lines().get(1)).endsWith(event.substring(event.indexOf("\"receivedAt")));
        assertThat(firehose.lines().get(3)).isEqualTo(event.replace(",", ", "));
    }

    @Test
    void shouldNotLetACarriageReturnBreakALine() {
        assertThat(door.post(A.replace(",", ",\r")).status()).isEqualTo(204);

        assertThat(firehose.lines()).containsExactly(A.replace(",", ", "));
    }

    @Test
    void shouldCountElementsAsLines() {
        Answer answer = door.post("[" + A + ", 1 ,\"],{\\\"\", [{}], {\"a\":[1,{}]},,NaN," + B + ",]");

        assertThat(answer.rejected())
                .containsExactly(
                        "2 not_an_object",
                        "3 not_an_object",
                        "4 not_an_object",
                        "5 missing_field event",
                        "6 not_json",
                        "7 not_json",
                        "9 not_json");
        assertThat(firehose.lines()).containsExactly(A, B);
    }

    @Test
    void shouldJudgeLinesOneByOneWhenTheyAreNotOneJsonText() {
        assertThat(door.post("[1]\n" + A).rejected()).containsExactly("1 not_an_object");
        assertThat(door.post("[\n" + A + "\n" + A + "\n]").rejected()).containsExactly("1 not_json", "4 not_json");
        assertThat(door.post("{\n" + A + "\n}").rejected()).containsExactly("1 not_json", "3 not_json");
        assertThat(door.post("{\"a\":\"\n" + A + "\n\"}").rejected()).containsExactly("1 not_json", "3 not_json");
        assertThat(door.post(A + A + "\n" + A).rejected()).containsExactly("1 trailing_content");

        assertThat(firehose.lines()).containsOnly(A).hasSize(6);
    }

    @Test
    void shouldNotLetABraceCloseAnArray() {
        assertThat(door.post("[" + A + "}").rejected()).containsExactly("1 not_json");
        assertThat(door.post("{" + A.substring(1, A.length() - 1) + "]").rejected())
                .containsExactly("1 not_json");

        assertThat(firehose.requests).isEmpty();
    }

    @Test
    void shouldRejectOnlyTheElementWhoseKeyIsTooLong() {
        String wide = A.replace("}", ",\"" + "k".repeat(50_001) + "\":1}");

        assertThat(door.post("[\n" + A + ",\n" + wide + ",\n" + B + "]").rejected())
                .containsExactly("2 too_large");

        assertThat(firehose.lines()).containsExactly(A, B);
    }

    @Test
    void shouldRejectAnArrayThatIsCutShortAsOneLine() {
        Answer answer = door.post("[" + A + "," + B);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.rejected()).containsExactly("1 not_json");
    }

    @Test
    void shouldInflateWhatBeginsAsGzipWhateverTheHeadersSay() throws IOException {
        byte[] zipped = gzip((A + "\n" + B).getBytes(StandardCharsets.UTF_8));
        byte[] two =
                concat(gzip((A + "\n").getBytes(StandardCharsets.UTF_8)), gzip(B.getBytes(StandardCharsets.UTF_8)));
        byte[] marked = gzip(("\uFEFF" + A + "\n" + B).getBytes(StandardCharsets.UTF_8));

        for (byte[] body : List.of(zipped, two, marked)) {
            assertThat(door.post(body).status()).isEqualTo(204);
        }

        assertThat(firehose.lines()).containsExactly(A, B, A, B, A, B);
    }

    @Test
    void shouldRefuseGzipThatIsDamaged() throws IOException {
        byte[] zipped = gzip((A + "\n").repeat(50).getBytes(StandardCharsets.UTF_8));
        byte[] flipped = zipped.clone();
        flipped[zipped.length - 6] ^= 1;

        for (byte[] body : List.of(
                Arrays.copyOf(zipped, zipped.length - 9),
                flipped,
                new byte[] {0x1f, (byte) 0x8b},
                Arrays.copyOf(zipped, 10),
                concat(zipped, Arrays.copyOf(zipped, 9)),
                concat(zipped, B.getBytes(StandardCharsets.UTF_8)))) {
            Answer answer = door.post(body);
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.json().get("detail").asText())
                    .isEqualTo("The body's gzip is damaged, cut short, or followed by something else;"
                            + " nothing was taken.");
        }
        assertThat(firehose.requests).isEmpty();
    }

    @Test
    void shouldStopInflatingAtTheLimit() throws IOException {
        byte[] line = (A + "\n").getBytes(StandardCharsets.UTF_8);
        byte[] spaces = new byte[RequestBody.MAX_BYTES - line.length];
        Arrays.fill(spaces, (byte) ' ');

        assertThat(door.post(gzip(concat(line, spaces))).status()).isEqualTo(204);
        Answer answer = door.post(gzip(concat(line, spaces, new byte[] {' '})));

        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.json().get("detail").asText())
                .isEqualTo(
                        "The body holds more than 20971520 bytes once inflated; nothing was taken. Send fewer events.");
    }

    @Test
    void shouldRefuseBase64ThatIsDamaged() {
        var event = Fixtures.payload("http-api-track.json").put("isBase64Encoded", true);

        assertThat(door.send(event).status()).isEqualTo(400);
    }

    @Test
    void shouldRejectOnlyTheLineThatIsNotUtf8() {
        byte[] body = concat(
                (A + "\n{\"event\":\"").getBytes(StandardCharsets.UTF_8),
                new byte[] {(byte) 0xff},
                ("\"}\n" + B).getBytes(StandardCharsets.UTF_8));

        assertThat(door.post(body).rejected()).containsExactly("2 not_utf8");
        assertThat(door.post(A + "\n{\"event\":\"\ud800\"}\n" + B.replace("B", "\ud83d\ude00"))
                        .rejected())
                .containsExactly("2 not_utf8");

        assertThat(firehose.lines()).containsExactly(A, B, A, B.replace("B", "\ud83d\ude00"));
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
            gzip.write(bytes);
        }
        return zipped.toByteArray();
    }

    private static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
