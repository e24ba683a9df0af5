package dev.lolscale.graph.cost;

import dev.lolscale.graph.GraphResource;
import java.util.Set;

/** SQS: each message is sent, received and deleted, and Lambda asks for messages all the time, also when there are none. */
final class SqsPricing implements ServicePricing {

    private static final String SERVICE = "SQS";
    private static final double REQUESTS_OF_A_MESSAGE = 3;

    /** Lambda keeps so many long polls of so many seconds open at the least (Lambda's documentation of SQS sources). */
    private static final double POLLERS = 5;

    private static final double POLL_SECONDS = 20;

    @Override
    public Set<String> types() {
        return Set.of(Types.QUEUE);
    }

    @Override
    public void price(GraphResource queue, Flow flow, Charges charges) {
        double messages = flow.messages(queue);
        boolean polled = flow.isPolled(queue);
        if (messages == 0 && !polled) {
            charges.free(queue, "only messages that failed come here");
            return;
        }
        if (queue.inputs().flag("fifoQueue")) {
            charges.unpriced(queue, "only standard queues are priced");
            return;
        }
        charges.ingest(queue, SERVICE, "requests for messages", messages * REQUESTS_OF_A_MESSAGE, "sqs.requests");
        if (polled) {
            double polls = POLLERS * Workload.SECONDS / POLL_SECONDS;
            charges.ingest(queue, SERVICE, "requests that find nothing", Math.max(0, polls - messages), "sqs.requests");
        }
    }
}
