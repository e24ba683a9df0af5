package dev.lolscale.platform.stack;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The page that lists the settings is what {@code Pulumi.yaml} declares. */
class SettingsPageTest {

    private static final Path DOCUMENTED = Path.of("../docs/settings.md");
    private static final Path WRITTEN = Path.of("target/settings.md");

    private static final String HEAD = """
            # Settings

            What a stack's file, `Pulumi.<stack>.yaml`, may set, beside `aws:region`, which it must. Each key stands there after `lolscale:`, or is set by `pulumi config set KEY VALUE`. A key that is not listed here is refused, and the nearest one is named; so is a value that is not allowed.

            No setting is secret: what is secret, the API keys, AWS makes, and [operations.md](operations.md) tells how to read it.

            This page is made from [Pulumi.yaml](../Pulumi.yaml) by `SettingsPageTest`, which fails when they disagree, and writes the new page to `platform/target/settings.md`.

            | setting | type | default | secret | meaning |
            | --- | --- | --- | --- | --- |
            """;

    @Test
    void shouldBeWhatTheProjectFileDeclares() throws IOException {
        StringBuilder page = new StringBuilder(HEAD);
        StackFiles.schema()
                .forEach((key, declared) -> page.append("| `%s` | %s | %s | %s | %s |%n"
                        .formatted(
                                key,
                                type(declared),
                                value(declared.get("default")),
                                declared.get("secret").equals(true) ? "yes" : "no",
                                cell(declared.get("description").toString()))));

        Files.writeString(WRITTEN, page);
        assertThat(DOCUMENTED)
                .as("docs/settings.md is stale: copy platform/target/settings.md over it")
                .hasContent(page.toString());
    }

    private static String type(Map<String, Object> declared) {
        return declared.get("items") instanceof Map<?, ?> items
                ? "list of " + items.get("type") + "s"
                : declared.get("type").toString();
    }

    private static String value(Object value) {
        if (value instanceof List) {
            return "`" + new Gson().toJson(value) + "`";
        }
        return value.toString().isEmpty() ? "empty" : "`" + value + "`";
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace("<", "&lt;").replace("*", "\\*");
    }
}
