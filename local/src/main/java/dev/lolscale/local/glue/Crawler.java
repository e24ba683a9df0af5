package dev.lolscale.local.glue;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Stands in for a Glue crawler that is told to add new columns only ({@code MergeNewColumns}): reads the files under its
 * targets, and keeps a table a target with the columns, types and partition keys it found. A column that is known keeps
 * its type, and stays when no file has it any more. A target without readable files leaves the catalog as it is.
 */
public final class Crawler {

    private final CrawlerSettings settings;
    private final Path buckets;
    private final CrawledTables tables;

    /**
     * A crawler.
     *
     * @param buckets the folder that holds a folder for each bucket
     * @param tables where it keeps what it finds
     */
    public Crawler(CrawlerSettings settings, Path buckets, CrawledTables tables) {
        this.settings = settings;
        this.buckets = buckets;
        this.tables = tables;
    }

    /** Crawls all targets. Never throws for what the files are. */
    public Step run() {
        long start = System.nanoTime();
        ObjectNode details = JsonNodeFactory.instance.objectNode();
        ArrayNode found = details.putArray("tables");
        try {
            for (String target : settings.targets()) {
                Optional<CrawledTable> table = crawl(target);
                if (table.isPresent()) {
                    tables.put(table.get());
                    found.addObject()
                            .put("name", table.get().name())
                            .put("columns", table.get().columns().size());
                }
            }
            return step(Step.State.SUCCEEDED, start, details, "");
        } catch (IOException | SQLException e) {
            String problem = String.valueOf(e.getMessage()).lines().findFirst().orElse(e.toString());
            return step(Step.State.FAILED, start, details, problem);
        }
    }

    private Optional<CrawledTable> crawl(String target) throws IOException, SQLException {
        Path folder = buckets.resolve(target.replaceFirst("^s3a?://", ""));
        List<Path> files = files(folder);
        if (files.isEmpty()) {
            return Optional.empty();
        }
        boolean parquet = files.get(0).toString().endsWith(".parquet");
        List<CrawledTable.Column> columns = parquet ? FileColumns.ofParquet(files) : FileColumns.ofJson(files);
        if (columns.isEmpty()) {
            return Optional.empty();
        }
        Set<String> partitionColumns = partitionColumns(folder, files);
        String name = settings.tablePrefix()
                + folder.getFileName().toString().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_]", "_");
        Map<String, CrawledTable.Column> merged = new LinkedHashMap<>();
        Optional<CrawledTable> before = tables.find(settings.database(), name);
        before.ifPresent(table -> table.columns().forEach(column -> merged.put(column.name(), column)));
        columns.forEach(column -> merged.putIfAbsent(column.name(), column));
        partitionColumns.forEach(merged::remove);
        return Optional.of(new CrawledTable(
                settings.database(),
                name,
                parquet ? CrawledTable.Format.PARQUET : CrawledTable.Format.JSON,
                target,
                List.copyOf(merged.values()),
                List.copyOf(partitionColumns)));
    }

    /** The files of a folder, without those that start with a dot or underscore: those are hidden, as for Athena. */
    private static List<Path> files(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> found = Files.walk(folder)) {
            return found.filter(Files::isRegularFile)
                    .filter(file -> !isHidden(folder.relativize(file)))
                    .sorted()
                    .toList();
        }
    }

    private static boolean isHidden(Path relative) {
        for (Path part : relative) {
            if (part.toString().startsWith("_") || part.toString().startsWith(".")) {
                return true;
            }
        }
        return false;
    }

    private static Set<String> partitionColumns(Path folder, List<Path> files) {
        Set<String> keys = new LinkedHashSet<>();
        int deepest = 0;
        for (Path file : files) {
            Path relative = folder.relativize(file);
            int folders = relative.getNameCount() - 1;
            deepest = Math.max(deepest, folders);
            for (int i = 0; i < folders; i++) {
                String name = relative.getName(i).toString();
                int equals = name.indexOf('=');
                if (equals > 0) {
                    keys.add(name.substring(0, equals).toLowerCase(Locale.ROOT));
                }
            }
        }
        if (keys.isEmpty()) {
            // Folders without names, as Firehose writes them, become partition_0, partition_1, ...
            for (int i = 0; i < deepest; i++) {
                keys.add("partition_" + i);
            }
        }
        return keys;
    }

    private Step step(Step.State state, long start, ObjectNode details, String problem) {
        return new Step(settings.name(), Step.Kind.CRAWLER, state, (System.nanoTime() - start) / 1e9, details, problem);
    }
}
