package dev.lolscale.bench.lake;

import dev.lolscale.bench.BenchmarkException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A program that converts a month in a process of its own.
 *
 * @param mainClass told the raw folder, the target, and {@code arguments}
 * @param options what its JVM is told, the class path among it
 * @param arguments what it is told besides
 * @param work where it may write; emptied afterwards
 */
record Peer(Class<?> mainClass, List<String> options, List<String> arguments, Path work) {

    private static final int MINUTES = 30;

    /**
     * Runs it once.
     *
     * @throws BenchmarkException when it did not write every line
     */
    ProcessRun convert(RawMonth month) throws IOException, InterruptedException {
        Path output = work.resolve("parquet");
        Path log = work.resolveSibling(mainClass.getSimpleName() + ".log");
        deleteWork();
        Files.createDirectories(work);
        long start = System.nanoTime();
        Process process = new ProcessBuilder(command(month, output))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try (ProcessWatch watch = ProcessWatch.start(() -> OptionalLong.of(process.pid()))) {
            if (!process.waitFor(MINUTES, TimeUnit.MINUTES) || process.exitValue() != 0) {
                throw new BenchmarkException(mainClass.getSimpleName() + " did not end well; see " + log);
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            long rows = rows(output);
            if (rows != month.lines()) {
                throw new BenchmarkException(
                        mainClass.getSimpleName() + " wrote " + rows + " rows of " + month.lines() + " lines");
            }
            return new ProcessRun(seconds, watch.peakMegabytes());
        } finally {
            process.destroyForcibly();
            deleteWork();
        }
    }

    private List<String> command(RawMonth month, Path output) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of(mainClass.getName(), month.folder().toString(), output.toString()));
        command.addAll(arguments);
        return command;
    }

    private static long rows(Path output) {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT count(*) FROM read_parquet('"
                        + output.toString().replace("'", "''") + "/**/*.parquet')")) {
            result.next();
            return result.getLong(1);
        } catch (SQLException e) {
            throw new BenchmarkException(output + " cannot be read: " + e.getMessage(), e);
        }
    }

    private void deleteWork() throws IOException {
        if (!Files.exists(work)) {
            return;
        }
        try (Stream<Path> files = Files.walk(work)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
