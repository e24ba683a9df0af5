package dev.lolscale.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StackConfigurationTest {

    @TempDir
    Path root;

    @BeforeEach
    void writeProject() throws IOException {
        Files.writeString(root.resolve("Pulumi.yaml"), """
                name: shop
                runtime: java
                config:
                  size: {type: integer, default: 3, description: How large}
                  open: {type: boolean, default: false}
                  names: {type: array, items: {type: string}, default: [a, b]}
                  owner: {type: string, description: Who pays}
                  token: {type: string, default: t, secret: true}
                """);
        write("test", "config:\n  aws:region: eu-west-1\n  shop:owner: me\n  shop:size: 4\n");
    }

    @Test
    void shouldLayTheStackOverTheProjectsDefaults() {
        StackConfiguration configuration = StackConfiguration.read(root, "test");

        assertThat(configuration.project()).isEqualTo("shop");
        assertThat(configuration.values())
                .isEqualTo(Map.of(
                        "aws:region", "eu-west-1",
                        "shop:owner", "me",
                        "shop:size", "4",
                        "shop:open", "false",
                        "shop:names", "[\"a\",\"b\"]",
                        "shop:token", "t"));
        assertThat(configuration.secretKeys()).containsExactly("shop:token");
        assertThat(configuration.with("size", "5").values()).containsEntry("shop:size", "5");
    }

    @Test
    void shouldNameTheStacksThereAre() throws IOException {
        write("live", "config: {}\n");

        assertThat(StackConfiguration.stacks(root)).containsExactly("live", "test");
        assertThatThrownBy(() -> StackConfiguration.read(root, "nope"))
                .hasMessage("there is no stack \"nope\" in this project; there are live, test");
        assertThatThrownBy(() -> StackConfiguration.read(root, "../x")).isInstanceOf(GraphException.class);
    }

    @Test
    void shouldRefuseWhatTheProjectDoesNotAllow() throws IOException {
        write("typed", "config:\n  shop:owner: me\n  shop:size: big\n");
        assertThatThrownBy(() -> StackConfiguration.read(root, "typed"))
                .hasMessage("Pulumi.typed.yaml: shop:size is \"big\", where the project declares type integer");

        write("missing", "config:\n  shop:size: 1\n");
        assertThatThrownBy(() -> StackConfiguration.read(root, "missing"))
                .hasMessage("Pulumi.missing.yaml: shop:owner is not set and has no default: Who pays");

        write("sealed", "config:\n  shop:owner:\n    secure: v1:abc\n");
        assertThatThrownBy(() -> StackConfiguration.read(root, "sealed"))
                .hasMessageContaining("shop:owner is encrypted")
                .hasMessageNotContaining("abc");

        write("twice", "config:\n  shop:owner: me\n  shop:owner: you\n");
        assertThatThrownBy(() -> StackConfiguration.read(root, "twice"))
                .hasMessage("Pulumi.twice.yaml is not YAML: line 3: found duplicate key shop:owner");

        write("misplaced", "confg:\n  shop:owner: me\n");
        assertThatThrownBy(() -> StackConfiguration.read(root, "misplaced"))
                .hasMessage("Pulumi.misplaced.yaml: \"confg\" means nothing to Pulumi; known are config, encryptedkey,"
                        + " encryptionsalt, environment, secretsprovider, and settings stand under config");

        write("broken", "config: [\n");
        assertThatThrownBy(() -> StackConfiguration.read(root, "broken"))
                .hasMessageStartingWith("Pulumi.broken.yaml is not YAML")
                .hasMessageNotContaining("\n");
    }

    private void write(String stack, String text) throws IOException {
        Files.writeString(root.resolve("Pulumi." + stack + ".yaml"), text);
    }
}
