package dev.lolscale.local.athena;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lolscale.local.athena.QueryException.Kind;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.TimeZone;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueryTranslationTest {

    private static final String NUMBERS = " FROM (VALUES (1, 'a'), (2, 'b'), (NULL, 'c')) AS t (n, s)";

    @TempDir
    Path folder;

    private QueryEngine engine;

    @BeforeEach
    void makeLake() {
        LakeFixture lake = new LakeFixture(folder);
        lake.writeRaw(
                "2026",
                "11",
                "22",
                "a.gz",
                LakeFixture.event("LOGIN", "mark1", "2026-11-22 10:00:00"),
                LakeFixture.event("LOGOUT", "mark1", "2026-11-22 11:00:00"));
        lake.writeRaw(
                "2026",
                "11",
                "23",
                "b.gz",
                LakeFixture.event("LOGIN", "mark2", "2026-11-23 10:00:00"),
                LakeFixture.event("LOGIN", "mark1", "2026-11-23 11:00:00"));
        engine = LakeFixture.engine(lake.raw());
    }

    private List<List<Object>> rows(String sql) {
        return engine.query(sql).rows();
    }

    @Test
    void shouldNameColumnsAsAthenaDoes() {
        assertThat(engine.query("SELECT n, n + 1, s AS \"Label\", t.s, count(*) OVER (), n" + NUMBERS)
                        .columns())
                .containsExactly("n", "_col1", "Label", "s", "_col4", "n");
        assertThat(engine.query("SELECT *" + NUMBERS).columns()).containsExactly("n", "s");
        assertThat(engine.query("VALUES (1, 'a')").columns()).containsExactly("_col0", "_col1");
        assertThat(engine.query("SELECT * FROM analytics_raw LIMIT 0").columns())
                .containsExactly("event", "userid", "datetime", "year", "month", "day");
    }

    @Test
    void shouldGiveTimesAsTheyAreInEveryZoneOfTheMachine() {
        TimeZone before = TimeZone.getDefault();
        TimeZone.setDefault(TimeZone.getTimeZone("Europe/Berlin"));
        try {
            assertThat(rows("SELECT TIMESTAMP '2026-03-29 02:30:00', TIMESTAMP '2026-03-29 02:30:00 UTC',"
                            + " CAST(TIMESTAMP '2026-03-29 02:30:00' AS varchar), DATE '2026-03-29'"))
                    .containsExactly(List.of(
                            "2026-03-29 02:30:00.000",
                            "2026-03-29 02:30:00.000 UTC",
                            "2026-03-29 02:30:00.000",
                            "2026-03-29"));
        } finally {
            TimeZone.setDefault(before);
        }
    }

    @Test
    void shouldPutNullsLastUnlessTold() {
        assertThat(rows("SELECT n" + NUMBERS + " ORDER BY n DESC"))
                .containsExactly(List.of(2L), List.of(1L), Arrays.asList((Object) null));
        assertThat(rows("SELECT n" + NUMBERS + " ORDER BY n NULLS FIRST LIMIT 1"))
                .containsExactly(Arrays.asList((Object) null));
    }

    @Test
    void shouldSortByAliasesPositionsAndExpressions() {
        assertThat(rows("SELECT s, -n AS k" + NUMBERS + " WHERE n > 0 ORDER BY k"))
                .first()
                .isEqualTo(List.of("b", -2L));
        assertThat(rows("SELECT s, n AS k" + NUMBERS + " WHERE n > 0 ORDER BY -k"))
                .first()
                .isEqualTo(List.of("b", 2L));
        assertThat(rows("SELECT upper(s) AS s" + NUMBERS + " ORDER BY s DESC"))
                .first()
                .isEqualTo(List.of("C"));
        assertThat(rows("SELECT s" + NUMBERS + " ORDER BY coalesce(n, 0)"))
                .first()
                .isEqualTo(List.of("c"));
        assertThat(rows("SELECT s" + NUMBERS + " ORDER BY 1 DESC")).first().isEqualTo(List.of("c"));
        assertThat(rows("SELECT s, count(*) AS c" + NUMBERS + " GROUP BY s ORDER BY count(*), s DESC"))
                .first()
                .isEqualTo(List.of("c", 1L));
    }

    @Test
    void shouldLimitAndOffset() {
        assertThat(rows("SELECT s" + NUMBERS + " ORDER BY s OFFSET 1 LIMIT 1")).containsExactly(List.of("b"));
        assertThat(rows("SELECT s" + NUMBERS + " ORDER BY s OFFSET 2 ROWS FETCH FIRST ROW ONLY"))
                .containsExactly(List.of("c"));
        assertThat(rows("SELECT s" + NUMBERS + " ORDER BY s LIMIT ALL")).hasSize(3);
    }

    @Test
    void shouldGroup() {
        assertThat(rows("SELECT year, day, count(*) FROM analytics_raw GROUP BY ROLLUP (year, day)"
                        + " ORDER BY grouping(year, day), 2"))
                .containsExactly(
                        List.of("2026", "22", 2L),
                        List.of("2026", "23", 2L),
                        Arrays.asList("2026", null, 4L),
                        Arrays.asList(null, null, 4L));
        assertThat(
                        rows(
                                "SELECT event, count(*) FROM analytics_raw GROUP BY GROUPING SETS ((event), ()) ORDER BY 2 DESC, 1"))
                .containsExactly(Arrays.asList(null, 4L), List.of("LOGIN", 3L), List.of("LOGOUT", 1L));
        assertThat(rows("SELECT event, count(*) FROM analytics_raw GROUP BY 1 HAVING count(*) > 1"))
                .containsExactly(List.of("LOGIN", 3L));
        assertThat(rows("SELECT date_trunc('day', CAST(datetime AS timestamp)) AS d, count(*) FROM analytics_raw"
                        + " GROUP BY date_trunc('day', CAST(datetime AS timestamp)) ORDER BY d"))
                .containsExactly(List.of("2026-11-22 00:00:00.000", 2L), List.of("2026-11-23 00:00:00.000", 2L));
    }

    @Test
    void shouldTakeAGroupedColumnHoweverItIsWritten() {
        assertThat(
                        rows(
                                "SELECT r.DAY, upper(\"day\") || 'x', count(*) OVER (), sum(count(*)) OVER () FROM analytics_raw r"
                                        + " GROUP BY day, upper(r.day) HAVING min(event) = 'LOGIN' AND r.day > '22' ORDER BY day"))
                .containsExactly(List.of("23", "23x", 1L, 2L));
        assertThat(
                        rows(
                                "SELECT substr(event, 1, 3) AS e, count(*) AS c FROM analytics_raw GROUP BY 1 ORDER BY e, c * 2"))
                .containsExactly(List.of("LOG", 4L));
        assertThat(rows("SELECT (SELECT max(b.day) FROM analytics_raw b WHERE b.event = a.event), count(*)"
                        + " FROM analytics_raw a GROUP BY a.event ORDER BY 2"))
                .containsExactly(List.of("22", 1L), List.of("23", 3L));
        assertThat(rows("SELECT transform(array_agg(userid), event -> length(event)) FROM analytics_raw"))
                .containsExactly(List.of(List.of(5L, 5L, 5L, 5L)));
    }

    @Test
    void shouldSortDistinctRowsByWhatIsSelected() {
        assertThat(
                        rows(
                                "SELECT DISTINCT event AS e, upper(r.day) FROM analytics_raw r ORDER BY upper(day) DESC, r.event, 1"))
                .containsExactly(List.of("LOGIN", "23"), List.of("LOGIN", "22"), List.of("LOGOUT", "22"));
        assertThat(rows("SELECT DISTINCT n + 1 AS k, n" + NUMBERS + " ORDER BY k, n + 1"))
                .containsExactly(List.of(2L, 1L), List.of(3L, 2L), Arrays.asList(null, null));
    }

    @Test
    void shouldJoin() {
        String sides = " FROM (VALUES (1, 'x'), (2, 'y')) AS a (k, l) %s (VALUES (2, 'p'), (3, 'q')) AS b (k, r) %s";
        assertThat(rows("SELECT l, r" + sides.formatted("JOIN", "ON a.k = b.k")))
                .containsExactly(List.of("y", "p"));
        assertThat(rows("SELECT * " + sides.formatted("JOIN", "USING (k)"))).containsExactly(List.of(2L, "y", "p"));
        assertThat(rows("SELECT k, l, r" + sides.formatted("FULL JOIN", "USING (k)") + " ORDER BY k"))
                .containsExactly(Arrays.asList(1L, "x", null), List.of(2L, "y", "p"), Arrays.asList(3L, null, "q"));
        assertThat(rows("SELECT a.k, b.k" + sides.formatted("LEFT JOIN", "ON a.k = b.k") + " ORDER BY a.k"))
                .containsExactly(Arrays.asList(1L, null), List.of(2L, 2L));
        assertThat(rows("SELECT count(*)" + sides.formatted("CROSS JOIN", ""))).containsExactly(List.of(4L));
        assertThat(rows("SELECT count(*)" + sides.formatted(",", ""))).containsExactly(List.of(4L));
        assertThat(rows("SELECT a.userid, b.event FROM analytics_raw a JOIN analytics_raw b ON a.userid = b.userid"
                        + " AND b.event = 'LOGOUT' AND a.day = '23'"))
                .containsExactly(List.of("mark1", "LOGOUT"));
    }

    @Test
    void shouldNestQueries() {
        assertThat(
                        rows(
                                "WITH daily AS (SELECT day, count(*) AS c FROM analytics_raw GROUP BY day),"
                                        + " total (t) AS (SELECT sum(c) FROM daily) SELECT day, c, t FROM daily CROSS JOIN total ORDER BY day"))
                .containsExactly(List.of("22", 2L, 4L), List.of("23", 2L, 4L));
        assertThat(
                        rows(
                                "SELECT u FROM (SELECT userid AS u, count(*) AS c FROM analytics_raw GROUP BY userid) WHERE c = 1"))
                .containsExactly(List.of("mark2"));
        assertThat(rows("SELECT DISTINCT userid FROM analytics_raw a WHERE NOT EXISTS"
                        + " (SELECT 1 FROM analytics_raw b WHERE b.userid = a.userid AND b.event = 'LOGOUT')"))
                .containsExactly(List.of("mark2"));
        assertThat(
                        rows(
                                "SELECT count(*) FROM analytics_raw WHERE userid IN (SELECT userid FROM analytics_raw WHERE event = 'LOGOUT')"))
                .containsExactly(List.of(3L));
        assertThat(rows("SELECT (SELECT max(userid) FROM analytics_raw)")).containsExactly(List.of("mark2"));
        assertThat(rows("SELECT n" + NUMBERS + " WHERE n >= ALL (VALUES 1, 2)")).containsExactly(List.of(2L));
        assertThat(rows("WITH analytics_raw AS (SELECT 1 AS one) SELECT * FROM analytics_raw"))
                .containsExactly(List.of(1L));
        assertThat(rows("TABLE analytics_raw")).hasSize(4);
        assertThat(rows("SELECT * FROM (SELECT 1 AS a, 2 AS a)")).containsExactly(List.of(1L, 2L));
    }

    @Test
    void shouldCombineQueries() {
        assertThat(rows("SELECT 1 UNION ALL SELECT 1")).hasSize(2);
        assertThat(rows("SELECT 1 AS x UNION SELECT 1 UNION SELECT 2 ORDER BY x DESC LIMIT 1"))
                .containsExactly(List.of(2L));
        assertThat(rows("SELECT n" + NUMBERS + " INTERSECT SELECT 1")).containsExactly(List.of(1L));
        assertThat(rows("(SELECT n" + NUMBERS + " WHERE n > 0) EXCEPT SELECT 1"))
                .containsExactly(List.of(2L));
    }

    @Test
    void shouldUnnest() {
        assertThat(rows("SELECT x, o FROM UNNEST(ARRAY['a', 'b']) WITH ORDINALITY AS t (x, o)"))
                .containsExactly(List.of("a", 1L), List.of("b", 2L));
        assertThat(rows("SELECT s, x FROM (VALUES ('p', ARRAY[1, 2]), ('q', ARRAY[3])) AS t (s, l)"
                        + " CROSS JOIN UNNEST(l) AS u (x) ORDER BY x"))
                .containsExactly(List.of("p", 1L), List.of("p", 2L), List.of("q", 3L));
        assertThat(rows("SELECT k, v FROM UNNEST(map(ARRAY['a'], ARRAY[1])) AS t (k, v)"))
                .containsExactly(List.of("a", 1L));
        assertThat(rows("SELECT a, b FROM UNNEST(ARRAY[1, 2], ARRAY['x']) AS t (a, b)"))
                .containsExactly(List.of(1L, "x"), Arrays.asList(2L, null));
        assertThat(rows("SELECT a, b FROM UNNEST(ARRAY[ROW(1, 'x')]) AS t (a, b)"))
                .containsExactly(List.of(1L, "x"));
        assertThat(rows("SELECT s, x FROM (VALUES ('p', ARRAY[1]), ('q', NULL)) AS t (s, l)"
                        + " LEFT JOIN UNNEST(l) AS u (x) ON true ORDER BY s"))
                .containsExactly(List.of("p", 1L), Arrays.asList("q", null));
        assertThat(rows("SELECT d FROM UNNEST(sequence(DATE '2026-01-01', DATE '2026-01-02')) AS t (d)"))
                .containsExactly(List.of("2026-01-01"), List.of("2026-01-02"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "row_number() OVER (ORDER BY v, s)                       | 1 2 3 4",
                "rank() OVER (ORDER BY v)                                | 1 2 2 4",
                "dense_rank() OVER (ORDER BY v)                          | 1 2 2 3",
                "ntile(2) OVER (ORDER BY v, s)                           | 1 1 2 2",
                "percent_rank() OVER (ORDER BY v, s)                     | 0.0 0.3333333333333333 0.6666666666666666 1.0",
                "cume_dist() OVER (ORDER BY v)                           | 0.25 0.75 0.75 1.0",
                "lag(v) OVER (ORDER BY v, s)                             | null 1 2 2",
                "lag(v, 1, 0) OVER (ORDER BY v, s)                       | 0 1 2 2",
                "lead(v, 2) OVER (ORDER BY v, s)                         | 2 4 null null",
                "first_value(s) OVER (PARTITION BY v ORDER BY s)         | a b b d",
                "last_value(v) OVER (ORDER BY v, s ROWS BETWEEN CURRENT ROW AND 1 FOLLOWING) | 2 2 4 4",
                "nth_value(s, 2) OVER (ORDER BY s ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) | b b b b",
                "sum(v) OVER (ORDER BY v)                                | 1 5 5 9",
                "sum(v) OVER (ORDER BY v, s ROWS 1 PRECEDING)            | 1 3 4 6",
                "sum(v) OVER w                                           | 9 9 9 9",
                "lag(nullif(v, 2)) IGNORE NULLS OVER (ORDER BY v, s)     | null 1 1 1",
            })
    void shouldAnswerWindows(String expression, String answers) {
        List<List<Object>> rows = rows("SELECT " + expression.strip()
                + " FROM (VALUES (1, 'a'), (2, 'b'), (2, 'c'), (4, 'd')) AS t (v, s) WINDOW w AS () ORDER BY v, s");

        assertThat(rows.stream().map(row -> String.valueOf(row.get(0))).toList())
                .containsExactly(answers.strip().split(" "));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "SELEC 1                                        | SYNTAX         | line 1:1: mismatched input 'SELEC'. Expecting: 'SELECT', 'WITH', 'VALUES', 'TABLE', 'SHOW', 'DESCRIBE', 'EXPLAIN'",
                "SELECT FROM analytics_raw                      | SYNTAX         | line 1:8: mismatched input 'FROM'",
                "SELECT 'a                                      | SYNTAX         | line 1:8: ",
                "SELECT * FROM nowhere                          | UNKNOWN_TABLE  | line 1:15: Table 'nowhere' does not exist; tables are analytics.analytics_raw",
                "SELECT * FROM other.analytics_raw              | UNKNOWN_TABLE  | line 1:15: Table 'other.analytics_raw' does not exist",
                "SELECT usrid FROM analytics_raw                | UNKNOWN_COLUMN | line 1:8: Column 'usrid' cannot be resolved; did you mean userid?; columns here are event, userid, datetime, year, month, day",
                "SELECT r.x FROM analytics_raw r                | UNKNOWN_COLUMN | line 1:8: Column 'r.x' cannot be resolved",
                "SELECT event FROM analytics_raw a, analytics_raw b | UNKNOWN_COLUMN | line 1:8: Column 'event' is ambiguous",
                "SELECT event AS e FROM analytics_raw WHERE e = 'x' | UNKNOWN_COLUMN | line 1:44: Column 'e' cannot be resolved",
                "SELECT event AS e FROM analytics_raw GROUP BY e    | UNKNOWN_COLUMN | line 1:47: Column 'e' cannot be resolved",
                "SELECT event FROM analytics_raw ORDER BY 2     | UNKNOWN_COLUMN | line 1:42: ORDER BY position 2 is not in select list",
                "SELECT * FROM analytics_raw WHERE year = 2026  | TYPE_MISMATCH  | line 1:40: Cannot apply operator: varchar = integer",
                "SELECT * FROM analytics_raw WHERE datetime > DATE '2026-01-01' | TYPE_MISMATCH | line 1:44: Cannot apply operator: varchar > date",
                "SELECT event + 1 FROM analytics_raw            | TYPE_MISMATCH  | line 1:14: Cannot apply operator: varchar + integer",
                "SELECT lower(1)                                | TYPE_MISMATCH  | line 1:8: Unexpected parameters (integer) for function lower. Expected: lower(varchar)",
                "SELECT CASE WHEN true THEN 1 ELSE 'a' END      | TYPE_MISMATCH  | line 1:8: All CASE results must be the same type",
                "SELECT * FROM analytics_raw WHERE event        | TYPE_MISMATCH  | WHERE clause must evaluate to a boolean",
                "SELECT 1 UNION SELECT 'a'                      | TYPE_MISMATCH  | incompatible types: integer, varchar(1)",
                "SELECT lowr('a')                               | REFUSED        | line 1:8: function lowr is not available in the local lake; did you mean lower?",
                "SELECT * FROM analytics_raw TABLESAMPLE BERNOULLI (10) | REFUSED | sampled is not available in the local lake",
                "SELECT * FROM analytics_raw FOR VERSION AS OF 1 | REFUSED       | current snapshot",
                "SELECT event, count(*) FROM analytics_raw      | SYNTAX         | line 1:8: 'event' must be an aggregate expression or appear in GROUP BY clause",
                "SELECT x, count(*) FROM (VALUES 1) t (x)       | SYNTAX         | line 1:8: 'x' must be an aggregate expression or appear in GROUP BY clause",
                "SELECT count(*), upper(r.event) FROM analytics_raw r GROUP BY day | SYNTAX | line 1:18: 'upper(r.event)' must be an aggregate",
                "SELECT day FROM analytics_raw GROUP BY day HAVING event = 'x' | SYNTAX | line 1:57: '(event = 'x')' must be an aggregate",
                "SELECT day FROM analytics_raw GROUP BY day ORDER BY event | SYNTAX | line 1:53: 'event' must be an aggregate",
                "SELECT * FROM analytics_raw WHERE count(*) > 1 | SYNTAX         | line 1:35: WHERE clause cannot contain aggregations, window functions or grouping operations: [count(*)]",
                "SELECT * FROM analytics_raw WHERE rank() OVER (ORDER BY day) = 1 | SYNTAX | line 1:35: WHERE clause cannot contain aggregations",
                "SELECT DISTINCT event FROM analytics_raw ORDER BY userid | SYNTAX | line 1:51: For SELECT DISTINCT, ORDER BY expressions must appear in select list",
                "SELECT DISTINCT event AS e FROM analytics_raw ORDER BY upper(e) | SYNTAX | line 1:56: For SELECT DISTINCT, ORDER BY",
                "SHOW CREATE TABLE analytics_raw                | REFUSED        | SHOW CREATE is not available in the local lake; allowed are SELECT, SHOW TABLES",
                "SHOW FUNCTIONS                                 | REFUSED        | SHOW FUNCTIONS is not available in the local lake",
                "EXPLAIN ANALYZE SELECT 1                       | REFUSED        | EXPLAIN ANALYZE is not available in the local lake",
                "SELECT 1 / (SELECT count(*) FROM analytics_raw WHERE year = '1') | FAILED | Division by zero",
                "``                                             | SYNTAX         | there is no SQL to run",
                "SELECT 1; SELECT 2                             | REFUSED        | Only one SQL statement is allowed",
                "INSERT INTO analytics_raw VALUES (1)           | REFUSED        | INSERT is not available: the local lake is read-only",
            })
    void shouldSayWhatIsWrongInOneLine(String sql, Kind kind, String message) {
        assertThatThrownBy(() -> engine.query(sql))
                .isInstanceOfSatisfying(QueryException.class, failure -> assertThat(failure.kind())
                        .isEqualTo(kind))
                .hasMessageContaining(message)
                .hasMessageNotContaining("\n");
    }

    @Test
    void shouldShowTheCatalog() {
        assertThat(rows("SHOW TABLES")).containsExactly(List.of("analytics_raw"));
        assertThat(rows("SHOW TABLES IN analytics LIKE '%data'")).isEmpty();
        assertThat(rows("SHOW DATABASES")).containsExactly(List.of("analytics"));
        assertThat(rows("SHOW PARTITIONS analytics_raw"))
                .containsExactly(List.of("year=2026/month=11/day=22"), List.of("year=2026/month=11/day=23"));
        assertThat(engine.query("DESCRIBE analytics_raw").columns())
                .containsExactly("col_name", "data_type", "comment");
        assertThat(rows("SHOW COLUMNS IN analytics.analytics_raw"))
                .contains(List.of("userid", "varchar", ""), List.of("year", "varchar", "partition key"))
                .hasSize(6);
        assertThat(rows("EXPLAIN SELECT event FROM analytics_raw WHERE day = '23'")
                        .get(0)
                        .get(0)
                        .toString())
                .startsWith("scan analytics.analytics_raw: 1 of 2 files, ")
                .endsWith(" bytes, columns [event, day]");
    }
}
