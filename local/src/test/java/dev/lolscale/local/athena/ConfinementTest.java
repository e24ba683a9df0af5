package dev.lolscale.local.athena;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfinementTest {

    @TempDir
    Path folder;

    private LakeFixture lake;
    private Path inLake;
    private Path outside;

    @BeforeEach
    void makeLake() throws IOException {
        lake = new LakeFixture(folder.resolve("lake"));
        Files.createDirectories(folder.resolve("lake"));
        inLake = lake.writeRaw("2026", "11", "23", "a.gz", LakeFixture.event("LOGIN", "mark", "2026-11-23 12:00:00"));
        outside = Files.writeString(folder.resolve("outside.csv"), "secret\nhunter2\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * FROM read_text('OUTSIDE')",
                "SELECT * FROM TABLE(read_text('OUTSIDE'))",
                "SELECT * FROM TABLE(glob('/*'))",
                "SELECT * FROM read_csv('OUTSIDE')",
                "SELECT * FROM read_parquet('OUTSIDE')",
                "SELECT * FROM 'OUTSIDE'",
                "SELECT * FROM \"OUTSIDE\"",
                "SELECT * FROM \"read_text('OUTSIDE')\"",
                "SELECT read_text('OUTSIDE')",
                "SELECT getenv('HOME')",
                "SELECT current_setting('home_directory')",
                "SELECT * FROM duckdb_settings()",
                "SELECT * FROM TABLE(duckdb_settings())",
                "SELECT * FROM duckdb_secrets",
                "SELECT * FROM pragma_version()",
                "SELECT * FROM sqlite_master",
                "SELECT * FROM pg_catalog.pg_tables",
                "SELECT * FROM information_schema.tables",
                "SELECT * FROM lake.scan1, analytics_raw",
                "SELECT query('SELECT 1')",
                "SELECT * FROM query('SELECT 1')",
                "SELECT * FROM TABLE(query('SELECT 1'))",
                "SELECT athena_date_format(now(), '%Y')",
                "SELECT error('x')",
                "SELECT write_log('x')",
                "SELECT nextval('x')",
                "SELECT set_config('a', 'b')",
                "SELECT \"read_text\"('OUTSIDE')",
                "SELECT main.read_text('OUTSIDE')",
                "SELECT (SELECT * FROM read_blob('OUTSIDE'))",
                "SELECT 1 WHERE EXISTS (SELECT * FROM TABLE(read_text('OUTSIDE')))",
                "WITH x AS (SELECT * FROM TABLE(read_csv('OUTSIDE'))) SELECT * FROM x",
                "SELECT * FROM UNNEST(glob('/*')) AS t(f)",
                "COPY (SELECT 1) TO 'OUTSIDE'",
                "COPY analytics_raw FROM 'OUTSIDE'",
                "EXPORT DATABASE 'OUTSIDE'",
                "ATTACH 'OUTSIDE'",
                "ATTACH ':memory:' AS x",
                "INSTALL httpfs",
                "LOAD httpfs",
                "PRAGMA database_list",
                "SET enable_external_access = true",
                "SET lock_configuration = false",
                "RESET lock_configuration",
                "CREATE TABLE t AS SELECT 1",
                "CREATE VIEW v AS SELECT 1",
                "CREATE EXTERNAL TABLE t (a int) LOCATION 's3://x/'",
                "INSERT INTO analytics_raw VALUES ('a')",
                "UPDATE analytics_raw SET event = 'x'",
                "DELETE FROM analytics_raw",
                "MERGE INTO analytics_raw USING analytics_raw ON true WHEN MATCHED THEN DELETE",
                "DROP TABLE analytics_raw",
                "ALTER TABLE analytics_raw ADD PARTITION (year = '2027')",
                "MSCK REPAIR TABLE analytics_raw",
                "UNLOAD (SELECT 1) TO 's3://x/' WITH (format = 'JSON')",
                "OPTIMIZE analytics_raw REWRITE DATA USING BIN_PACK",
                "VACUUM analytics_raw",
                "CALL system.x()",
                "PREPARE p FROM SELECT 1",
                "EXECUTE p",
                "EXECUTE IMMEDIATE 'SELECT 1'",
                "USE x",
                "FROM read_text('OUTSIDE')",
                "/* a */ COPY (SELECT 1) TO 'OUTSIDE'",
                "-- a\nDROP TABLE analytics_raw",
                "EXPLAIN ANALYZE SELECT 1",
                "EXPLAIN DROP TABLE analytics_raw",
                "SHOW CREATE TABLE analytics_raw",
                "SHOW SESSION",
                "SHOW FUNCTIONS",
                "SELECT 1; DROP TABLE analytics_raw",
                "SELECT 1;; SELECT 2",
                "SELECT event FROM analytics_raw WHERE event = ''; COPY (SELECT 1) TO 'OUTSIDE' --'",
            })
    void shouldLetNothingOut(String attempt) throws IOException {
        QueryEngine engine = LakeFixture.engine(lake.raw());
        byte[] before = Files.readAllBytes(inLake);

        assertThatThrownBy(() -> engine.query(attempt.replace("OUTSIDE", outside.toString())))
                .isInstanceOf(QueryException.class)
                .satisfies(failure -> assertThat(((QueryException) failure).kind())
                        .isIn(
                                QueryException.Kind.SYNTAX,
                                QueryException.Kind.REFUSED,
                                QueryException.Kind.UNKNOWN_TABLE))
                .hasMessageNotContaining("hunter2")
                .hasMessageNotContaining("\n");

        assertThat(Files.readString(outside)).isEqualTo("secret\nhunter2\n");
        assertThat(Files.readAllBytes(inLake)).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 'a''b' AS \"x\"\"; DROP\" FROM analytics_raw",
                "SELECT event AS \"'OUTSIDE'\" FROM analytics_raw AS \"a\"\" b\"",
                "SELECT event FROM analytics_raw \"read_text('OUTSIDE')\"",
            })
    void shouldKeepQuotesAsText(String query) {
        assertThat(LakeFixture.engine(lake.raw())
                        .query(query.replace("OUTSIDE", outside.toString()))
                        .rows())
                .hasSize(1);
    }

    /** The second wall: were the translation fooled, DuckDB itself opens nothing but the files of the query. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * FROM read_text('OUTSIDE')",
                "SELECT * FROM read_text('/etc/passwd')",
                "SELECT * FROM read_csv('OUTSIDE')",
                "SELECT * FROM read_json('http://127.0.0.1:9/x.json')",
                "COPY (SELECT 1) TO 'FOLDER/new.csv'",
                "ATTACH 'FOLDER/new.db'",
                "INSTALL httpfs",
                "LOAD httpfs",
                "SET enable_external_access = true",
                "SET allowed_paths = ['OUTSIDE']",
                "SET lock_configuration = false",
                "RESET allowed_paths",
                "PRAGMA enable_external_access",
                "EXPORT DATABASE 'FOLDER/export'",
                "IMPORT DATABASE 'FOLDER'",
                "CREATE SECRET (TYPE s3, KEY_ID 'a', SECRET 'b')",
                "SELECT * FROM read_parquet('s3://bucket/key')",
            })
    void shouldConfineDuckDbItself(String attempt) throws SQLException {
        try (DuckDb duckDb = DuckDb.open(List.of(inLake))) {
            assertThat(duckDb.rows("SELECT count(*) FROM read_json_objects('" + inLake + "')"))
                    .containsExactly(List.of(1L));
            assertThatThrownBy(() -> duckDb.execute(
                            attempt.replace("OUTSIDE", outside.toString()).replace("FOLDER", folder.toString())))
                    .isInstanceOf(SQLException.class);
        }
        assertThat(folder.resolve("new.csv")).doesNotExist();
        assertThat(folder.resolve("new.db")).doesNotExist();
    }

    @Test
    void shouldRefuseWhatIsTooLong() {
        assertThatThrownBy(() -> LakeFixture.engine().query("SELECT '" + "a".repeat(262_144) + "'"))
                .hasMessage("the query is 262153 bytes long; Athena takes 262144 bytes at most");
    }

    @Test
    void shouldSurviveDeepNesting() {
        String deep = "SELECT 1" + " + 1".repeat(20_000);

        assertThatThrownBy(() -> LakeFixture.engine().query(deep))
                .isInstanceOf(QueryException.class)
                .satisfies(
                        failure -> assertThat(((QueryException) failure).kind()).isEqualTo(QueryException.Kind.SYNTAX))
                .hasMessageNotContaining("\n");
    }
}
