package dev.lolscale.glue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.streaming.FileStreamSource.FileEntry;
import org.apache.spark.sql.execution.streaming.FileStreamSourceLog;
import org.apache.spark.sql.execution.streaming.FileStreamSourceOffset;
import org.apache.spark.sql.execution.streaming.Offset;
import org.apache.spark.sql.execution.streaming.OffsetSeq;
import org.apache.spark.sql.execution.streaming.OffsetSeqLog;

/** What Spark keeps of the stream: which stream it is, and which raw objects each batch has read. Never written here. */
final class Checkpoint {

    private final SparkSession spark;
    private final Path location;

    Checkpoint(SparkSession spark, String location) {
        this.spark = spark;
        this.location = new Path(location);
    }

    /** The stream's id; none when nothing ever ran on this checkpoint. */
    Optional<String> streamId() throws IOException {
        Path metadata = new Path(location, "metadata");
        FileSystem fileSystem = fileSystem();
        if (!fileSystem.exists(metadata)) {
            return Optional.empty();
        }
        try (InputStream in = fileSystem.open(metadata);
                JsonParser parser = new JsonFactory().createParser(in)) {
            while (parser.nextToken() != null) {
                if (parser.currentToken() == JsonToken.FIELD_NAME
                        && parser.currentName().equals("id")) {
                    return Optional.of(parser.nextTextValue());
                }
            }
        }
        throw new IOException(
                metadata + " names no stream; restore it, or give a new --checkpoint and run with --rebuild all");
    }

    /** The last batch that ended well; none when none did. */
    Optional<Batch> lastBatch() throws IOException {
        Path commits = new Path(location, "commits");
        Optional<String> stream = streamId();
        if (stream.isEmpty() || !fileSystem().exists(commits)) {
            return Optional.empty();
        }
        return Stream.of(fileSystem().listStatus(commits))
                .map(FileStatus::getPath)
                .map(Path::getName)
                .filter(name -> name.matches("[0-9]+"))
                .map(Long::parseLong)
                .max(Long::compare)
                .map(id -> new Batch(stream.get(), id));
    }

    /** The URIs of all raw objects that the stream had read at the end of {@code batch}. */
    Set<String> objectsUpTo(Batch batch) {
        OffsetSeq offsets = new OffsetSeqLog(spark, new Path(location, "offsets").toString())
                .get(batch.id())
                .getOrElse(() -> {
                    throw new IllegalStateException("the checkpoint " + location + " does not know batch " + batch
                            + ", the last in the table; was an older checkpoint restored?");
                });
        Offset offset = (Offset) offsets.offsets().apply(0).get();
        long last = FileStreamSourceOffset.apply(offset).logOffset();
        FileEntry[] entries = new FileStreamSourceLog(
                        FileStreamSourceLog.VERSION(), spark, new Path(location, "sources/0").toString())
                .allFiles();
        return Stream.of(entries)
                .filter(entry -> entry.batchId() <= last)
                .map(entry -> RawZone.ofUrl(entry.path()))
                .collect(Collectors.toSet());
    }

    private FileSystem fileSystem() throws IOException {
        return location.getFileSystem(spark.sparkContext().hadoopConfiguration());
    }
}
