package dev.lolscale.graph.cost;

import dev.lolscale.graph.GraphResource;
import java.util.Set;

/** SNS topics that alarms and budgets speak to: a few messages, to each subscription. */
final class NotificationPricing implements ServicePricing {

    private static final String SERVICE = "SNS";
    private static final String SUBSCRIPTION = "aws:sns/topicSubscription:TopicSubscription";

    @Override
    public Set<String> types() {
        return Set.of(Types.TOPIC, SUBSCRIPTION);
    }

    @Override
    public void price(GraphResource resource, Flow flow, Charges charges) {
        double messages = flow.measurements().number("alarms.messages");
        if (resource.type().equals(Types.TOPIC)) {
            charges.charge(resource, SERVICE, "messages to " + resource.name(), messages, "sns.requests");
            return;
        }
        String protocol = resource.inputs().optionalText("protocol").orElse("");
        switch (protocol) {
            case "email", "email-json" ->
                charges.charge(resource, SERVICE, "e-mails of " + resource.name(), messages, "sns.emails");
            case "sqs", "lambda", "firehose" -> charges.free(resource, "SNS does not charge delivery to " + protocol);
            default -> charges.unpriced(resource, "delivery by " + protocol);
        }
    }
}
