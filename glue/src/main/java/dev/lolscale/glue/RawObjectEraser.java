package dev.lolscale.glue;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.nio.file.Files;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.apache.hadoop.io.compress.CompressionCodecFactory;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Takes a user's lines out of raw objects. An object keeps its key and its compression, and each other line its bytes;
 * readers see the object as it was or as it is then.
 */
final class RawObjectEraser implements Serializable {

    /** Where an object appears under its key when it is written to its end, and not before. */
    private static final Set<String> OBJECT_STORES = Set.of("s3", "s3a", "s3n");

    private final UserLines userLines;
    private final SerializableConfiguration hadoop;

    RawObjectEraser(ErasedUser user, Configuration hadoop) {
        this.userLines = new UserLines(user);
        this.hadoop = new SerializableConfiguration(hadoop);
    }

    /** Rewrites one object. */
    void erase(String uri) throws IOException {
        Path object = new Path(uri);
        Configuration configuration = hadoop.value();
        FileSystem fileSystem = object.getFileSystem(configuration);
        CompressionCodec codec = new CompressionCodecFactory(configuration).getCodec(object);
        // Complete on disk first: on an object store, closing an output half written would replace the object by it.
        java.nio.file.Path rest = Files.createTempFile("lolscale-erase", null);
        try {
            try (InputStream in = input(fileSystem, object, codec);
                    OutputStream out = output(Files.newOutputStream(rest), codec)) {
                copyOthersLines(in, out);
            }
            replace(fileSystem, object, rest);
        } finally {
            Files.delete(rest);
        }
    }

    private static InputStream input(FileSystem fileSystem, Path object, CompressionCodec codec) throws IOException {
        InputStream in = fileSystem.open(object);
        return new BufferedInputStream(codec == null ? in : codec.createInputStream(in));
    }

    private static OutputStream output(OutputStream out, CompressionCodec codec) throws IOException {
        return new BufferedOutputStream(codec == null ? out : codec.createOutputStream(out));
    }

    private void copyOthersLines(InputStream in, OutputStream out) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b >= 0; b = in.read()) {
            if (b == '\n') {
                if (!userLines.holdRaw(line.toByteArray())) {
                    line.writeTo(out);
                    out.write(b);
                }
                line.reset();
            } else {
                line.write(b);
            }
        }
        if (!userLines.holdRaw(line.toByteArray())) {
            line.writeTo(out);
        }
    }

    private static void replace(FileSystem fileSystem, Path object, java.nio.file.Path rest) throws IOException {
        String scheme = fileSystem.resolvePath(object).toUri().getScheme();
        // Elsewhere under a name that readers skip, then renamed onto the object.
        Path written = OBJECT_STORES.contains(scheme)
                ? object
                : new Path(object.getParent(), "." + object.getName() + ".erasing");
        try (OutputStream out = fileSystem.create(written, true)) {
            Files.copy(rest, out);
        }
        if (!written.equals(object) && !fileSystem.rename(written, object)) {
            throw new IOException(written + " could not be renamed to " + object + "; the object is as it was");
        }
    }
}
