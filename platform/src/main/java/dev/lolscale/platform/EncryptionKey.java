package dev.lolscale.platform;

import com.pulumi.core.Output;
import com.pulumi.core.annotations.Export;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * One KMS key, rotated every year, for everything that the other components keep: hand its ARN to each of them as
 * {@code encryptionKeyArn}. They give their roles the right to use it; its own policy lets the account's IAM policies say
 * who else may, and lets in the services that work in their own name.
 */
public final class EncryptionKey extends ComponentResource {

    @Export(
            name = "keyArn",
            refs = {String.class})
    private Output<String> keyArn;

    /**
     * Declares the key.
     *
     * @param name the component's name; its children are named {@code <name>-<role>}
     * @param args the arguments
     * @param options Pulumi's options
     */
    public EncryptionKey(String name, EncryptionKeyArgs args, ComponentResourceOptions options) {
        super("lolscale:index:EncryptionKey", name, args, options);
        List<Function<Arn, List<Statement>>> uses = new ArrayList<>();
        uses.add(OwnKey::logs);
        if (args.bucketNotifications()) {
            uses.add(OwnKey::bucketNotifications);
        }
        if (args.alarms()) {
            uses.add(OwnKey::notifications);
        }
        OwnKey key = OwnKey.create(
                name + "-key",
                this,
                new OwnKey.Definition("Events, their tables, queries and logs", args.protectData(), uses));
        // By way of the policy: who gets the ARN may be refused until the policy stands.
        this.keyArn = Output.tuple(key.key().arn(), key.policy().id()).applyValue(arnAndPolicy -> arnAndPolicy.t1);
        registerOutputs(Map.of("keyArn", keyArn));
    }

    /** The key's ARN. */
    public Output<String> keyArn() {
        return keyArn;
    }
}
