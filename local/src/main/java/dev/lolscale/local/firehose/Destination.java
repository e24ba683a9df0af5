package dev.lolscale.local.firehose;

import java.io.IOException;
import java.nio.file.Path;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** Where objects go. */
@FunctionalInterface
interface Destination {

    /** Puts the object, replacing one of the same key; throws when it may not have arrived. */
    void put(String bucket, String key, Path content) throws IOException;

    /** The S3 that this client talks to. */
    static Destination s3(S3Client client) {
        return (bucket, key, content) -> {
            try {
                client.putObject(
                        put -> put.bucket(bucket).key(key).contentType("application/octet-stream"),
                        RequestBody.fromFile(content));
            } catch (SdkException e) {
                throw new IOException(e.getMessage(), e);
            }
        };
    }
}
