package dev.lolscale.bench.parser;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lolscale.schema.EventParser;
import dev.lolscale.schema.ParsedLine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** What JMH measures: the same lines, like those of the sample client of 2018, read in two ways. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class LineMethods {

    private static final int LINES = 1_000;
    private static final String[] EVENTS = {"LOGIN", "VIEW", "PLAY", "PURCHASE", "SHARE", "LOGOUT"};

    private final EventParser parser = new EventParser();
    private final ObjectMapper mapper = new ObjectMapper();
    private final byte[][] lines = new byte[LINES][];

    /** Makes the lines, the same ones in every run. */
    @Setup
    public void makeLines() {
        Random random = new Random(LINES);
        for (int line = 0; line < LINES; line++) {
            lines[line] = String.format(
                            "{\"event\":\"%s\",\"userId\":\"mark%d\",\"dateTime\":\"2018-04-04 %02d:%02d:%02d\"}",
                            EVENTS[random.nextInt(EVENTS.length)],
                            random.nextInt(5_000),
                            random.nextInt(24),
                            random.nextInt(60),
                            random.nextInt(60))
                    .getBytes(StandardCharsets.UTF_8);
            if (!(parser.parse(lines[line]) instanceof ParsedLine.Event)) {
                throw new IllegalStateException("line " + line + " is no event");
            }
        }
    }

    /** The platform's parser: bytes checked for UTF-8, fields for their types and times, faults named. */
    @Benchmark
    @OperationsPerInvocation(LINES)
    public void eventParser(Blackhole hole) {
        for (byte[] line : lines) {
            hole.consume(parser.parse(line));
        }
    }

    /** Jackson's tree of the same line, which judges nothing but the JSON. */
    @Benchmark
    @OperationsPerInvocation(LINES)
    public void jacksonTree(Blackhole hole) throws IOException {
        for (byte[] line : lines) {
            hole.consume(mapper.readTree(line));
        }
    }
}
