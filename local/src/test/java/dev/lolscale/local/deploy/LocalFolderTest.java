package dev.lolscale.local.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalFolderTest {

    @TempDir
    Path root;

    @Test
    void shouldBelongToOneAtATime() throws IOException {
        try (LocalFolder taken = LocalFolder.open(root, "dev")) {
            assertThat(LocalFolder.isInUse(root)).isTrue();
            assertThatThrownBy(() -> LocalFolder.open(root, "dev"))
                    .isInstanceOf(IOException.class)
                    .hasMessage("the folder " + taken.root()
                            + " is in use by another lolscale; end it, or name another folder with --dir");
        }
        assertThat(LocalFolder.isInUse(root)).isFalse();
        LocalFolder.open(root, "dev").close();
    }

    @Test
    void shouldRefuseTheFolderOfAnotherStack() throws IOException {
        LocalFolder.open(root, "dev").close();

        assertThatThrownBy(() -> LocalFolder.open(root, "prod"))
                .hasMessageEndingWith("belongs to the stack dev, not prod; name another with --dir");
        assertThatThrownBy(() -> LocalFolder.read(root, "prod")).hasMessageContaining("dev, not prod");
    }

    @Test
    void shouldRefuseTheFolderOfAnotherVersion() throws IOException {
        Files.writeString(root.resolve("lolscale.folder"), "99 dev\n");

        assertThatThrownBy(() -> LocalFolder.open(root, "dev"))
                .hasMessageContaining("was made by another version of lolscale (format 99, this one reads 1)");
    }

    @Test
    void shouldNeverClearWhatItDidNotMake() throws IOException {
        Path precious = Files.writeString(root.resolve("thesis.txt"), "precious");

        assertThatThrownBy(() -> LocalFolder.clear(root, "dev"))
                .hasMessageContaining("holds files that lolscale did not make");
        assertThat(precious).hasContent("precious");
    }

    @Test
    void shouldClearWhatItMade() throws IOException {
        try (LocalFolder folder = LocalFolder.open(root, "dev")) {
            Files.createDirectories(folder.buckets().resolve("b"));
            Files.writeString(folder.buckets().resolve("b/object"), "x");
        }

        LocalFolder.clear(root, "dev");

        assertThat(root).isEmptyDirectory();
    }

    @Test
    void shouldEndTheJobThatAKilledRunLeftBeforeItClears() throws Exception {
        Process orphan = new ProcessBuilder("sleep", "600").start();
        try (LocalFolder folder = LocalFolder.open(root, "dev")) {
            Files.createDirectories(folder.sparkWork());
            String started = orphan.info().startInstant().orElseThrow().toString();
            Files.writeString(folder.sparkWork().resolve("job.process"), orphan.pid() + " " + started);
        }

        try {
            LocalFolder.clear(root, "dev");

            assertThat(orphan.isAlive()).isFalse();
            assertThat(root).isEmptyDirectory();
        } finally {
            orphan.destroyForcibly();
        }
    }

    @Test
    void shouldLeaveTheProcessThatGotTheNumberOfAJob() throws Exception {
        Process other = new ProcessBuilder("sleep", "600").start();
        try (LocalFolder folder = LocalFolder.open(root, "dev")) {
            Files.createDirectories(folder.sparkWork());
            Files.writeString(folder.sparkWork().resolve("job.process"), other.pid() + " 2018-04-04T12:00:00Z");
        }

        try {
            LocalFolder.clear(root, "dev");

            assertThat(other.isAlive()).isTrue();
        } finally {
            other.destroyForcibly();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a:b", "a#b", "a?b", "a%20b"})
    void shouldRefuseAPathThatMeansSomethingElse(String name) {
        Path folder = root.resolve(name);

        assertThatThrownBy(() -> LocalFolder.open(folder, "dev"))
                .isInstanceOf(IOException.class)
                .hasMessage("the folder " + folder + " cannot be used: its path may hold none of : ? # %, which mean"
                        + " something else in class paths and in addresses of files; name another with --dir");
        assertThatThrownBy(() -> LocalFolder.read(folder, "dev")).hasMessageContaining("cannot be used");
        assertThat(folder).doesNotExist();
    }

    @Test
    void shouldSayWhereNothingHasRunYet() {
        assertThatThrownBy(() -> LocalFolder.read(root, "dev"))
                .hasMessageContaining("there is no local platform in")
                .hasMessageContaining("./lolscale demo");
    }
}
