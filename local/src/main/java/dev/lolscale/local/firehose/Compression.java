package dev.lolscale.local.firehose;

/** How an object's content is compressed, by the names of Firehose's {@code CompressionFormat}. */
public enum Compression {
    /** As received. */
    UNCOMPRESSED(""),
    /** One gzip member; the object's key ends with {@code .gz}. */
    GZIP(".gz");

    private final String fileExtension;

    Compression(String fileExtension) {
        this.fileExtension = fileExtension;
    }

    String fileExtension() {
        return fileExtension;
    }
}
