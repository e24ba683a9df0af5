package dev.lolscale.schema.bodies;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a file of bodies; {@code README.md} beside the files says what may stand in one. */
final class BodyFile {

    private static final Pattern ANSWER = Pattern.compile("([0-9]{3}) accepted ([0-9]+)");
    private static final Pattern REJECTED = Pattern.compile("([0-9]+)(?:-([0-9]+))? ([a-z0-9_]+)(?: (.*))?");

    private final Map<String, byte[]> pieces = new LinkedHashMap<>();
    private final List<Case> cases = new ArrayList<>();

    /** What was read of one body so far. */
    static final class Case {
        final String name;
        final ByteArrayOutputStream body = new ByteArrayOutputStream();
        final Map<String, Optional<String>> headers = new LinkedHashMap<>();
        final Map<String, Optional<String>> requestFields = new LinkedHashMap<>();
        final List<String> rejected = new ArrayList<>();
        final ByteArrayOutputStream landed = new ByteArrayOutputStream();
        Optional<String> payload = Optional.empty();
        Optional<String> invocation = Optional.empty();
        boolean overHttp;
        int status;
        int accepted;

        Case(String name) {
            this.name = name;
        }
    }

    private BodyFile() {}

    /**
     * The bodies of a file.
     *
     * @throws IllegalArgumentException when a line is not understood; it names the line
     */
    static List<Case> read(String category, List<String> lines) {
        BodyFile file = new BodyFile();
        for (int i = 0; i < lines.size(); i++) {
            try {
                file.readLine(lines.get(i));
            } catch (RuntimeException e) {
                throw new IllegalArgumentException(category + " line " + (i + 1) + ": " + e.getMessage(), e);
            }
        }
        return file.cases;
    }

    private void readLine(String line) {
        if (line.isBlank() || line.startsWith("#")) {
            return;
        }
        String[] words = line.split("\\s+", 2);
        String rest = words.length > 1 ? words[1] : "";
        switch (words[0]) {
            case "==" -> {
                pieces.remove("body");
                cases.add(new Case(rest));
            }
            case "piece" -> {
                String[] definition = rest.split(" = ", 2);
                pieces.put(definition[0], bytes(definition[1]));
            }
            default -> readLineOfCase(cases.get(cases.size() - 1), words[0], rest);
        }
    }

    private void readLineOfCase(Case current, String word, String rest) {
        switch (word) {
            case "body" -> {
                current.body.writeBytes(bytes(rest));
                pieces.put("body", current.body.toByteArray());
            }
            case "bytes" -> {
                if (current.body.size() != Integer.parseInt(rest)) {
                    throw new IllegalArgumentException("the body has " + current.body.size() + " bytes");
                }
            }
            case "header" -> {
                String[] header = rest.split(":\\s*", 2);
                current.headers.put(header[0], Optional.of(header[1]));
            }
            case "no-header" -> current.headers.put(rest, Optional.empty());
            case "payload" -> current.payload = Optional.of(rest);
            case "request" -> {
                String[] field = rest.split(" = ", 2);
                current.requestFields.put(field[0], Optional.of(field[1]));
            }
            case "no-request" -> current.requestFields.put(rest, Optional.empty());
            case "invocation" -> current.invocation = Optional.of(rest);
            case "http" -> current.overHttp = true;
            case "answer" -> readAnswer(current, rest);
            case "rejected" -> readRejected(current, rest);
            case "lands" -> {
                current.landed.writeBytes(bytes(rest));
                current.landed.write('\n');
            }
            default -> throw new IllegalArgumentException("\"" + word + "\" is not known");
        }
    }

    private static void readAnswer(Case current, String rest) {
        Matcher answer = matched(ANSWER, rest);
        current.status = Integer.parseInt(answer.group(1));
        current.accepted = Integer.parseInt(answer.group(2));
    }

    private void readRejected(Case current, String rest) {
        Matcher rejected = matched(REJECTED, rest);
        int first = Integer.parseInt(rejected.group(1));
        int last = rejected.group(2) == null ? first : Integer.parseInt(rejected.group(2));
        String field =
                rejected.group(4) == null ? "" : " " + new String(bytes(rejected.group(4)), StandardCharsets.UTF_8);
        for (int line = first; line <= last; line++) {
            current.rejected.add(line + " " + rejected.group(3) + field);
        }
    }

    private byte[] bytes(String notation) {
        return Notation.bytes(notation, pieces);
    }

    private static Matcher matched(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("\"" + text + "\" is not of the form " + pattern);
        }
        return matcher;
    }
}
