package dev.lolscale.local.glue;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Stands in for the Spark job: does what its arguments {@code --do} and {@code --with} tell it. Deployed as a jar of
 * nothing but this class.
 */
public final class ProbeJob {

    private ProbeJob() {}

    /** What the job does. */
    public static void main(String[] arguments) throws Exception {
        Map<String, String> told = new TreeMap<>();
        for (int i = 0; i + 1 < arguments.length; i += 2) {
            told.put(arguments[i], arguments[i + 1]);
        }
        String with = told.get("--with");
        switch (told.get("--do")) {
            case "print" -> printBytes(System.out, with);
            case "arguments" -> Files.write(Path.of(with), List.of(arguments));
            case "properties" -> {
                Map<String, String> properties = new TreeMap<>();
                System.getProperties().forEach((key, value) -> properties.put(key.toString(), value.toString()));
                Files.write(
                        Path.of(with),
                        properties.entrySet().stream()
                                .map(entry -> entry.getKey() + "=" + entry.getValue())
                                .toList());
            }
            case "flags" ->
                Files.write(Path.of(with), ManagementFactory.getRuntimeMXBean().getInputArguments());
            case "litter" -> {
                Files.createTempFile("left", "behind");
                Files.writeString(Path.of(System.getProperty("spark.local.dir"), "blocks"), "shuffled");
            }
            case "fail" -> {
                printBytes(System.err, with);
                System.exit(7);
            }
            case "throw" -> throw new IllegalStateException(with);
            case "fail-until" -> failUntil(Integer.parseInt(with.split(" ", 2)[0]), Path.of(with.split(" ", 2)[1]));
            case "hang" -> hang(Integer.parseInt(with));
            default -> throw new IllegalArgumentException("unknown command " + told.get("--do"));
        }
    }

    /** Prints text in Latin-1, so that a test can have bytes printed that are no UTF-8. */
    private static void printBytes(PrintStream out, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        out.write(bytes, 0, bytes.length);
        out.flush();
    }

    /** Notes the attempt in a file; fails when it is an earlier one than {@code good}. */
    private static void failUntil(int good, Path attempts) throws IOException {
        Files.writeString(attempts, "attempt\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        int attempt = Files.readAllLines(attempts).size();
        System.out.println("{\"attempt\":" + attempt + "}");
        if (attempt < good) {
            System.exit(3);
        }
    }

    /** Opens a connection, by which a test sees it live and die, and never ends. */
    private static void hang(int port) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write('!');
            socket.getInputStream().readAllBytes();
        }
    }
}
