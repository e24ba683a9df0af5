package dev.lolscale.local.athena;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Finds the files of a Hive table: below its root, one folder {@code name=value} a partition column. */
final class HiveLayout {

    private HiveLayout() {}

    /** The files of the table's partitions; those whose name begins with a dot or an underscore are hidden. */
    static List<TableSource.File> files(Path root, List<String> partitionColumns, Partitions partitions) {
        List<TableSource.File> files = new ArrayList<>();
        collect(root, partitionColumns, List.of(), chosen(partitions, partitionColumns), files);
        return files;
    }

    /** Tells which partitions belong to the table. */
    private interface Choice {
        boolean has(List<String> values);
    }

    private static Choice chosen(Partitions partitions, List<String> columns) {
        if (partitions instanceof Partitions.Listed listed) {
            Set<List<String>> values = new HashSet<>(listed.values());
            return values::contains;
        }
        if (partitions instanceof Partitions.Projected years) {
            int year = columns.indexOf("year");
            return values -> year >= 0
                    && values.get(year).matches("\\d{1,9}")
                    && Integer.parseInt(values.get(year)) >= years.first()
                    && Integer.parseInt(values.get(year)) <= years.last();
        }
        return values -> true;
    }

    private static void collect(
            Path folder, List<String> columns, List<String> values, Choice choice, List<TableSource.File> files) {
        if (values.size() == columns.size()) {
            if (choice.has(values)) {
                collectFiles(folder, values, files);
            }
            return;
        }
        String prefix = columns.get(values.size()) + "=";
        for (Path child : children(folder)) {
            String name = child.getFileName().toString();
            if (name.startsWith(prefix) && Files.isDirectory(child)) {
                List<String> deeper = new ArrayList<>(values);
                deeper.add(
                        URLDecoder.decode(name.substring(prefix.length()).replace("+", "%2B"), StandardCharsets.UTF_8));
                collect(child, columns, deeper, choice, files);
            }
        }
    }

    private static void collectFiles(Path folder, List<String> values, List<TableSource.File> files) {
        for (Path child : children(folder)) {
            String name = child.getFileName().toString();
            if (name.startsWith("_") || name.startsWith(".")) {
                continue;
            }
            if (Files.isDirectory(child)) {
                collectFiles(child, values, files);
            } else {
                files.add(new TableSource.File(child, size(child), values));
            }
        }
    }

    private static List<Path> children(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> children = Files.list(folder)) {
            return children.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException("the folder " + folder + " of the lake cannot be listed", e);
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException("the file " + file + " of the lake cannot be read", e);
        }
    }
}
