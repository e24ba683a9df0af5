package dev.lolscale.local.s3;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Amazon S3 on a folder: S3Proxy on a loopback port, where {@code s3://bucket/key} is the file {@code root/bucket/key}, byte for byte.
 *
 * <p>Files that other processes put into the folder are objects too, but nobody is notified of them. Any credentials are accepted. Not
 * supported: versioning, and keys that are no path of their own ({@code a//b}, {@code ../a}).
 */
public final class S3Folder implements AutoCloseable {
    private final Path root;
    private final S3Proxy proxy;
    private final S3Client client;
    private final URI endpoint;

    private S3Folder(Path root, S3Proxy proxy, String region) {
        this.root = root;
        this.proxy = proxy;
        this.endpoint = URI.create("http://127.0.0.1:" + proxy.getPort());
        this.client = client(endpoint, region);
    }

    /**
     * Starts serving, after telling {@code target} of every object whose creation an earlier process did not get to announce.
     *
     * @throws IOException when a folder cannot be made or read, or the port is taken
     */
    public static S3Folder start(S3FolderSettings settings, NotificationTarget target) throws IOException {
        Files.createDirectories(settings.root());
        Files.createDirectories(settings.state());
        FilesystemNio2BlobStore files =
                new FilesystemNio2BlobStore(settings.root().toString());
        ObjectNotifications notifications = new ObjectNotifications(settings, target);
        S3Proxy proxy = S3Proxy.builder()
                .blobStore(new StagedBlobStore(files, settings.root(), notifications))
                .awsAuthentication(AuthenticationType.NONE, null, null)
                // A function's session token comes in a header that S3Proxy does not know.
                .ignoreUnknownHeaders(true)
                .endpoint(URI.create("http://127.0.0.1:" + settings.port()))
                .build();
        try {
            proxy.start();
        } catch (Exception e) {
            stop(proxy);
            String reason = e.getCause() == null ? e.getMessage() : e.getCause().getMessage();
            throw new IOException("S3 cannot listen on 127.0.0.1:" + settings.port() + ": " + reason, e);
        }
        return new S3Folder(settings.root(), proxy, settings.region());
    }

    private static S3Client client(URI endpoint, String region) {
        return S3Client.builder()
                .endpointOverride(endpoint)
                .region(Region.of(region))
                .forcePathStyle(true)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                .httpClientBuilder(ApacheHttpClient.builder())
                .build();
    }

    /** Where it listens, for example {@code http://127.0.0.1:45131}; buckets are addressed by path. */
    public URI endpoint() {
        return endpoint;
    }

    /** A client of this very folder, path style, closed with it. */
    public S3Client client() {
        return client;
    }

    /** The folder of a bucket, whether it exists or not. */
    public Path folder(String bucket) {
        return root.resolve(bucket);
    }

    /**
     * Makes the bucket unless it is there.
     *
     * @throws IOException when its folder cannot be made
     */
    public void createBucket(String bucket) throws IOException {
        Files.createDirectories(folder(bucket));
    }

    @Override
    public void close() {
        client.close();
        stop(proxy);
    }

    private static void stop(S3Proxy proxy) {
        try {
            proxy.stop();
        } catch (Exception e) {
            throw new IllegalStateException("S3Proxy did not stop: " + e.getMessage(), e);
        }
    }
}
