package dev.lolscale.platform;

import com.pulumi.aws.athena.Workgroup;
import com.pulumi.aws.athena.WorkgroupArgs;
import com.pulumi.aws.athena.inputs.WorkgroupConfigurationArgs;
import com.pulumi.aws.athena.inputs.WorkgroupConfigurationEngineVersionArgs;
import com.pulumi.aws.athena.inputs.WorkgroupConfigurationResultConfigurationArgs;
import com.pulumi.aws.athena.inputs.WorkgroupConfigurationResultConfigurationEncryptionConfigurationArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.Resource;
import java.util.Optional;

/** An Athena workgroup whose settings no client can change: a cut-off, and results that are encrypted. */
final class AthenaWorkgroup {

    private AthenaWorkgroup() {}

    /**
     * Declares it.
     *
     * @param resultsUri where results go, {@code s3://bucket/prefix/}
     * @param bytesScannedCutoffPerQuery Athena ends a query that reads more bytes
     * @param key the ARN of the KMS key for results; S3's own keys without one
     */
    static Workgroup create(
            String name,
            Resource parent,
            Output<String> resultsUri,
            Output<Double> bytesScannedCutoffPerQuery,
            Optional<Output<String>> key) {
        return new Workgroup(
                name,
                WorkgroupArgs.builder()
                        .forceDestroy(true)
                        .configuration(WorkgroupConfigurationArgs.builder()
                                .enforceWorkgroupConfiguration(true)
                                .publishCloudwatchMetricsEnabled(true)
                                .bytesScannedCutoffPerQuery(wide(bytesScannedCutoffPerQuery))
                                .engineVersion(WorkgroupConfigurationEngineVersionArgs.builder()
                                        .selectedEngineVersion("Athena engine version 3")
                                        .build())
                                .resultConfiguration(WorkgroupConfigurationResultConfigurationArgs.builder()
                                        .outputLocation(resultsUri)
                                        .encryptionConfiguration(
                                                WorkgroupConfigurationResultConfigurationEncryptionConfigurationArgs
                                                        .builder()
                                                        .encryptionOption(key.isPresent() ? "SSE_KMS" : "SSE_S3")
                                                        .kmsKeyArn(key.orElse(null))
                                                        .build())
                                        .build())
                                .build())
                        .build(),
                Children.of(parent));
    }

    /**
     * Athena takes a 64-bit number of bytes and Pulumi's engine a double, but the SDK's type between them is a 32-bit
     * integer, which ends at 2 GiB. Generics are erased, so the double passes.
     */
    @SuppressWarnings("unchecked")
    private static Output<Integer> wide(Output<Double> bytes) {
        return (Output<Integer>) (Output<?>) bytes;
    }
}
