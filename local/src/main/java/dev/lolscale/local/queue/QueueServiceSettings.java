package dev.lolscale.local.queue;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a {@link QueueService} is started with.
 *
 * @param folder holds one journal file per queue; made when absent
 * @param region region named in ARNs, for example {@code us-east-1}
 * @param accountId account named in ARNs, 12 digits
 * @param queues the queues, names different from each other; a dead-letter queue is one of them
 */
public record QueueServiceSettings(Path folder, String region, String accountId, List<QueueSettings> queues) {

    /**
     * Checks that names differ and dead-letter queues exist.
     *
     * @throws IllegalArgumentException when they do not, in one line
     */
    public QueueServiceSettings {
        queues = List.copyOf(queues);
        Map<String, QueueSettings> byName = new LinkedHashMap<>();
        for (QueueSettings queue : queues) {
            if (byName.put(queue.name(), queue) != null) {
                throw new IllegalArgumentException("Two queues are called " + queue.name() + "; names must differ.");
            }
        }
        queues.forEach(queue -> checkDeadLetterQueues(queue, byName));
    }

    private static void checkDeadLetterQueues(QueueSettings start, Map<String, QueueSettings> byName) {
        QueueSettings queue = start;
        for (int hops = 1; queue.redrive().isPresent(); hops++) {
            String next = queue.redrive().get().deadLetterQueue();
            if (!byName.containsKey(next)) {
                throw new IllegalArgumentException("Queue " + queue.name() + ": its dead-letter queue " + next
                        + " is none of " + byName.keySet() + ".");
            }
            if (hops == byName.size()) {
                throw new IllegalArgumentException(
                        "Queue " + start.name() + ": its dead-letter queues go in a circle; let the chain end.");
            }
            queue = byName.get(next);
        }
    }
}
