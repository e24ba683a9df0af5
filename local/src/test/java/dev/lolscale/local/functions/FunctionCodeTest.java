package dev.lolscale.local.functions;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FunctionCodeTest {

    @TempDir
    Path directory;

    @Test
    void shouldDeployAJarOnceAndAgainWhenItChanges() throws IOException {
        Path tasks = directory.resolve("tasks");
        Path jar = jar("first");
        byte[] content = Files.readAllBytes(jar);

        Path root = FunctionCode.deploy("track", jar, tasks);
        Path again = FunctionCode.deploy("mover", jar, tasks);
        jar("second");
        Path changed = FunctionCode.deploy("track", jar, tasks);

        assertThat(again).isEqualTo(root);
        assertThat(changed).isNotEqualTo(root);
        assertThat(root.resolve("lib/function.jar")).hasBinaryContent(content);
        assertThat(changed.resolve("lib/function.jar")).hasBinaryContent(Files.readAllBytes(jar));
    }

    private Path jar(String entry) throws IOException {
        Path jar = directory.resolve("code.jar");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new ZipEntry(entry));
            out.closeEntry();
        }
        return jar;
    }
}
