package dev.lolscale.graph.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lolscale.graph.GraphJson;
import dev.lolscale.graph.StackConfiguration;
import dev.lolscale.graph.StackGraph;
import dev.lolscale.platform.stack.Main;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which registration the engine answers first is chance; the graph of a stack is the same. */
class StackOrderTest {

    private static final Path ROOT = Path.of("..");

    @ParameterizedTest
    @ValueSource(strings = {"dev", "prod", "classic"})
    void shouldGiveTheSameGraphWhateverTheOrderOfTheAnswers(String stack) {
        for (Recorder.Mode mode : Recorder.Mode.values()) {
            StackGraph graph = record(stack, mode, new Shuffling(1));

            StackGraph shuffled = record(stack, mode, new Shuffling(2));

            assertThat(shuffled).isEqualTo(graph);
            assertThat(GraphJson.of(shuffled)).hasToString(GraphJson.of(graph).toString());
        }
    }

    @Test
    void shouldAnswerInAnotherOrderIndeed() {
        List<String> first = order(1);

        assertThat(order(2)).isNotEqualTo(first).containsExactlyInAnyOrderElementsOf(first);
    }

    /** In which order ten tasks run that were handed over while another one ran. */
    private static List<String> order(long seed) {
        Shuffling executor = new Shuffling(seed);
        List<String> order = new ArrayList<>();
        executor.execute(() -> {
            for (int i = 0; i < 10; i++) {
                String name = "task " + i;
                executor.execute(() -> order.add(name));
            }
        });
        return order;
    }

    private static StackGraph record(String stack, Recorder.Mode mode, Executor answering) {
        return Recorder.record(StackConfiguration.read(ROOT, stack), mode, Main::stack, answering);
    }

    /** Runs one task at a time, by the thread that found nobody at it, and takes any of those that wait. */
    private static final class Shuffling implements Executor {

        private final Random random;
        private final List<Runnable> waiting = new ArrayList<>();
        private boolean busy;

        private Shuffling(long seed) {
            this.random = new Random(seed);
        }

        @Override
        public void execute(Runnable task) {
            synchronized (this) {
                waiting.add(task);
                if (busy) {
                    return;
                }
                busy = true;
            }
            for (Runnable next = next(); next != null; next = next()) {
                next.run();
            }
        }

        private synchronized Runnable next() {
            if (waiting.isEmpty()) {
                busy = false;
                return null;
            }
            return waiting.remove(random.nextInt(waiting.size()));
        }
    }
}
