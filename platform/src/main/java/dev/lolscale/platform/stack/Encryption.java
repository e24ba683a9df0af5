package dev.lolscale.platform.stack;

/** Whose keys encrypt what the stack keeps. */
public enum Encryption {
    /** S3's own keys, and those that each other service has. */
    SSE_S3("sse-s3"),
    /** One KMS key of the stack's own. */
    KMS("kms");

    private final String value;

    Encryption(String value) {
        this.value = value;
    }

    /** The name in settings: {@code sse-s3} or {@code kms}. */
    public String value() {
        return value;
    }
}
