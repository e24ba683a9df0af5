package dev.lolscale.glue;

import java.util.ConcurrentModificationException;
import org.apache.spark.SparkThrowable;

/** Another run works on the same checkpoint, and was faster. */
final class YieldedException extends Exception {

    YieldedException(Throwable cause) {
        super("another run is at work on this --checkpoint; this one leaves the rest to it", cause);
    }

    /**
     * Whether Spark's checkpoint refused an entry because another stream had just made it. Spark says so in three ways:
     * for the logs of batches by an error class, for the list of objects and the stream's own file by words.
     */
    static boolean isCauseOf(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String message = String.valueOf(cause.getMessage());
            boolean batchLog = cause instanceof SparkThrowable spark
                    && "CONCURRENT_STREAM_LOG_UPDATE".equals(spark.getErrorClass());
            boolean objectList =
                    cause instanceof IllegalStateException && message.startsWith("Concurrent update to the log");
            boolean streamFile = cause instanceof ConcurrentModificationException
                    && message.startsWith("Multiple streaming queries");
            if (batchLog || objectList || streamFile) {
                return true;
            }
        }
        return false;
    }
}
