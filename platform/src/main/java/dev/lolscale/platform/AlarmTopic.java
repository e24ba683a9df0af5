package dev.lolscale.platform;

import com.pulumi.aws.kms.KeyPolicy;
import com.pulumi.aws.sns.Topic;
import com.pulumi.aws.sns.TopicArgs;
import com.pulumi.aws.sns.TopicPolicy;
import com.pulumi.aws.sns.TopicPolicyArgs;
import com.pulumi.aws.sns.TopicSubscription;
import com.pulumi.aws.sns.TopicSubscriptionArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.Resource;
import java.util.List;

/**
 * The one topic that tells people: encrypted, and open to CloudWatch's alarms and AWS Budgets of this account only.
 * Alarms cannot reach a topic under AWS's own key, whose policy nobody can change, so it takes a key of ours.
 */
final class AlarmTopic {

    private AlarmTopic() {}

    static Topic create(String name, Resource parent, OperationsArgs args) {
        Output<String> key;
        Resource[] before;
        if (args.encryptionKeyArn().isPresent()) {
            key = args.encryptionKeyArn().get();
            before = new Resource[0];
        } else {
            OwnKey made = OwnKey.create(
                    name + "-key",
                    parent,
                    new OwnKey.Definition("Alarms and the budget's warnings", false, List.of(OwnKey::notifications)));
            key = made.key().arn();
            before = new KeyPolicy[] {made.policy()};
        }
        Topic topic = new Topic(name, TopicArgs.builder().kmsMasterKeyId(key).build(), Children.of(parent, before));
        new TopicPolicy(
                name + "-policy",
                TopicPolicyArgs.builder()
                        .arn(topic.arn())
                        .policy(topic.arn()
                                .applyValue(arn -> PolicyDocument.json(List.of(
                                        publishedBy("cloudwatch.amazonaws.com", arn)
                                                .forSource(Arn.parse(arn)
                                                        .neighbour("cloudwatch", "alarm:*")
                                                        .toString()),
                                        publishedBy("budgets.amazonaws.com", arn)))))
                        .build(),
                Children.of(parent));
        for (String email : args.emails()) {
            new TopicSubscription(
                    name + "-" + email,
                    TopicSubscriptionArgs.builder()
                            .topic(topic.arn())
                            .protocol("email")
                            .endpoint(email)
                            .build(),
                    Children.of(parent));
        }
        return topic;
    }

    private static Statement publishedBy(String service, String topicArn) {
        return Statement.allow("sns:Publish")
                .by("Service", service)
                .on(topicArn)
                .forAccountOf(Arn.parse(topicArn));
    }
}
