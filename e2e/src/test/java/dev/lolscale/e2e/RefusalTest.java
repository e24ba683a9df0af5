package dev.lolscale.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stops {@code pulumi up} before anything is made, and what its reader sees. */
class RefusalTest {

    @TempDir
    Path folder;

    private PulumiProject project;

    @BeforeEach
    void lay() throws Exception {
        project = PulumiProject.of(folder, "dev");
    }

    @Test
    void shouldStopAtAPolicyViolation() throws Exception {
        project.set("transformSchedule", "cron(0/10 * * * ? *)");

        PulumiProject.Ended up = project.up();

        assertThat(up.exitCode()).isNotZero();
        assertThat(up.output()).contains("mandatory").contains("cost-job-frequency");
        assertThat(project.account().resources()).isEmpty();
    }

    @Test
    void shouldSayASettingThatIsNotAllowedInOneLine() throws Exception {
        project.set("bufferSeconds", "901");

        assertRefused("lolscale:bufferSeconds: \"901\" is not allowed; allowed: whole numbers from 0 to 900");
    }

    @Test
    void shouldSayAKeyThatIsNoSettingInOneLine() throws Exception {
        project.set("bufferSecond", "60");

        assertRefused("lolscale:bufferSecond: there is no such setting; the nearest is lolscale:bufferSeconds, and"
                + " Pulumi.yaml lists all");
    }

    @Test
    void shouldRefuseAProgramOlderThanItsSources() throws Exception {
        project.own("platform");
        Path jar = folder.resolve("platform/target/lolscale-platform-program.jar");
        Files.setLastModifiedTime(jar, FileTime.from(Instant.EPOCH));

        assertRefused("platform/target/lolscale-platform-program.jar is older than platform/src/main/java/");
    }

    private void assertRefused(String line) throws Exception {
        PulumiProject.Ended up = project.up();

        assertThat(up.exitCode()).isNotZero();
        // The engine says it while it works, and once more in its summary.
        String summary = up.answer().substring(up.answer().indexOf("Diagnostics:"));
        assertThat(summary).containsOnlyOnce(line).doesNotContain("\tat ").doesNotContain("SLF4J");
        assertThat(project.account().resources()).isEmpty();
    }
}
