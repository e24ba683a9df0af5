package dev.lolscale.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What the kernel says of a process. Linux only. */
public final class ProcessFigures {

    /** The unit of times in /proc, the same on every Linux that Java runs on. */
    private static final double TICKS_IN_A_SECOND = 100;

    /** Which of the fields behind the command's name, counted from 0, is the time in user mode; the next is the kernel's. */
    private static final int USER_TIME = 11;

    private final long pid;

    public ProcessFigures(long pid) {
        this.pid = pid;
    }

    /** Seconds of processor time so far, to a hundredth. */
    public double processorSeconds() throws IOException {
        String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return (Double.parseDouble(fields[USER_TIME]) + Double.parseDouble(fields[USER_TIME + 1])) / TICKS_IN_A_SECOND;
    }

    /** Resident memory in MB, which are 1,048,576 bytes. */
    public double residentMegabytes() throws IOException {
        return megabytes("VmRSS:");
    }

    /** The most resident memory so far, in MB, which are 1,048,576 bytes. */
    public double peakMegabytes() throws IOException {
        return megabytes("VmHWM:");
    }

    private double megabytes(String key) throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc/" + pid + "/status"))) {
            return lines.filter(line -> line.startsWith(key))
                            .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")))
                            .findFirst()
                            .orElseThrow(() -> new BenchmarkException("process " + pid + " has ended"))
                    / 1024;
        }
    }
}
