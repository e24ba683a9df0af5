package dev.lolscale.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lolscale.schema.ParsedLine.Event;
import dev.lolscale.schema.ParsedLine.Rejected;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventParserTest {

    private static final String SEED =
            "{\"event\":\"LOGIN\",\"userId\":\"mark3\",\"dateTime\":\"2018-04-04 12:00:00\"}";
    private static final long SEED_MICROS = 1_522_843_200_000_000L;

    private final EventParser parser = new EventParser(EventSchema.load(), 1000, true);

    @Test
    void shouldReadTheSeedsEvent() {
        Event event = event(SEED);

        assertThat(event.values()).containsExactly("LOGIN", "mark3", SEED_MICROS, null, null);
        assertThat(event.extra()).isNull();
    }

    @Test
    void shouldReadWhatTheFrontDoorAdds() {
        Event event = event(with(",\"eventId\":\"a-1\",\"receivedAt\":1522843201005"));

        assertThat(event.values()).containsExactly("LOGIN", "mark3", SEED_MICROS, "a-1", 1_522_843_201_005_000L);
    }

    @Test
    void shouldKeepUnknownFieldsAsTheyWereWritten() {
        Event event = event("{\"price\" : 1.50e0 ,\"event\":\"BUY\",\"tags\":[ 1,\"\\u00e9\", {\"a\":null} ],"
                + "\"userId\":\"u\",\"dateTime\":\"2018-04-04T12:00:00Z\",\"last\":-0}");

        assertThat(event.extra()).isEqualTo("{\"price\":1.50e0,\"tags\":[ 1,\"\\u00e9\", {\"a\":null} ],\"last\":-0}");
    }

    @Test
    void shouldKeepTheKeysOfUnknownFieldsAsTheyWereWritten() {
        Event event = event(with(",\"\\u0061\\\"b\\\\\":1,\"\\ud800\":\"\\udc00\",\"\u00e9\ud83d\ude00\":\"\u00e9\""));

        assertThat(event.extra())
                .isEqualTo("{\"\\u0061\\\"b\\\\\":1,\"\\ud800\":\"\\udc00\",\"\u00e9\ud83d\ude00\":\"\u00e9\"}");
    }

    @Test
    void shouldDropUnknownFieldsWhenToldSo() {
        EventParser door = new EventParser(EventSchema.load(), 1000, false);

        assertThat(((Event) door.parse(utf8(with(",\"a\":1")))).extra()).isNull();
    }

    @Test
    void shouldReadOnlyTheGivenPartOfTheBuffer() {
        byte[] buffer = utf8("xx" + with(",\"price\":1.50") + "\n" + SEED);
        int length = with(",\"price\":1.50").length();

        assertThat(((Event) parser.parse(buffer, 2, length)).extra()).isEqualTo("{\"price\":1.50}");
    }

    @Test
    void shouldMatchFieldsWithoutRegardToCase() {
        Event event = event("{\"EVENT\":\"LOGIN\",\"userid\":\"mark3\",\"DateTime\":\"2018-04-04 12:00:00\"}");

        assertThat(event.values()).containsExactly("LOGIN", "mark3", SEED_MICROS, null, null);
        assertThat(event.extra()).isNull();
    }

    @Test
    void shouldIgnoreWhiteSpaceAroundTheObject() {
        assertThat(event(" \t" + SEED + " \r").values()).startsWith("LOGIN");
    }

    @Test
    void shouldDecodeEscapesInColumns() {
        Event event = event("{\"event\":\"\\u004cOG\\n\\ud83d\\ude00\",\"userId\":\"\u00e9\",\"dateTime\":0}");

        assertThat(event.values()).startsWith("LOG\n\ud83d\ude00", "\u00e9", 0L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "   ",
                "LOGIN",
                "{",
                "{\"event\"",
                "{\"event\":\"a",
                "{\"event\":\"LOGIN\",}",
                "{event:1}",
                "{'event':'a'}",
                "{\"event\":NaN}",
                "{\"event\":-Infinity}",
                "{\"a\":01}",
                "{\"a\":+1}",
                "{\"a\":.5}",
                "{\"a\":1.}",
                "{\"a\":1e}",
                "{\"a\":tru}",
                "{\"a\":\"\\x\"}",
                "{\"a\":\"\\u12G4\"}",
                "{\"a\":\"\t\"}",
                "{\"a\":[1,]}",
                "{\"a\":[1}",
                "{\"a\":1 \"b\":2}",
                "[1,2",
                "[1,2}",
                "[1] 2",
                "1 2",
                "\"a\"\"b\"",
                "[][]",
                "{\"a\":\u00001}",
                "\uFEFF{\"a\":1}"
            })
    void shouldRejectWhatIsNotJson(String line) {
        assertThat(parse(line)).isEqualTo(new Rejected(Reason.NOT_JSON, ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "true", "1", "-1.5e3", "\"LOGIN\"", "[]", "[{\"event\":\"a\"}]", " [[[]]] "})
    void shouldRejectWhatIsNotAnObject(String line) {
        assertThat(parse(line)).isEqualTo(new Rejected(Reason.NOT_AN_OBJECT, ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "}", " x", ",", "1", "\"", "\u0000", "/**/", "//"})
    void shouldRejectTrailingContent(String rest) {
        assertThat(parse(SEED + rest)).isEqualTo(new Rejected(Reason.TRAILING_CONTENT, ""));
    }

    @Test
    void shouldRejectUtf16EvenThoughItsBytesAreUtf8() {
        assertThat(parser.parse(SEED.getBytes(StandardCharsets.UTF_16BE))).isEqualTo(new Rejected(Reason.NOT_JSON, ""));
        assertThat(parser.parse(SEED.getBytes(StandardCharsets.UTF_16LE))).isEqualTo(new Rejected(Reason.NOT_JSON, ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ff", "c0af", "eda080", "f4908080", "e282", "80"})
    void shouldRejectBytesThatAreNotUtf8(String hex) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        line.write(utf8("{\"a\":\""));
        line.write(HexFormat.of().parseHex(hex));
        line.write(utf8("\"," + SEED.substring(1)));

        assertThat(parser.parse(line.toByteArray())).isEqualTo(new Rejected(Reason.NOT_UTF8, ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\ud800", "\\udc00", "a\\ud800b", "\\udc00\\ud800", "\\ud83d\\ude00\\ud83d"})
    void shouldRejectLoneSurrogatesInColumnsOnly(String escaped) {
        assertThat(parse("{\"event\":\"" + escaped + "\",\"userId\":\"u\",\"dateTime\":0}"))
                .isEqualTo(new Rejected(Reason.NOT_UTF8, "event"));
        assertThat(event(with(",\"a\":\"" + escaped + "\"")).extra()).isEqualTo("{\"a\":\"" + escaped + "\"}");
    }

    @Test
    void shouldRejectLinesOverTheLimitOnly() {
        String fits = with(",\"a\":\"" + "x".repeat(1000 - with(",\"a\":\"\"").length()) + "\"");

        assertThat(event(fits).extra()).startsWith("{\"a\":\"xxx");
        assertThat(parse(fits + " ")).isEqualTo(new Rejected(Reason.TOO_LARGE, ""));
    }

    @Test
    void shouldTakeTextsNumbersAndArraysAsLongAsTheLineMayBe() {
        EventParser wide = new EventParser(EventSchema.load(), 200_000, true);

        assertThat(wide.parse(utf8(with(",\"a\":" + "9".repeat(150_000))))).isInstanceOf(Event.class);
        assertThat(wide.parse(utf8(with(",\"a\":0." + "9".repeat(150_000) + "e-9"))))
                .isInstanceOf(Event.class);
        assertThat(wide.parse(utf8(with(",\"a\":\"" + "9".repeat(150_000) + "\""))))
                .isInstanceOf(Event.class);
        assertThat(wide.parse(utf8(with(",\"a\":[" + "1,".repeat(70_000) + "1]"))))
                .isInstanceOf(Event.class);
        assertThat(wide.parse(utf8(with(",\"" + "k".repeat(50_000) + "\":1")))).isInstanceOf(Event.class);
    }

    @Test
    void shouldAcceptTheGreatestDepthOnly() {
        int inner = EventParser.MAX_DEPTH - 1;

        assertThat(event(with(",\"a\":" + "[".repeat(inner) + "]".repeat(inner)))
                        .extra())
                .hasSize(2 * inner + 6);
        assertThat(event(with(",\"a\":" + "{\"a\":".repeat(inner) + "1" + "}".repeat(inner)))
                        .extra())
                .isNotNull();
        assertThat(parse(with(",\"a\":" + "[".repeat(inner + 1) + "]".repeat(inner + 1))))
                .isEqualTo(new Rejected(Reason.TOO_DEEP, ""));
        assertThat(parse(with(",\"a\":" + "[".repeat(400)))).isEqualTo(new Rejected(Reason.TOO_DEEP, ""));
        assertThat(parse("[".repeat(40) + "]".repeat(40))).isEqualTo(new Rejected(Reason.TOO_DEEP, ""));
        assertThat(parse("[".repeat(EventParser.MAX_DEPTH) + "]".repeat(EventParser.MAX_DEPTH)))
                .isEqualTo(new Rejected(Reason.NOT_AN_OBJECT, ""));
        assertThat(parse("{\"event\":" + "[".repeat(40))).isEqualTo(new Rejected(Reason.TOO_DEEP, ""));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ,"a":1,"a":1                 | a
                    ,"a":1,"A":2                 | A
                    ,"USERID":"x"                | USERID
                    ,"Event":null                | Event
                    ,"a":{"b":1,"B":2}           | B
                    ,"a":[{"b":{"c":1,"c":1}}]   | c
                    ,"\\u0061":1,"a":1           | a
                    ,"\u00c9":1,"\u00e9":1       | \u00e9
                    """)
    void shouldRejectKeysThatAthenaCouldNotTellApart(String fields, String field) {
        assertThat(parse(with(fields))).isEqualTo(new Rejected(Reason.DUPLICATE_KEY, field));
    }

    @Test
    void shouldAcceptEqualKeysInDifferentObjects() {
        assertThat(event(with(",\"a\":{\"a\":1},\"b\":[{\"a\":1},{\"A\":1}]")).extra())
                .isEqualTo("{\"a\":{\"a\":1},\"b\":[{\"a\":1},{\"A\":1}]}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {}                                                        | event
                    {"event":"a"}                                             | userId
                    {"event":"a","userId":"u"}                                | dateTime
                    {"event":null,"userId":"u","dateTime":0}                  | event
                    {"userId":null,"dateTime":null,"event":"a"}               | userId
                    """)
    void shouldNameTheFirstRequiredFieldThatIsMissing(String line, String field) {
        assertThat(parse(line)).isEqualTo(new Rejected(Reason.MISSING_FIELD, field));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"event":1,"userId":"u","dateTime":0}                     | event
                    {"event":"a","userId":["u"],"dateTime":0}                 | userId
                    {"event":"a","userId":{"a":{}},"dateTime":0}              | userId
                    {"event":"a","userId":"u","dateTime":1.5}                 | dateTime
                    {"event":"a","userId":"u","dateTime":true}                | dateTime
                    {"event":"a","userId":"u","dateTime":99999999999999999999}| dateTime
                    {"event":"a","userId":"u","dateTime":0,"eventId":7}       | eventId
                    {"userid":false}                                          | userId
                    """)
    void shouldNameTheFirstFieldOfAWrongType(String line, String field) {
        assertThat(parse(line)).isEqualTo(new Rejected(Reason.WRONG_TYPE, field));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\"", "\"yesterday\"", "\"2018-02-30 00:00:00\"", "253402300800000", "-62135596800001"})
    void shouldRejectWhatIsNoTime(String time) {
        assertThat(parse("{\"event\":\"a\",\"userId\":\"u\",\"dateTime\":" + time + "}"))
                .isEqualTo(new Rejected(Reason.BAD_TIME, "dateTime"));
    }

    @ParameterizedTest
    @CsvSource({"-62135596800000,-62135596800000000", "253402300799999,253402300799999000", "-1,-1000", "-0,0"})
    void shouldReadMilliseconds(String millis, long micros) {
        assertThat(event("{\"event\":\"a\",\"userId\":\"u\",\"dateTime\":" + millis + "}")
                        .values()[2])
                .isEqualTo(micros);
    }

    @Test
    void shouldCallALineBrokenBeforeItCallsAFieldWrong() {
        assertThat(parse("{\"event\":1,\"a\":nope}")).isEqualTo(new Rejected(Reason.NOT_JSON, ""));
        assertThat(parse("{\"event\":1,\"a\":1,\"a\":1}")).isEqualTo(new Rejected(Reason.DUPLICATE_KEY, "a"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"n":9223372036854775807}  | n | 9223372036854775807
                    {"n":-9223372036854775808} | n | -9223372036854775808
                    {"n":9223372036854775808}  | n |
                    {"n":1.0}                  | n |
                    {"n":1e3}                  | n |
                    {"x":1}                    | x | 1.0
                    {"x":-1.5e300}             | x | -1.5E300
                    {"x":1e-400}               | x | 0.0
                    {"x":1e400}                | x |
                    {"x":-1e400}               | x |
                    {"x":"1"}                  | x |
                    {"b":true}                 | b | true
                    {"b":false}                | b | false
                    {"b":0}                    | b |
                    {"b":"true"}               | b |
                    """)
    void shouldReadNumbersAndBooleansThatTheirTypesHold(String line, String field, String value) throws IOException {
        EventSchema schema = EventSchema.read(new ByteArrayInputStream(utf8("{\"columns\":["
                + "{\"name\":\"n\",\"type\":\"bigint\",\"source\":\"n\"},"
                + "{\"name\":\"x\",\"type\":\"double\",\"source\":\"x\"},"
                + "{\"name\":\"b\",\"type\":\"boolean\",\"source\":\"b\"}]}")));

        ParsedLine parsed = new EventParser(schema, 1000, true).parse(utf8(line));

        if (value == null) {
            assertThat(parsed).isEqualTo(new Rejected(Reason.WRONG_TYPE, field));
        } else {
            Object read = ((Event) parsed).values()[schema.indexOf(field)];
            assertThat(read.toString()).isEqualTo(value);
        }
    }

    @Test
    void shouldGiveEveryReasonACodeInLowerCase() {
        assertThat(Reason.values())
                .extracting(Reason::code)
                .containsExactly(
                        "not_utf8",
                        "not_json",
                        "not_an_object",
                        "trailing_content",
                        "too_large",
                        "too_deep",
                        "duplicate_key",
                        "missing_field",
                        "wrong_type",
                        "bad_time");
    }

    private static String with(String fields) {
        return SEED.substring(0, SEED.length() - 1) + fields + "}";
    }

    private Event event(String line) {
        assertThat(parse(line)).isInstanceOf(Event.class);
        return (Event) parse(line);
    }

    private ParsedLine parse(String line) {
        return parser.parse(utf8(line));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
