package dev.lolscale.handlers;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CopyObjectResponse;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** A bucket in memory with what a move asks of S3; every other call fails. */
final class InMemoryS3 implements S3Client {

    /** Key to content; the ETag is made of the content. */
    final Map<String, String> objects = new TreeMap<>();

    /** Keys whose objects are encrypted with KMS, so that their ETag says nothing of their content. */
    final Set<String> encrypted = new HashSet<>();

    final List<String> calls = new ArrayList<>();

    /** Runs before each call, with the number of calls before it; may throw what S3 would. */
    BeforeCall beforeCall = number -> {};

    /** What S3 answers for a key that does not exist: 403 to who may not list the bucket. */
    int statusOfMissing = 404;

    interface BeforeCall {
        void run(int number);
    }

    @Override
    public HeadObjectResponse headObject(HeadObjectRequest request) {
        begin("HEAD " + request.key());
        String content = content(request.key());
        return HeadObjectResponse.builder()
                .contentLength((long) content.length())
                .eTag(eTag(request.key()))
                .serverSideEncryption(encrypted.contains(request.key()) ? "aws:kms" : "AES256")
                .build();
    }

    @Override
    public CopyObjectResponse copyObject(CopyObjectRequest request) {
        begin("COPY " + request.sourceKey());
        String content = content(request.sourceKey());
        check(request.copySourceIfMatch(), request.sourceKey());
        objects.put(request.destinationKey(), content);
        return CopyObjectResponse.builder().build();
    }

    @Override
    public DeleteObjectResponse deleteObject(DeleteObjectRequest request) {
        begin("DELETE " + request.key());
        if (objects.containsKey(request.key())) {
            check(request.ifMatch(), request.key());
        }
        objects.remove(request.key());
        return DeleteObjectResponse.builder().build();
    }

    private void begin(String call) {
        int number = calls.size();
        calls.add(call);
        beforeCall.run(number);
    }

    private String content(String key) {
        String content = objects.get(key);
        if (content == null) {
            throw statusOfMissing == 404
                    ? NoSuchKeyException.builder().statusCode(404).build()
                    : S3Exception.builder().statusCode(statusOfMissing).build();
        }
        return content;
    }

    private void check(String ifMatch, String key) {
        if (!eTag(key).equals(ifMatch)) {
            throw S3Exception.builder().statusCode(412).build();
        }
    }

    private String eTag(String key) {
        String salt = encrypted.contains(key) ? key : "";
        return '"' + Integer.toHexString((salt + objects.get(key)).hashCode()) + '"';
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}
}
