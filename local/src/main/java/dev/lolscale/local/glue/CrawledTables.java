package dev.lolscale.local.glue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What the crawlers know, kept as one JSON file a table: the part of the Glue catalog that crawlers own. */
public final class CrawledTables {

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    private static final String ENDING = ".json";

    private final Path folder;

    /** The tables kept in a folder; it is made with the first table. */
    public CrawledTables(Path folder) {
        this.folder = folder;
    }

    /** All tables, in the order of their names. */
    public List<CrawledTable> all() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<CrawledTable> tables = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(file -> file.toString().endsWith(ENDING))
                    .sorted()
                    .toList()) {
                tables.add(JSON.readValue(file.toFile(), CrawledTable.class));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the catalog in " + folder + " cannot be read: " + e.getMessage(), e);
        }
        return tables;
    }

    Optional<CrawledTable> find(String database, String name) {
        return all().stream()
                .filter(table ->
                        table.database().equals(database) && table.name().equals(name))
                .findFirst();
    }

    /** Replaces the table's file in one step, so that a reader never sees half of it. */
    void put(CrawledTable table) {
        try {
            Files.createDirectories(folder);
            Path file = folder.resolve(table.database() + "." + table.name() + ENDING);
            Path next = Files.createTempFile(folder, "table", ".next");
            JSON.writeValue(next.toFile(), table);
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("table " + table.name() + " cannot be kept in " + folder, e);
        }
    }
}
