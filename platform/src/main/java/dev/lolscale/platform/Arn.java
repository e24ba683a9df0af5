package dev.lolscale.platform;

/**
 * An Amazon Resource Name, {@code arn:partition:service:region:account:resource}. The ARN of one resource tells the
 * partition, region and account of its neighbours, so nothing has to be asked of AWS while the program runs.
 *
 * @param resource everything after the fifth colon
 */
record Arn(String partition, String service, String region, String account, String resource) {

    /**
     * Takes an ARN apart.
     *
     * @throws IllegalArgumentException when the text is not an ARN
     */
    static Arn parse(String text) {
        String[] parts = text.split(":", 6);
        if (parts.length < 6 || !parts[0].equals("arn")) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is not an ARN; its form is arn:partition:service:region:account:resource");
        }
        return new Arn(parts[1], parts[2], parts[3], parts[4], parts[5]);
    }

    /** The ARN of a resource of the same partition, region and account. */
    Arn neighbour(String otherService, String otherResource) {
        return new Arn(partition, otherService, region, account, otherResource);
    }

    /** The ARN of a bucket, or of keys in it ({@code bucket/prefix/*}); S3 has neither region nor account. */
    Arn s3(String bucketOrKeys) {
        return new Arn(partition, "s3", "", "", bucketOrKeys);
    }

    /** The account itself, as a principal: whoever its own IAM policies let. */
    String accountRoot() {
        return new Arn(partition, "iam", "", account, "root").toString();
    }

    /** The ARN as AWS writes it. */
    @Override
    public String toString() {
        return String.join(":", "arn", partition, service, region, account, resource);
    }
}
