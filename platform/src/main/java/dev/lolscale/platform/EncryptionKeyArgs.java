package dev.lolscale.platform;

import com.pulumi.core.annotations.Import;
import com.pulumi.resources.ResourceArgs;

/** The arguments of {@link EncryptionKey}. */
public final class EncryptionKeyArgs extends ResourceArgs {

    @Import(name = "bucketNotifications")
    private Boolean bucketNotifications;

    @Import(name = "alarms")
    private Boolean alarms;

    @Import(name = "protectData")
    private Boolean protectData;

    private EncryptionKeyArgs() {}

    /** Starts a set of arguments. Nothing is required. */
    public static Builder builder() {
        return new Builder();
    }

    /** Whether buckets send notifications to a queue under this key, as with {@link Partitioner#MOVER}. Default false. */
    public boolean bucketNotifications() {
        return bucketNotifications != null && bucketNotifications;
    }

    /** Whether the topic of {@link Operations} is under this key. Default false. */
    public boolean alarms() {
        return alarms != null && alarms;
    }

    /** Whether Pulumi refuses to destroy the key, and all that it has encrypted with it. Default false. */
    public boolean protectData() {
        return protectData != null && protectData;
    }

    /** Collects the arguments; each is described at its getter. */
    public static final class Builder {

        private final EncryptionKeyArgs args = new EncryptionKeyArgs();

        private Builder() {}

        /** See {@link EncryptionKeyArgs#bucketNotifications()}. */
        public Builder bucketNotifications(boolean bucketNotifications) {
            args.bucketNotifications = bucketNotifications;
            return this;
        }

        /** See {@link EncryptionKeyArgs#alarms()}. */
        public Builder alarms(boolean alarms) {
            args.alarms = alarms;
            return this;
        }

        /** See {@link EncryptionKeyArgs#protectData()}. */
        public Builder protectData(boolean protectData) {
            args.protectData = protectData;
            return this;
        }

        /** The arguments. */
        public EncryptionKeyArgs build() {
            return args;
        }
    }
}
