package dev.lolscale.platform;

import com.pulumi.core.Output;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The rights of a role to a KMS key: only by way of the services that read and write with it. */
final class KeyUse {

    private KeyUse() {}

    /** To read what the services keep; nothing without a key. */
    static List<Output<Statement>> reading(Optional<Output<String>> key, String... services) {
        return through(key, Statement.allow("kms:Decrypt"), services);
    }

    /** To read and write; nothing without a key. A write of many parts reads what was written before. */
    static List<Output<Statement>> readingAndWriting(Optional<Output<String>> key, String... services) {
        return through(key, Statement.allow("kms:Decrypt", "kms:GenerateDataKey"), services);
    }

    private static List<Output<Statement>> through(
            Optional<Output<String>> key, Statement actions, String... services) {
        return key.map(arn -> List.of(arn.applyValue(each -> actions.on(each)
                        .when(
                                "StringEquals",
                                "kms:ViaService",
                                Arrays.stream(services)
                                        .map(service ->
                                                service + "." + Arn.parse(each).region() + ".amazonaws.com")
                                        .toArray(String[]::new)))))
                .orElse(List.of());
    }
}
