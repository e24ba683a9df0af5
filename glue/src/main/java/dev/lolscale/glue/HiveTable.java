package dev.lolscale.glue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/**
 * A table of Parquet files in Hive's layout, {@code year=/month=/day=}, whose catalog entry others keep. A batch is
 * staged under {@code _staging/}, which readers skip, and then moved, file by file, to names that the batch fixes. A
 * batch that is given again replaces its files, so it is there once when its run has ended; while files move, or after a
 * run died, readers may see part of a batch.
 */
final class HiveTable implements BatchTable {

    private static final String STAGING = "_staging";

    private final Path location;
    private final List<String> partitions;
    private final FileSystem fileSystem;
    private final FaultPoint.Listener faults;

    /**
     * A table.
     *
     * @param location where the table lies, a URI
     * @param partitions the names of the partition columns
     */
    HiveTable(SparkSession spark, String location, List<String> partitions, FaultPoint.Listener faults)
            throws IOException {
        Configuration hadoop = spark.sparkContext().hadoopConfiguration();
        this.location = new Path(location);
        this.partitions = partitions;
        this.fileSystem = this.location.getFileSystem(hadoop);
        this.faults = faults;
    }

    /** Does nothing: files bring their own columns. */
    @Override
    public void prepare() {}

    @Override
    public Staged stage(Batch batch, Dataset<Row> rows) {
        Path staging = new Path(location, STAGING);
        try {
            // Whatever a run that died left there was never part of the table.
            fileSystem.delete(staging, true);
            write(rows, staging);
            List<Path> files = parquetFiles(staging);
            return new StagedFiles(batch, staging, files, count(rows.sparkSession(), files));
        } catch (IOException e) {
            throw notWritten(batch, e);
        }
    }

    private UncheckedIOException notWritten(Batch batch, IOException e) {
        return new UncheckedIOException("batch " + batch + " could not be written to " + location, e);
    }

    /** A batch under {@code _staging/}. */
    private final class StagedFiles implements Staged {
        private final Batch batch;
        private final Path staging;
        private final List<Path> files;
        private final long rows;

        StagedFiles(Batch batch, Path staging, List<Path> files, long rows) {
            this.batch = batch;
            this.staging = staging;
            this.files = files;
            this.rows = rows;
        }

        @Override
        public OptionalLong rows() {
            return OptionalLong.of(rows);
        }

        @Override
        public Commit publish() {
            try {
                removeFilesOf(batch);
                Set<String> touched = move(files, staging, batch);
                fileSystem.delete(staging, true);
                return new Commit(rows(), touched);
            } catch (IOException e) {
                throw notWritten(batch, e);
            }
        }
    }

    private void write(Dataset<Row> rows, Path staging) {
        rows.repartition(partitions.stream().map(functions::col).toArray(Column[]::new))
                .write()
                .mode(SaveMode.Overwrite)
                .option("compression", "zstd")
                .option("mapreduce.fileoutputcommitter.marksuccessfuljobs", "false")
                .partitionBy(partitions.toArray(String[]::new))
                .parquet(staging.toString());
    }

    private static long count(SparkSession spark, List<Path> files) {
        if (files.isEmpty()) {
            return 0;
        }
        String[] names = files.stream().map(Path::toString).toArray(String[]::new);
        return spark.read().parquet(names).count();
    }

    private void removeFilesOf(Batch batch) throws IOException {
        for (Path file : parquetFiles(location)) {
            if (file.getName().startsWith(batch + "-") && !file.toString().contains("/" + STAGING + "/")) {
                fileSystem.delete(file, false);
            }
        }
    }

    private Set<String> move(List<Path> staged, Path staging, Batch batch) throws IOException {
        Set<String> touched = new TreeSet<>();
        for (int i = 0; i < staged.size(); i++) {
            Path file = staged.get(i);
            String partition = file.getParent()
                    .toString()
                    .substring(fileSystem.makeQualified(staging).toString().length() + 1);
            Path target = new Path(new Path(location, partition), "%s-%05d.parquet".formatted(batch, i));
            fileSystem.mkdirs(target.getParent());
            if (!fileSystem.rename(file, target)) {
                throw new IOException(file + " could not be moved to " + target);
            }
            touched.add(partition);
            if (i == 0) {
                faults.reached(FaultPoint.FIRST_MOVED);
            }
        }
        return touched;
    }

    /** The Parquet files below {@code folder} in a fixed order; none when there is no such folder. */
    private List<Path> parquetFiles(Path folder) throws IOException {
        List<Path> files = new ArrayList<>();
        if (fileSystem.exists(folder)) {
            RemoteIterator<LocatedFileStatus> found = fileSystem.listFiles(folder, true);
            while (found.hasNext()) {
                Path file = found.next().getPath();
                if (file.getName().endsWith(".parquet")) {
                    files.add(file);
                }
            }
        }
        Collections.sort(files);
        return files;
    }
}
