package dev.lolscale.local.s3;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import org.gaul.s3proxy.blobstore.S3Exceptions;
import org.gaul.s3proxy.blobstore.domain.MultipartUpload;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CopyObjectResponse;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.ListBucketsResponse;
import software.amazon.awssdk.services.s3.model.Part;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.UploadPartCopyRequest;
import software.amazon.awssdk.services.s3.model.UploadPartCopyResponse;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/**
 * Objects that appear whole or not at all, as on S3. The store beneath writes a new object into a neighbouring file of its folder first,
 * which readers of the folder would see, and which stays for ever when the process is killed. Here it writes into a staging bucket that
 * nobody lists, and one rename shows the finished object.
 */
final class StagedBlobStore extends ForwardingBlobStore {
    private static final Logger LOG = LoggerFactory.getLogger(StagedBlobStore.class);

    /** No bucket can be called this: names of buckets start with a letter or a digit. */
    static final String STAGING = ".staging";

    /** What S3Proxy keeps beside the objects for its own use; it lists none of it. */
    private static final String OWN_USE = ".s3proxy-";

    private final Path root;
    private final Publication publication;
    private final List<Object> keyLocks =
            IntStream.range(0, 64).mapToObj(i -> new Object()).toList();

    StagedBlobStore(BlobStore folderStore, Path root, Publication publication) throws IOException {
        super(folderStore);
        this.root = root;
        this.publication = publication;
        discardUnfinished(root.resolve(STAGING));
    }

    private static void discardUnfinished(Path staging) throws IOException {
        if (Files.exists(staging)) {
            try (Stream<Path> files = Files.walk(staging)) {
                for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                    Files.delete(file);
                }
            }
        }
        Files.createDirectories(staging);
    }

    @Override
    public ListBucketsResponse list() {
        ListBucketsResponse all = super.list();
        return all.toBuilder()
                .buckets(all.buckets().stream()
                        .filter(bucket -> !bucket.name().equals(STAGING))
                        .toList())
                .build();
    }

    @Override
    public boolean supportsVersioning() {
        return false;
    }

    @Override
    public PutObjectResponse putBlob(PutObjectRequest request, InputStream content) {
        if (request.key().endsWith("/") || request.key().startsWith(OWN_USE)) {
            return super.putBlob(request, content);
        }
        Path target = target(request.bucket(), request.key());
        String staged = UUID.randomUUID().toString();
        PutObjectResponse response = super.putBlob(
                request.toBuilder()
                        .bucket(STAGING)
                        .key(staged)
                        .ifNoneMatch(null)
                        .build(),
                content);
        publish(
                ObjectCreated.PUT,
                request.bucket(),
                request.key(),
                staged,
                target,
                response.eTag(),
                request.ifNoneMatch() != null);
        return response;
    }

    @Override
    public CopyObjectResponse copyBlob(CopyObjectRequest request) {
        Path target = target(request.destinationBucket(), request.destinationKey());
        String staged = UUID.randomUUID().toString();
        CopyObjectResponse response = super.copyBlob(request.toBuilder()
                .destinationBucket(STAGING)
                .destinationKey(staged)
                .ifNoneMatch(null)
                .build());
        publish(
                ObjectCreated.COPY,
                request.destinationBucket(),
                request.destinationKey(),
                staged,
                target,
                response.copyObjectResult().eTag(),
                request.ifNoneMatch() != null);
        return response;
    }

    @Override
    public MultipartUpload initiateMultipartUpload(CreateMultipartUploadRequest request) {
        target(request.bucket(), request.key());
        MultipartUpload staged = super.initiateMultipartUpload(staged(request));
        return new MultipartUpload(staged.id(), request, staged.response());
    }

    @Override
    public UploadPartResponse uploadMultipartPart(
            MultipartUpload upload, UploadPartRequest request, InputStream content) {
        return super.uploadMultipartPart(staged(upload), request, content);
    }

    @Override
    public UploadPartCopyResponse copyMultipartPart(MultipartUpload upload, UploadPartCopyRequest request) {
        return super.copyMultipartPart(staged(upload), request);
    }

    @Override
    public List<Part> listMultipartUpload(MultipartUpload upload) {
        return super.listMultipartUpload(staged(upload));
    }

    @Override
    public List<software.amazon.awssdk.services.s3.model.MultipartUpload> listMultipartUploads(String bucket) {
        return super.listMultipartUploads(STAGING).stream()
                .filter(upload -> upload.key().startsWith(bucket + "/"))
                .map(upload -> upload.toBuilder()
                        .key(upload.key().substring(bucket.length() + 1))
                        .build())
                .toList();
    }

    @Override
    public void abortMultipartUpload(MultipartUpload upload) {
        super.abortMultipartUpload(staged(upload));
    }

    @Override
    public CompleteMultipartUploadResponse completeMultipartUpload(
            MultipartUpload upload, CompleteMultipartUploadRequest request) {
        Path target = target(upload.containerName(), upload.blobName());
        MultipartUpload staged = staged(upload);
        synchronized (keyLock(target)) {
            CompleteMultipartUploadResponse response = super.completeMultipartUpload(
                    staged, request.toBuilder().ifNoneMatch(null).build());
            publish(
                    ObjectCreated.COMPLETE_MULTIPART_UPLOAD,
                    upload.containerName(),
                    upload.blobName(),
                    staged.blobName(),
                    target,
                    response.eTag(),
                    request.ifNoneMatch() != null);
            return response;
        }
    }

    private static MultipartUpload staged(MultipartUpload upload) {
        return new MultipartUpload(upload.id(), staged(upload.request()), upload.response());
    }

    private static CreateMultipartUploadRequest staged(CreateMultipartUploadRequest request) {
        return request.toBuilder()
                .bucket(STAGING)
                .key(request.bucket() + "/" + request.key())
                .build();
    }

    /** The file of a key. A key that a file system would fold into another one is refused, not folded. */
    private Path target(String bucket, String key) {
        if (!Files.isDirectory(root.resolve(bucket))) {
            throw S3Exceptions.noSuchBucket(bucket, "");
        }
        try {
            Path target = root.resolve(bucket).resolve(key);
            if (target.normalize().startsWith(root.resolve(bucket))
                    && root.resolve(bucket)
                            .relativize(target.normalize())
                            .toString()
                            .equals(key)) {
                return target;
            }
        } catch (InvalidPathException impossible) {
            throw S3Exceptions.invalidArgument("The key " + key + " cannot be a file: " + impossible.getReason());
        }
        throw S3Exceptions.invalidArgument(
                "The key " + key
                        + " cannot be a file of its own: it must not start with a slash, repeat one, or contain . or .. as a folder.");
    }

    private void publish(
            String eventName,
            String bucket,
            String key,
            String staged,
            Path target,
            String eTag,
            boolean onlyIfAbsent) {
        Path source = root.resolve(STAGING).resolve(staged);
        synchronized (keyLock(target)) {
            try {
                publication.publish(
                        eventName,
                        bucket,
                        key,
                        Files.size(source),
                        eTag.replace("\"", ""),
                        () -> show(source, target, onlyIfAbsent));
            } catch (FileAlreadyExistsException there) {
                throw S3Exceptions.preconditionFailed(there);
            } catch (IOException | RuntimeException e) {
                LOG.warn("S3 could not finish s3://{}/{}: {}", bucket, key, e.toString());
                throw S3Exceptions.fromStatusCode(500, e);
            }
        }
    }

    private static void show(Path source, Path target, boolean onlyIfAbsent) throws IOException {
        while (true) {
            Files.createDirectories(target.getParent());
            try {
                if (onlyIfAbsent) {
                    Files.createLink(target, source);
                    Files.delete(source);
                } else {
                    Files.move(source, target, StandardCopyOption.ATOMIC_MOVE);
                }
                return;
            } catch (NoSuchFileException gone) {
                // Deleting the last object of a folder deletes the folder, at any moment.
                if (!Files.exists(source)) {
                    throw gone;
                }
            }
        }
    }

    private Object keyLock(Path target) {
        return keyLocks.get(Math.floorMod(target.hashCode(), keyLocks.size()));
    }
}
