package dev.lolscale.handlers;

import java.util.Optional;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;

/**
 * Moves an object within its bucket: a copy inside S3, then a look at the copy, then the deletion. The object's bytes
 * never come here.
 *
 * <p>The same move may be asked for twice, late, or by two invocations at once: whoever comes second finds the copy made
 * or the source gone, and goes on from there. Nothing that exists is ever overwritten, and nothing is deleted before
 * its copy was seen.
 */
final class ObjectMove {

    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int PRECONDITION_FAILED = 412;

    private final S3Client s3;
    private final String bucket;
    private final String source;
    private final String destination;

    ObjectMove(S3Client s3, String bucket, String source, String destination) {
        this.s3 = s3;
        this.bucket = bucket;
        this.source = source;
        this.destination = destination;
    }

    /** What a move came to. */
    enum Result {
        /** The object is at its destination, and no longer at its source. */
        MOVED,
        /** It was so before. */
        ALREADY_MOVED
    }

    /**
     * Moves the object.
     *
     * @throws MoveFailedException when the source is nowhere, changed on the way, or the destination holds another object
     * @throws software.amazon.awssdk.core.exception.SdkException when S3 cannot be reached or refuses
     */
    Result run() throws MoveFailedException {
        Optional<HeadObjectResponse> original = head(source);
        if (original.isEmpty()) {
            return moveOfAnother();
        }
        Optional<HeadObjectResponse> copy = head(destination);
        if (copy.isEmpty()) {
            if (!copied(original.get())) {
                return moveOfAnother();
            }
            copy = head(destination);
        }
        if (copy.isEmpty() || !isCopy(original.get(), copy.get())) {
            throw new MoveFailedException(destination + " holds another object; nothing was deleted");
        }
        delete(original.get());
        return Result.MOVED;
    }

    /** The source is gone: somebody else moved it, or it never was. */
    private Result moveOfAnother() throws MoveFailedException {
        if (head(destination).isEmpty()) {
            throw new MoveFailedException("the object is neither there nor at " + destination);
        }
        return Result.ALREADY_MOVED;
    }

    private Optional<HeadObjectResponse> head(String key) {
        try {
            return Optional.of(s3.headObject(request -> request.bucket(bucket).key(key)));
        } catch (S3Exception e) {
            if (isMissing(e)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private boolean copied(HeadObjectResponse original) throws MoveFailedException {
        try {
            s3.copyObject(request -> request.sourceBucket(bucket)
                    .sourceKey(source)
                    .copySourceIfMatch(original.eTag())
                    .destinationBucket(bucket)
                    .destinationKey(destination));
            return true;
        } catch (S3Exception e) {
            if (e.statusCode() == PRECONDITION_FAILED) {
                throw new MoveFailedException("the object changed while it was copied");
            }
            if (isMissing(e)) {
                return false;
            }
            throw e;
        }
    }

    private void delete(HeadObjectResponse original) throws MoveFailedException {
        try {
            s3.deleteObject(request -> request.bucket(bucket).key(source).ifMatch(original.eTag()));
        } catch (S3Exception e) {
            if (e.statusCode() == PRECONDITION_FAILED) {
                throw new MoveFailedException("the object changed after it was copied to " + destination);
            }
            // Who may not delete is told so; 403 does not mean missing here.
            if (e.statusCode() != NOT_FOUND) {
                throw e;
            }
        }
    }

    /** Without the right to list the bucket, S3 answers 403 for a key that does not exist. */
    private static boolean isMissing(S3Exception e) {
        return e.statusCode() == NOT_FOUND || e.statusCode() == FORBIDDEN;
    }

    private static boolean isCopy(HeadObjectResponse original, HeadObjectResponse copy) {
        boolean sameSize = original.contentLength().equals(copy.contentLength());
        boolean comparable = hasDigestForETag(original) && hasDigestForETag(copy);
        return sameSize && (!comparable || original.eTag().equals(copy.eTag()));
    }

    /** An ETag is a digest of the content only for objects written in one piece and not encrypted with KMS. */
    private static boolean hasDigestForETag(HeadObjectResponse object) {
        ServerSideEncryption encryption = object.serverSideEncryption();
        return !object.eTag().contains("-")
                && (encryption == null || encryption == ServerSideEncryption.AES256)
                && object.sseCustomerAlgorithm() == null;
    }
}
