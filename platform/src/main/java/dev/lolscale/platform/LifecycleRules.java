package dev.lolscale.platform;

import com.pulumi.aws.s3.inputs.BucketLifecycleConfigurationV2RuleAbortIncompleteMultipartUploadArgs;
import com.pulumi.aws.s3.inputs.BucketLifecycleConfigurationV2RuleArgs;
import com.pulumi.aws.s3.inputs.BucketLifecycleConfigurationV2RuleExpirationArgs;
import com.pulumi.aws.s3.inputs.BucketLifecycleConfigurationV2RuleFilterArgs;
import com.pulumi.aws.s3.inputs.BucketLifecycleConfigurationV2RuleNoncurrentVersionExpirationArgs;
import com.pulumi.aws.s3.inputs.BucketLifecycleConfigurationV2RuleTransitionArgs;

/** The lifecycle rules that buckets are given. */
final class LifecycleRules {

    /** Uploads that nobody finished are paid for and never seen. */
    private static final int UNFINISHED_UPLOAD_DAYS = 7;

    /** How long a deleted or replaced object can be brought back, in a versioned bucket. */
    private static final int NONCURRENT_DAYS = 30;

    private LifecycleRules() {}

    /** Cleans what no reader ever sees, in the whole bucket. */
    static BucketLifecycleConfigurationV2RuleArgs cleanUp() {
        return rule("clean-up", "")
                .abortIncompleteMultipartUpload(
                        BucketLifecycleConfigurationV2RuleAbortIncompleteMultipartUploadArgs.builder()
                                .daysAfterInitiation(UNFINISHED_UPLOAD_DAYS)
                                .build())
                .noncurrentVersionExpiration(BucketLifecycleConfigurationV2RuleNoncurrentVersionExpirationArgs.builder()
                        .noncurrentDays(NONCURRENT_DAYS)
                        .build())
                .build();
    }

    /** Deletes what lies under a prefix after so many days. */
    static BucketLifecycleConfigurationV2RuleArgs expire(String prefix, int days) {
        return rule("expire-" + id(prefix), prefix)
                .expiration(BucketLifecycleConfigurationV2RuleExpirationArgs.builder()
                        .days(days)
                        .build())
                .build();
    }

    /** Lets S3 choose the storage class of what lies under a prefix after so many days; it stays readable at once. */
    static BucketLifecycleConfigurationV2RuleArgs tier(String prefix, int days) {
        return rule("tier-" + id(prefix), prefix)
                .transitions(BucketLifecycleConfigurationV2RuleTransitionArgs.builder()
                        .days(days)
                        .storageClass("INTELLIGENT_TIERING")
                        .build())
                .build();
    }

    private static BucketLifecycleConfigurationV2RuleArgs.Builder rule(String id, String prefix) {
        return BucketLifecycleConfigurationV2RuleArgs.builder()
                .id(id)
                .status("Enabled")
                .filter(BucketLifecycleConfigurationV2RuleFilterArgs.builder()
                        .prefix(prefix)
                        .build());
    }

    private static String id(String prefix) {
        return prefix.isEmpty() ? "all" : prefix.substring(0, prefix.length() - 1);
    }
}
