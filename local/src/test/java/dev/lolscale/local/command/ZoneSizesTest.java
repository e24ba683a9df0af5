package dev.lolscale.local.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lolscale.graph.StackGraph;
import dev.lolscale.local.deploy.Lake;
import dev.lolscale.local.deploy.LocalFolder;
import dev.lolscale.local.deploy.ZoneSizes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ZoneSizesTest {

    @TempDir
    Path folder;

    @Test
    void shouldCountTheFilesOfEachZoneThatTheJobNames() throws IOException {
        StackGraph graph = DemoFixture.classic();
        try (LocalFolder local = LocalFolder.open(folder, "classic")) {
            put(local, "partitioned_analytics_raw/year=2026/month=11/day=18/a.gz", 100);
            put(local, "partitioned_analytics_raw/year=2026/month=11/day=19/b.gz", 20);
            put(local, "analytics_raw/2026/11/18/left-behind.gz", 7);
            put(local, "artifacts/EventJob.scala", 3);
            put(local, "job_state/checkpoint/offsets/0", 4);

            assertThat(ZoneSizes.of(graph, new Lake(graph, local)))
                    .containsExactly(
                            new ZoneSizes.Zone("raw zone", "partitioned_analytics_raw/", 2, 120),
                            new ZoneSizes.Zone("event table", "analytics_data/", 0, 0),
                            new ZoneSizes.Zone("quarantine", "analytics_quarantine/", 0, 0),
                            new ZoneSizes.Zone("artifacts", "artifacts/", 1, 3),
                            new ZoneSizes.Zone("job state", "job_state/checkpoint/", 1, 4));
        }
    }

    private static void put(LocalFolder local, String key, int bytes) throws IOException {
        Path file = local.buckets().resolve(DemoFixture.BUCKET).resolve(key);
        Files.createDirectories(file.getParent());
        Files.write(file, new byte[bytes]);
    }
}
