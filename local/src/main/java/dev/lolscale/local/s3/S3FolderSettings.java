package dev.lolscale.local.s3;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * What an {@link S3Folder} is started with.
 *
 * @param root folder that holds one folder per bucket and in it one file per key; made when absent
 * @param state folder for what is not an object (notifications not yet handed over); made when absent, never inside {@code root}
 * @param port loopback port, 0 for any free one
 * @param region region named in notifications and used by the client, for example {@code us-east-1}
 * @param notifications what to tell whom about created objects; empty for nothing
 */
public record S3FolderSettings(Path root, Path state, int port, String region, List<BucketNotification> notifications) {

    /**
     * Checks the settings.
     *
     * @throws IllegalArgumentException when the port is outside 0-65535 or {@code state} lies in {@code root}, where it would look like
     *     a bucket
     */
    public S3FolderSettings {
        root = root.toAbsolutePath().normalize();
        state = state.toAbsolutePath().normalize();
        Objects.requireNonNull(region, "region");
        notifications = List.copyOf(notifications);
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("S3 port " + port + " is outside 0-65535; take 0 for any free port.");
        }
        if (state.startsWith(root)) {
            throw new IllegalArgumentException("S3 state folder " + state + " lies in the root " + root
                    + " and would look like a bucket; put it elsewhere.");
        }
    }
}
