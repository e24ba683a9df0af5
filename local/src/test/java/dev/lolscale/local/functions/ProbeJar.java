package dev.lolscale.local.functions;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/** The deployed jar of {@link ProbeFunction}. */
public final class ProbeJar {

    private ProbeJar() {}

    /** The runtime that the build has copied. */
    public static final Path RUNTIME = Path.of("target/lambda-runtime");

    /** Writes the jar into a folder. */
    public static Path in(Path directory) throws IOException {
        Path jar = directory.resolve("probe.jar");
        String name = ProbeFunction.class.getName().replace('.', '/') + ".class";
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
                InputStream code = ProbeFunction.class.getResourceAsStream("/" + name)) {
            out.putNextEntry(new JarEntry(name));
            code.transferTo(out);
            out.closeEntry();
        }
        return jar;
    }
}
