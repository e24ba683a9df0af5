package dev.lolscale.handlers;

import dev.lolscale.schema.bodies.Landed;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/** A body of events that are valid by construction, as lines, an object or an array, and what must land of it. */
final class StrangeBody {

    private final Random random;
    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
    private final ByteArrayOutputStream landed = new ByteArrayOutputStream();

    /** Writes a body. */
    StrangeBody(Random random) {
        this.random = random;
        if (random.nextInt(8) == 0) {
            sent("\ufeff");
        }
        switch (random.nextInt(4)) {
            case 0 -> object();
            case 1 -> array();
            default -> lines();
        }
    }

    byte[] sent() {
        return sent.toByteArray();
    }

    Landed landed() {
        return new Landed(landed.toByteArray());
    }

    private void lines() {
        int number = 1;
        for (int more = 2 + random.nextInt(4); more > 0; more--) {
            while (random.nextInt(4) == 0) {
                sent(around("") + "\n");
                number++;
            }
            sent(around(""));
            event(number, false);
            sent(around(""));
            if (more > 1 || random.nextBoolean()) {
                sent(random.nextBoolean() ? "\n" : "\r\n");
            }
            number++;
        }
    }

    private void object() {
        String before = around("\n");
        sent(before);
        event(1 + (int) before.chars().filter(c -> c == '\n').count(), true);
        sent(around("\n"));
    }

    private void array() {
        sent(around("\n") + "[" + around("\n"));
        int count = 1 + random.nextInt(4);
        for (int number = 1; number <= count; number++) {
            sent((number == 1 ? "" : ",") + around("\n"));
            event(number, true);
            sent(around("\n"));
        }
        sent("]" + around("\n"));
    }

    private void event(int number, boolean overLines) {
        StrangeEvent event = new StrangeEvent(random, number, overLines);
        sent.writeBytes(event.sent());
        landed.writeBytes(event.landed());
        landed.write('\n');
    }

    /** White space, mostly none. */
    private String around(String lineEnd) {
        String whiteSpace = " \t\r" + lineEnd;
        StringBuilder around = new StringBuilder();
        while (random.nextInt(4) == 0) {
            around.append(whiteSpace.charAt(random.nextInt(whiteSpace.length())));
        }
        return around.toString();
    }

    private void sent(String text) {
        sent.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    /** What a failed property shows. */
    @Override
    public String toString() {
        return new String(sent(), StandardCharsets.UTF_8)
                .replace("\r", "<CR>")
                .replace("\n", "<LF>")
                .replace("\t", "<TAB>");
    }
}
