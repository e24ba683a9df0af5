package dev.lolscale.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What the numbers were measured on.
 *
 * @param processor the model as the kernel names it
 * @param cores those that the kernel shows
 * @param memoryMegabytes all of it
 * @param kernel name, version and architecture
 * @param jdk the vendor's name and the full version of the Java that benchmarks and functions run on
 * @param loadBefore the average of runnable processes in the minute before the benchmark began: above 0.5, something else
 *     was using the machine
 */
public record Machine(String processor, int cores, long memoryMegabytes, String kernel, String jdk, double loadBefore) {

    /** This machine, now. */
    public static Machine here() {
        return new Machine(
                fromKernel("/proc/cpuinfo", "model name", System.getProperty("os.arch")),
                allCores(),
                Long.parseLong(fromKernel("/proc/meminfo", "MemTotal", "0").replaceAll("\\D", "")) / 1024,
                System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                        + System.getProperty("os.arch"),
                System.getProperty("java.vm.vendor") + " " + System.getProperty("java.runtime.version"),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }

    /** Not those that this process may use, which a benchmark limits. */
    private static int allCores() {
        try (var lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return (int) lines.filter(line -> line.startsWith("processor")).count();
        } catch (IOException e) {
            return Runtime.getRuntime().availableProcessors();
        }
    }

    private static String fromKernel(String file, String key, String otherwise) {
        try (var lines = Files.lines(Path.of(file))) {
            return lines.filter(line -> line.startsWith(key))
                    .findFirst()
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .orElse(otherwise);
        } catch (IOException e) {
            return otherwise;
        }
    }
}
