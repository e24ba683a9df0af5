package dev.lolscale.glue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * What an erasure found and deleted, as one JSON object in a file of its own. It is written before anything is deleted,
 * with {@code "state":"begun"}, and again at the end, with {@code "state":"done"}: a run that died leaves the first.
 *
 * @param time when the erasure began, in UTC
 * @param user who was erased; the record shows the hash
 * @param rows rows of the event table
 * @param quarantined rows of the quarantine
 * @param rawObjects raw objects that were rewritten
 * @param rawLines lines that were taken out of them
 */
record ErasureRecord(Instant time, ErasedUser user, long rows, long quarantined, long rawObjects, long rawLines) {

    /** Writes the record into {@code folder}. */
    void write(Path folder, Configuration hadoop, String state) throws IOException {
        String name = time.truncatedTo(ChronoUnit.MILLIS).toString().replace(':', '-') + ".json";
        Path file = new Path(folder, name);
        try (OutputStream out = file.getFileSystem(hadoop).create(file, true);
                JsonGenerator generator = new JsonFactory().createGenerator(out)) {
            generator.writeStartObject();
            generator.writeStringField("time", time.toString());
            generator.writeStringField("state", state);
            generator.writeStringField("userSha256", user.sha256());
            generator.writeNumberField("rows", rows);
            generator.writeNumberField("quarantined", quarantined);
            generator.writeNumberField("rawObjects", rawObjects);
            generator.writeNumberField("rawLines", rawLines);
            generator.writeEndObject();
        }
    }
}
