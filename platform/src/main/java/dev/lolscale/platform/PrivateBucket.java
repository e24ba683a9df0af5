package dev.lolscale.platform;

import com.pulumi.aws.s3.BucketLifecycleConfigurationV2;
import com.pulumi.aws.s3.BucketLifecycleConfigurationV2Args;
import com.pulumi.aws.s3.BucketOwnershipControls;
import com.pulumi.aws.s3.BucketOwnershipControlsArgs;
import com.pulumi.aws.s3.BucketPolicy;
import com.pulumi.aws.s3.BucketPolicyArgs;
import com.pulumi.aws.s3.BucketPublicAccessBlock;
import com.pulumi.aws.s3.BucketPublicAccessBlockArgs;
import com.pulumi.aws.s3.BucketServerSideEncryptionConfigurationV2;
import com.pulumi.aws.s3.BucketServerSideEncryptionConfigurationV2Args;
import com.pulumi.aws.s3.BucketV2;
import com.pulumi.aws.s3.BucketV2Args;
import com.pulumi.aws.s3.BucketVersioningV2;
import com.pulumi.aws.s3.BucketVersioningV2Args;
import com.pulumi.aws.s3.inputs.BucketLifecycleConfigurationV2RuleArgs;
import com.pulumi.aws.s3.inputs.BucketOwnershipControlsRuleArgs;
import com.pulumi.aws.s3.inputs.BucketServerSideEncryptionConfigurationV2RuleApplyServerSideEncryptionByDefaultArgs;
import com.pulumi.aws.s3.inputs.BucketServerSideEncryptionConfigurationV2RuleArgs;
import com.pulumi.aws.s3.inputs.BucketVersioningV2VersioningConfigurationArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.CustomResourceOptions;
import com.pulumi.resources.Resource;
import java.util.List;
import java.util.Optional;

/** A bucket that is never public, always encrypted, without access lists, and answers over TLS only. */
final class PrivateBucket {

    /**
     * What differs between buckets.
     *
     * @param versioned whether deleted and replaced objects are kept, for as long as the rules say
     * @param deletable whether destroying the bucket deletes what is in it; otherwise S3 refuses
     * @param protect whether Pulumi refuses to destroy the bucket
     * @param rules the lifecycle rules
     * @param key the ARN of the KMS key for what is in it; S3's own keys without one
     */
    record Definition(
            Output<Boolean> versioned,
            Output<Boolean> deletable,
            boolean protect,
            Output<List<BucketLifecycleConfigurationV2RuleArgs>> rules,
            Optional<Output<String>> key) {}

    private PrivateBucket() {}

    static BucketV2 create(String name, Resource parent, Definition definition) {
        BucketV2 bucket = new BucketV2(
                name,
                BucketV2Args.builder().forceDestroy(definition.deletable()).build(),
                CustomResourceOptions.builder()
                        .parent(parent)
                        .protect(definition.protect())
                        .build());
        BucketPublicAccessBlock publicAccess = new BucketPublicAccessBlock(
                name + "-public-access",
                BucketPublicAccessBlockArgs.builder()
                        .bucket(bucket.id())
                        .blockPublicAcls(true)
                        .blockPublicPolicy(true)
                        .ignorePublicAcls(true)
                        .restrictPublicBuckets(true)
                        .build(),
                Children.of(parent));
        new BucketServerSideEncryptionConfigurationV2(
                name + "-encryption",
                BucketServerSideEncryptionConfigurationV2Args.builder()
                        .bucket(bucket.id())
                        .rules(encryption(definition.key()))
                        .build(),
                Children.of(parent));
        new BucketOwnershipControls(
                name + "-ownership",
                BucketOwnershipControlsArgs.builder()
                        .bucket(bucket.id())
                        .rule(BucketOwnershipControlsRuleArgs.builder()
                                .objectOwnership("BucketOwnerEnforced")
                                .build())
                        .build(),
                Children.of(parent));
        BucketVersioningV2 versioning = new BucketVersioningV2(
                name + "-versioning",
                BucketVersioningV2Args.builder()
                        .bucket(bucket.id())
                        .versioningConfiguration(BucketVersioningV2VersioningConfigurationArgs.builder()
                                .status(definition.versioned().applyValue(on -> on ? "Enabled" : "Suspended"))
                                .build())
                        .build(),
                Children.of(parent));
        new BucketLifecycleConfigurationV2(
                name + "-lifecycle",
                BucketLifecycleConfigurationV2Args.builder()
                        .bucket(bucket.id())
                        .rules(definition.rules())
                        .build(),
                Children.of(parent, versioning));
        new BucketPolicy(
                name + "-policy",
                BucketPolicyArgs.builder()
                        .bucket(bucket.id())
                        .policy(bucket.arn().applyValue(arn -> PolicyDocument.json(List.of(tlsOnly(arn)))))
                        .build(),
                // S3 refuses two changes of a bucket's access at once.
                Children.of(parent, publicAccess));
        return bucket;
    }

    private static BucketServerSideEncryptionConfigurationV2RuleArgs encryption(Optional<Output<String>> key) {
        BucketServerSideEncryptionConfigurationV2RuleArgs.Builder rule =
                BucketServerSideEncryptionConfigurationV2RuleArgs.builder();
        BucketServerSideEncryptionConfigurationV2RuleApplyServerSideEncryptionByDefaultArgs.Builder byDefault =
                BucketServerSideEncryptionConfigurationV2RuleApplyServerSideEncryptionByDefaultArgs.builder()
                        .sseAlgorithm(key.isPresent() ? "aws:kms" : "AES256");
        key.ifPresent(arn -> {
            byDefault.kmsMasterKeyId(arn);
            // A key of the bucket's own under this one: KMS bills each request, and there is one an object otherwise.
            rule.bucketKeyEnabled(true);
        });
        return rule.applyServerSideEncryptionByDefault(byDefault.build()).build();
    }

    private static Statement tlsOnly(String bucketArn) {
        return Statement.deny("s3:*")
                .by("AWS", "*")
                .on(bucketArn, bucketArn + "/*")
                .when("Bool", "aws:SecureTransport", "false");
    }
}
