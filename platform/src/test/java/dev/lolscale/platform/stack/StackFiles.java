package dev.lolscale.platform.stack;

import com.google.gson.Gson;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.yaml.snakeyaml.Yaml;

/** Reads the project's own YAML files, as Pulumi's command line does. */
final class StackFiles {

    private static final Path PROJECT_DIRECTORY = Path.of("..");

    private StackFiles() {}

    /** The configuration that the stack's file gives to the program: keys with namespace, lists as JSON. */
    static Map<String, String> config(String stack) {
        Map<String, Object> file = read("Pulumi." + stack + ".yaml");
        Map<String, String> config = new TreeMap<>();
        ((Map<?, ?>) file.get("config"))
                .forEach((key, value) -> config.put(
                        key.toString(), value instanceof Iterable ? new Gson().toJson(value) : value.toString()));
        return config;
    }

    /** The schema of the settings in {@code Pulumi.yaml}, in its order: key to type, default, secrecy, description. */
    static Map<String, Map<String, Object>> schema() {
        Map<String, Map<String, Object>> schema = new LinkedHashMap<>();
        ((Map<?, ?>) read("Pulumi.yaml").get("config")).forEach((key, value) -> {
            Map<String, Object> entry = new TreeMap<>();
            ((Map<?, ?>) value).forEach((name, each) -> entry.put(name.toString(), each));
            schema.put(key.toString(), entry);
        });
        return schema;
    }

    private static Map<String, Object> read(String file) {
        try (Reader reader = Files.newBufferedReader(PROJECT_DIRECTORY.resolve(file))) {
            return new Yaml().load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(file, e);
        }
    }
}
