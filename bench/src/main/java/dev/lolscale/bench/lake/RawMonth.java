package dev.lolscale.bench.lake;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/**
 * April 2018 in a raw zone: events like those of the sample client of 2018, of a million random users, as the front door
 * stamps and Firehose writes them. Their times run evenly through the month, an object holds at most what came in 900 s at
 * 77 events a second, and the same count gives the same bytes.
 *
 * @param folder the raw zone, with a folder for each day
 * @param events how many different events
 * @param lines how many lines: of 200 lines, one is an event once more
 */
record RawMonth(Path folder, long events, long lines) {

    private static final int DAYS = 30;
    private static final long SECONDS_PER_DAY = 86_400;
    private static final Instant START = Instant.parse("2018-04-01T00:00:00Z");
    private static final long MOST_IN_AN_OBJECT = 77 * 900;

    /** How many lines one request of the sample client has. */
    private static final int REQUEST = 100;

    /** The line of every second request that is the one before it again. */
    private static final int REPEATED = 60;

    private static final String[] EVENTS = {"LOGIN", "VIEW", "VIEW", "PLAY", "PURCHASE", "SHARE", "LOGOUT"};
    private static final String[] NAMES = {"mark", "anna", "li", "noor", "tom", "eva", "raj", "zoe", "ivan", "mia"};
    private static final int USERS_PER_NAME = 100_000;
    private static final int REQUEST_ID_BYTES = 9;
    private static final int MOST_MILLIS_UNTIL_RECEIVED = 2_000;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
    private static final DateTimeFormatter DAY_FOLDER = DateTimeFormatter.ofPattern("'year='yyyy/'month='MM/'day='dd");

    /**
     * Makes the month, unless an earlier run has made it.
     *
     * @param folder where months lie
     * @param lines how many lines; rounded down to a multiple of 6,000, so that all days have whole requests
     */
    static RawMonth in(Path folder, long lines) throws IOException {
        long linesADay = lines / (2L * REQUEST * DAYS) * 2 * REQUEST;
        long total = linesADay * DAYS;
        RawMonth month = new RawMonth(folder.resolve("raw-" + total), total - total / (2 * REQUEST), total);
        Path complete = folder.resolve("raw-" + total + ".complete");
        if (!Files.exists(complete)) {
            LongStream.range(0, DAYS).parallel().forEach(day -> month.writeDay(day, linesADay));
            Files.createFile(complete);
        }
        return month;
    }

    private void writeDay(long day, long linesADay) {
        String name = DAY_FOLDER.format(START.plusSeconds(day * SECONDS_PER_DAY).atOffset(ZoneOffset.UTC));
        long pairs = linesADay / (2 * REQUEST);
        long objects = (linesADay + MOST_IN_AN_OBJECT - 1) / MOST_IN_AN_OBJECT;
        try {
            Path target = Files.createDirectories(folder.resolve(name));
            for (long object = 0; object < objects; object++) {
                Random random = new Random(day * 10_000 + object);
                Path file = target.resolve(String.format("delivery-stream-1-%02d-%04d.gz", day + 1, object));
                try (OutputStream out = new BufferedOutputStream(new GZIPOutputStream(Files.newOutputStream(file)))) {
                    for (long pair = pairs * object / objects; pair < pairs * (object + 1) / objects; pair++) {
                        long second = day * SECONDS_PER_DAY + pair * SECONDS_PER_DAY / pairs;
                        writeTwoRequests(out, random, START.plusSeconds(second));
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void writeTwoRequests(OutputStream out, Random random, Instant time) throws IOException {
        String dateTime = TIME.format(time.atOffset(ZoneOffset.UTC));
        byte[] line = {};
        for (int request = 0; request < 2; request++) {
            byte[] bytes = new byte[REQUEST_ID_BYTES];
            random.nextBytes(bytes);
            String id = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
            long receivedAt = time.toEpochMilli() + random.nextInt(MOST_MILLIS_UNTIL_RECEIVED);
            for (int number = 1; number <= REQUEST; number++) {
                if (request == 0 || number != REPEATED) {
                    line = ("{\"event\":\"" + EVENTS[random.nextInt(EVENTS.length)] + "\",\"userId\":\""
                                    + NAMES[random.nextInt(NAMES.length)] + random.nextInt(USERS_PER_NAME)
                                    + "\",\"dateTime\":\"" + dateTime + "\",\"eventId\":\"" + id + "-"
                                    + Integer.toString(number, Character.MAX_RADIX) + "\",\"receivedAt\":" + receivedAt
                                    + "}\n")
                            .getBytes(StandardCharsets.UTF_8);
                }
                out.write(line);
            }
        }
    }

    /** The objects. */
    List<Path> objects() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    /** The size of all objects. */
    long bytes() throws IOException {
        long bytes = 0;
        for (Path object : objects()) {
            bytes += Files.size(object);
        }
        return bytes;
    }

    /** Puts the objects into another folder of the same file system, without a copy of their bytes. */
    void linkInto(Path other) throws IOException {
        for (Path object : objects()) {
            Path link = other.resolve(folder.relativize(object));
            Files.createDirectories(link.getParent());
            Files.createLink(link, object);
        }
    }
}
