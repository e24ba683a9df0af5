package dev.lolscale.platform;

import com.pulumi.aws.kms.Key;
import com.pulumi.aws.kms.KeyArgs;
import com.pulumi.aws.kms.KeyPolicy;
import com.pulumi.aws.kms.KeyPolicyArgs;
import com.pulumi.resources.CustomResourceOptions;
import com.pulumi.resources.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A KMS key that is rotated every year.
 *
 * @param key the key
 * @param policy its policy: what the services behind it use depends on it, or their first calls are refused
 */
record OwnKey(Key key, KeyPolicy policy) {

    /** The longest that KMS waits before it deletes a key: what the key has encrypted is lost with it. */
    private static final int DELETION_WINDOW_DAYS = 30;

    /** In a key's own policy: this key. */
    private static final String THIS_KEY = "*";

    /**
     * What differs between keys.
     *
     * @param description what the key encrypts
     * @param protect whether Pulumi refuses to destroy the key
     * @param uses the statements of the services that use it in their own name, each made from the key's ARN
     */
    record Definition(String description, boolean protect, List<Function<Arn, List<Statement>>> uses) {}

    /** Makes {@code <name>} and {@code <name>-policy}. */
    static OwnKey create(String name, Resource parent, Definition definition) {
        Key key = new Key(
                name,
                KeyArgs.builder()
                        .description(definition.description())
                        .enableKeyRotation(true)
                        .deletionWindowInDays(DELETION_WINDOW_DAYS)
                        .build(),
                CustomResourceOptions.builder()
                        .parent(parent)
                        .protect(definition.protect())
                        .build());
        // By itself, for a policy needs the account, and only the key's ARN tells it.
        KeyPolicy policy = new KeyPolicy(
                name + "-policy",
                KeyPolicyArgs.builder()
                        .keyId(key.id())
                        .policy(key.arn()
                                .applyValue(arn -> PolicyDocument.json(statements(Arn.parse(arn), definition.uses()))))
                        .build(),
                Children.of(parent));
        return new OwnKey(key, policy);
    }

    /** CloudWatch's alarms and AWS Budgets, which publish to an encrypted topic. */
    static List<Statement> notifications(Arn key) {
        return List.of(usedBy("cloudwatch.amazonaws.com", key), usedBy("budgets.amazonaws.com", key));
    }

    /** CloudWatch Logs, for this account's log groups. */
    static List<Statement> logs(Arn key) {
        return List.of(Statement.allow(
                        "kms:Decrypt",
                        "kms:DescribeKey",
                        "kms:Encrypt",
                        "kms:GenerateDataKey",
                        "kms:ReEncryptFrom",
                        "kms:ReEncryptTo")
                .by("Service", "logs." + key.region() + ".amazonaws.com")
                .on(THIS_KEY)
                .when(
                        "ArnLike",
                        "kms:EncryptionContext:aws:logs:arn",
                        key.neighbour("logs", "log-group:*").toString()));
    }

    /** S3, which puts notifications into an encrypted queue. */
    static List<Statement> bucketNotifications(Arn key) {
        return List.of(usedBy("s3.amazonaws.com", key));
    }

    private static List<Statement> statements(Arn key, List<Function<Arn, List<Statement>>> uses) {
        List<Statement> statements = new ArrayList<>();
        statements.add(byThisAccount(key));
        uses.forEach(use -> statements.addAll(use.apply(key)));
        return statements;
    }

    /** A service that works in its own name, for this account only. */
    private static Statement usedBy(String service, Arn key) {
        return Statement.allow("kms:Decrypt", "kms:GenerateDataKey")
                .by("Service", service)
                .on(THIS_KEY)
                .forAccountOf(key);
    }

    /** Who may do what with the key is for the account's own IAM policies to say; without this, nobody could. */
    private static Statement byThisAccount(Arn key) {
        return Statement.allow(
                        "kms:CancelKeyDeletion",
                        "kms:CreateGrant",
                        "kms:Decrypt",
                        "kms:DescribeKey",
                        "kms:DisableKey",
                        "kms:EnableKey",
                        "kms:EnableKeyRotation",
                        "kms:Encrypt",
                        "kms:GenerateDataKey",
                        "kms:GenerateDataKeyWithoutPlaintext",
                        "kms:GetKeyPolicy",
                        "kms:GetKeyRotationStatus",
                        "kms:ListGrants",
                        "kms:ListKeyPolicies",
                        "kms:ListResourceTags",
                        "kms:PutKeyPolicy",
                        "kms:ReEncryptFrom",
                        "kms:ReEncryptTo",
                        "kms:RevokeGrant",
                        "kms:ScheduleKeyDeletion",
                        "kms:TagResource",
                        "kms:UntagResource",
                        "kms:UpdateKeyDescription")
                .by("AWS", key.accountRoot())
                .on(THIS_KEY);
    }
}
