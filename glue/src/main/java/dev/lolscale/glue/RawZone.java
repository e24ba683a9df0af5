package dev.lolscale.glue;

import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/** The objects that hold the raw lines. */
final class RawZone {

    private static final Map<String, String> OPTIONS = Map.of(
            // Lines end with a newline and nothing else: a carriage return is white space to JSON.
            "lineSep",
            "\n",
            "recursiveFileLookup",
            "true",
            // Spark's default of seven days would skip older objects in silence.
            "maxFileAge",
            "36500d");

    private final SparkSession spark;
    private final String location;

    RawZone(SparkSession spark, String location) {
        this.spark = spark;
        this.location = location;
    }

    /** Whether there is anything at all: Spark refuses a prefix without objects. */
    boolean exists() throws IOException {
        Path raw = new Path(location);
        return raw.getFileSystem(spark.sparkContext().hadoopConfiguration()).exists(raw);
    }

    /** The lines of what is new to the stream that reads them; the columns of {@link LineParser#input()}. */
    Dataset<Row> stream() {
        return spark.readStream().format("text").options(OPTIONS).load(location).select(LineParser.input());
    }

    /** The lines of what is there now; the columns of {@link LineParser#input()}. */
    Dataset<Row> lines() {
        return spark.read().format("text").options(OPTIONS).load(location).select(LineParser.input());
    }

    /**
     * The lines of those of {@code objects} that are there now; the columns of {@link LineParser#input()}.
     *
     * @param objects URIs
     */
    Dataset<Row> lines(Set<String> objects) {
        Dataset<Row> lines = lines();
        // The listing that Spark will read by: what lands from now on is not in it.
        Object[] others = Stream.of(lines.inputFiles())
                .filter(url -> !objects.contains(ofUrl(url)))
                .toArray();
        return others.length == 0
                ? lines
                : lines.where(functions.not(functions.col("file_path").isin(others)));
    }

    /** The URIs of the objects that are there now. */
    Set<String> objects() {
        return Stream.of(lines().inputFiles()).map(RawZone::ofUrl).collect(Collectors.toSet());
    }

    /** The URI of an object whose name Spark hands over as a URL does, with %20 for a space. */
    static String ofUrl(String url) {
        return new Path(URI.create(url)).toString();
    }
}
