package dev.lolscale.local.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RawZoneTest {

    @TempDir
    private Path folder;

    @Test
    void shouldCountObjectsBytesLinesAndIds() throws IOException {
        write("year=2018/month=04/day=04/one.gz", event("a") + "\n" + event("b") + "\n");
        write("year=2018/month=04/day=05/two.gz", event("c") + "\n");

        RawZone zone = RawZone.read(folder);

        assertThat(zone.objects()).isEqualTo(2);
        assertThat(zone.bytes())
                .isEqualTo(Files.size(folder.resolve("year=2018/month=04/day=04/one.gz"))
                        + Files.size(folder.resolve("year=2018/month=04/day=05/two.gz")));
        assertThat(zone.lines()).isEqualTo(3);
        assertThat(zone.ids()).isEqualTo(Map.of("a", 1, "b", 1, "c", 1));
    }

    @Test
    void shouldCountAnIdAsOftenAsItStandsThere() throws IOException {
        write("one.gz", event("a") + "\n" + event("a") + "\n" + event("b") + "\n");
        write("two.gz", event("a") + "\n");

        assertThat(RawZone.read(folder).ids()).isEqualTo(Map.of("a", 3, "b", 1));
    }

    @Test
    void shouldCountLinesThatAreNoEventsAndEventsWithoutId() throws IOException {
        write(
                "one.gz",
                "not json\n{\"event\":\"A\"}\n{\"event\":\"A\",\"userId\":\"u\",\"dateTime\":\"2018-04-04 12:00:00\"}\n");

        RawZone zone = RawZone.read(folder);

        assertThat(zone.lines()).isEqualTo(3);
        assertThat(zone.ids()).isEmpty();
    }

    @Test
    void shouldEndLinesWhereTheJobEndsThem() throws IOException {
        // White space that JSON allows is no line's end; blank lines are none; the last line may lack its newline.
        write(
                "one.gz",
                event("a").replace(",", ",\r") + "\r\n\n \t\r\n" + event("b").replace(",", ", \t") + "\n" + event("c"));

        RawZone zone = RawZone.read(folder);

        assertThat(zone.lines()).isEqualTo(3);
        assertThat(zone.ids()).isEqualTo(Map.of("a", 1, "b", 1, "c", 1));
    }

    @Test
    void shouldTakeSpacesThatOnlyUnicodeKnowsForALine() throws IOException {
        write("one.gz", "\u2003\n\f\n\u000b\n");

        assertThat(RawZone.read(folder).lines()).isEqualTo(3);
    }

    @Test
    void shouldReadLinesLongerThanItsBuffer() throws IOException {
        String padding = "x".repeat(50_000);
        write(
                "one.gz",
                event("a").replace("}", ",\"p\":\"" + padding + "\"}") + "\n"
                        + event("b").replace("}", ",\"p\":\"" + padding + "\"}") + "\n" + event("c") + "\n");

        RawZone zone = RawZone.read(folder);

        assertThat(zone.lines()).isEqualTo(3);
        assertThat(zone.ids()).isEqualTo(Map.of("a", 1, "b", 1, "c", 1));
    }

    @Test
    void shouldReadObjectsThatAreNotCompressed() throws IOException {
        Files.writeString(folder.resolve("one"), event("a") + "\n");

        assertThat(RawZone.read(folder).ids()).isEqualTo(Map.of("a", 1));
    }

    @Test
    void shouldBeEmptyWithoutAFolder() throws IOException {
        assertThat(RawZone.read(folder.resolve("nowhere"))).isEqualTo(new RawZone(0, 0, 0, Map.of()));
    }

    @Test
    void shouldNameTheObjectThatCannotBeRead() throws IOException {
        Path broken = folder.resolve("broken.gz");
        Files.writeString(broken, "no gzip");

        assertThatThrownBy(() -> RawZone.read(folder))
                .isInstanceOf(IOException.class)
                .hasMessage("the raw object " + broken + " cannot be read: Not in GZIP format");
    }

    private static String event(String id) {
        return "{\"event\":\"A\",\"userId\":\"u\",\"dateTime\":\"2018-04-04 12:00:00\",\"eventId\":\"" + id + "\"}";
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }
}
