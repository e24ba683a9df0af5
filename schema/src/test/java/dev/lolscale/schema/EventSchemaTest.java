package dev.lolscale.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import dev.lolscale.schema.Column.OnReceipt;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventSchemaTest {

    @Test
    void shouldLoadTheBuildsColumns() {
        assertThat(EventSchema.load().columns())
                .extracting(Column::name, Column::type, Column::source, Column::required, Column::onReceipt)
                .containsExactly(
                        tuple("event", ColumnType.STRING, "event", true, OnReceipt.NOTHING),
                        tuple("userid", ColumnType.STRING, "userId", true, OnReceipt.NOTHING),
                        tuple("datetime", ColumnType.TIMESTAMP, "dateTime", true, OnReceipt.NOTHING),
                        tuple("eventid", ColumnType.STRING, "eventId", false, OnReceipt.ID),
                        tuple("receivedat", ColumnType.TIMESTAMP, "receivedAt", false, OnReceipt.TIME));
    }

    @Test
    void shouldAddTheColumnsThatTheJobComputes() {
        EventSchema schema = EventSchema.load();

        assertThat(schema.tableColumns()).startsWith(schema.columns().toArray(new Column[0]));
        assertThat(schema.tableColumns().subList(5, 7))
                .extracting(Column::name, Column::type)
                .containsExactly(tuple("extra", ColumnType.STRING), tuple("out_of_window", ColumnType.BOOLEAN));
    }

    @Test
    void shouldFindColumnsByName() {
        assertThat(EventSchema.load().indexOf("datetime")).isEqualTo(2);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EventSchema.load().indexOf("dateTime"))
                .withMessage("event schema: there is no column \"dateTime\"");
    }

    @Test
    void shouldReadAColumnWithItsDefaults() throws IOException {
        assertThat(read("{\"columns\":[{\"name\":\"price\",\"source\":\"price\"}]}")
                        .columns())
                .containsExactly(new Column("price", ColumnType.STRING, "price", false, OnReceipt.NOTHING, ""));
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void shouldRequireAColumnOnlyWhenTheFileSaysSo(boolean required) throws IOException {
        assertThat(read("{\"columns\":[{\"name\":\"a\",\"source\":\"a\",\"required\":" + required + "}]}")
                        .columns())
                .extracting(Column::required)
                .containsExactly(required);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ''                                | expected START_OBJECT but found null at line 1
                    []                                | expected START_OBJECT but found START_ARRAY at line 1
                    {}                                | there are no columns
                    {"columns":[]}                    | there are no columns
                    {"columns":{}}                    | expected START_ARRAY but found START_OBJECT at line 1
                    {"columns":[1]}                   | expected START_OBJECT but found VALUE_NUMBER_INT at line 1
                    {"tables":[]}                     | unknown key "tables"; allowed is columns
                    """)
    void shouldSayWhatIsWrongWithTheFile(String file, String message) {
        assertRefused(file, message);
    }

    @Test
    void shouldSayWhereTheFileIsNotJson() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read("{\"columns\":[\n{\"name\":nope}]}"))
                .withMessageStartingWith("event schema: not JSON at line 2: Unrecognized token 'nope'");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    "name":"a"                                        | column "a" needs a source, the JSON field it is read from
                    "name":"userId","source":"u"                      | column name "userId" must be lower case letters, digits and underscores: Athena folds case
                    "name":"1a","source":"u"                          | column name "1a" must be lower case letters, digits and underscores: Athena folds case
                    "source":"u"                                      | column name "" must be lower case letters, digits and underscores: Athena folds case
                    "name":1                                          | expected VALUE_STRING but found VALUE_NUMBER_INT at line 1
                    "name":"a","source":"a","type":"text"             | type "text" is not known; allowed are string, timestamp, bigint, double, boolean
                    "name":"a","source":"a","required":"yes"          | expected true or false but found VALUE_STRING at line 1
                    "name":"a","source":"a","onReceipt":"never"       | onReceipt "never" is not known; allowed are nothing, id, time
                    "name":"a","source":"a","onReceipt":"time"        | column "a" is of type string; onReceipt time needs timestamp
                    "name":"a","source":"a","type":"bigint","onReceipt":"id" | column "a" is of type bigint; onReceipt id needs string
                    "name":"a","source":"a","onReceipt":"id","required":true | column "a" is required, so onReceipt could never add it; take one of the two away
                    "name":"a","source":"a","nullable":true           | unknown key "nullable" in a column; allowed are name, type, source, required, onReceipt, description
                    "name":"a","source":"a"},{"name":"a","source":"b" | column "a" stands twice
                    "name":"a","source":"a"},{"name":"b","source":"A" | field "A" is read twice; case makes no difference
                    "name":"year","source":"y"                        | column "year" stands twice
                    "name":"extra","source":"e"                       | column "extra" stands twice
                    """)
    void shouldSayWhatIsWrongWithAColumn(String column, String message) {
        assertRefused("{\"columns\":[{" + column + "}]}", message);
    }

    private static void assertRefused(String file, String message) {
        assertThatIllegalArgumentException().isThrownBy(() -> read(file)).withMessage("event schema: " + message);
    }

    private static EventSchema read(String file) throws IOException {
        return EventSchema.read(new ByteArrayInputStream(file.getBytes(StandardCharsets.UTF_8)));
    }
}
