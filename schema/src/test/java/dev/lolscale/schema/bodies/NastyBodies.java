package dev.lolscale.schema.bodies;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** All bodies, category by category, from the files beside this class. */
public final class NastyBodies {

    /** The categories, each a file. */
    public static final List<String> CATEGORIES =
            List.of("encoding", "structure", "numbers", "size", "compression", "schema", "protocol");

    private static final List<NastyBody> ALL =
            CATEGORIES.stream().flatMap(NastyBodies::read).toList();

    private NastyBodies() {}

    /** The bodies of all categories. */
    public static List<NastyBody> all() {
        return ALL;
    }

    /** The bodies of one category. */
    public static List<NastyBody> of(String category) {
        return ALL.stream().filter(body -> body.category().equals(category)).toList();
    }

    private static Stream<NastyBody> read(String category) {
        try (InputStream file = NastyBodies.class.getResourceAsStream(category + ".txt")) {
            List<String> lines = new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            return BodyFile.read(category, lines).stream().map(read -> new NastyBody(read, category));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
