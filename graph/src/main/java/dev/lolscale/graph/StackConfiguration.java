package dev.lolscale.graph;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * The configuration of one stack as the Pulumi engine hands it to the program: {@code Pulumi.<stack>.yaml} over the
 * defaults of {@code Pulumi.yaml}.
 *
 * @param project the project's name
 * @param stack the stack's name
 * @param values by full key, for example {@code lolscale:frontDoor}; lists and objects as JSON
 * @param secretKeys the keys whose values are secret
 */
public record StackConfiguration(String project, String stack, Map<String, String> values, Set<String> secretKeys) {

    private static final String PROJECT_FILE = "Pulumi.yaml";

    /** What a stack's file may hold (Pulumi's reference of the stack settings file). */
    private static final Set<String> STACK_FILE_KEYS =
            new TreeSet<>(Set.of("config", "secretsprovider", "encryptedkey", "encryptionsalt", "environment"));

    /** Copies the collections. */
    public StackConfiguration {
        values = Map.copyOf(values);
        secretKeys = Set.copyOf(secretKeys);
    }

    /**
     * Reads the files of a stack.
     *
     * @param root the folder of {@code Pulumi.yaml}
     * @throws GraphException when there is no such stack, a file is not valid, a value has not the type that the project
     *     declares, or a key without default is not set
     */
    public static StackConfiguration read(Path root, String stack) {
        Map<String, Object> projectFile = readYaml(root.resolve(PROJECT_FILE));
        String project = String.valueOf(projectFile.get("name"));
        Path stackFile = root.resolve("Pulumi." + stack + ".yaml");
        if (!stack.matches("[A-Za-z0-9_.-]+") || !Files.isRegularFile(stackFile)) {
            throw new GraphException("there is no stack \"" + stack + "\" in this project; there are "
                    + String.join(", ", stacks(root)));
        }
        Map<String, String> values = new TreeMap<>();
        Set<String> secretKeys = new TreeSet<>();
        Map<String, Object> stackSettings = readYaml(stackFile);
        for (String key : stackSettings.keySet()) {
            if (!STACK_FILE_KEYS.contains(key)) {
                throw new GraphException(
                        stackFile.getFileName() + ": \"" + key + "\" means nothing to Pulumi; known are "
                                + String.join(", ", STACK_FILE_KEYS) + ", and settings stand under config");
            }
        }
        object(stackSettings.get("config")).forEach((key, value) -> {
            String fullKey = fullKey(project, key);
            if (object(value).containsKey("secure")) {
                throw new GraphException(stackFile.getFileName() + ": " + fullKey
                        + " is encrypted for Pulumi's own engine and cannot be read here; record another stack, or set it"
                        + " in clear in one of its own");
            }
            values.put(fullKey, ConfigurationValue.text(value));
        });
        object(projectFile.get("config")).forEach((key, declared) -> {
            String fullKey = fullKey(project, key);
            Map<String, Object> declaration = object(declared);
            if (!values.containsKey(fullKey)) {
                Object standard = declaration.isEmpty()
                        ? declared
                        : declaration.getOrDefault("default", declaration.get("value"));
                if (standard == null) {
                    throw new GraphException(
                            stackFile.getFileName() + ": " + fullKey + " is not set and has no default: "
                                    + declaration.getOrDefault("description", "add it under config"));
                }
                values.put(fullKey, ConfigurationValue.text(standard));
            }
            ConfigurationValue.check(
                    stackFile.getFileName() + ": " + fullKey,
                    String.valueOf(declaration.getOrDefault("type", "string")),
                    values.get(fullKey));
            if (Boolean.TRUE.equals(declaration.get("secret"))) {
                secretKeys.add(fullKey);
            }
        });
        return new StackConfiguration(project, stack, values, secretKeys);
    }

    /** A copy in which one key has another value. */
    public StackConfiguration with(String key, String value) {
        Map<String, String> changed = new TreeMap<>(values);
        changed.put(fullKey(project, key), value);
        return new StackConfiguration(project, stack, changed, secretKeys);
    }

    /** The values that are not secret as one JSON object, as the engine hands them over in an environment variable. */
    public String openValuesAsJson() {
        Map<String, String> open = new TreeMap<>(values);
        open.keySet().removeAll(secretKeys);
        return ConfigurationValue.text(open);
    }

    /** The stacks of a project, by the names of their files, in order. */
    public static List<String> stacks(Path root) {
        try (Stream<Path> files = Files.list(root)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.matches("Pulumi\\..+\\.yaml"))
                    .map(name -> name.substring("Pulumi.".length(), name.length() - ".yaml".length()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(root + " cannot be listed", e);
        }
    }

    private static String fullKey(String project, String key) {
        return key.contains(":") ? key : project + ":" + key;
    }

    private static Map<String, Object> readYaml(Path file) {
        try (Reader reader = Files.newBufferedReader(file)) {
            LoaderOptions options = new LoaderOptions();
            options.setAllowDuplicateKeys(false);
            return object(new Yaml(new SafeConstructor(options)).load(reader));
        } catch (IOException e) {
            throw new GraphException(
                    file.getFileName() + " cannot be read in "
                            + file.toAbsolutePath().getParent(),
                    e);
        } catch (MarkedYAMLException e) {
            throw new GraphException(
                    file.getFileName() + " is not YAML: line "
                            + (e.getProblemMark().getLine() + 1) + ": " + e.getProblem(),
                    e);
        } catch (YAMLException e) {
            throw new GraphException(
                    file.getFileName() + " is not YAML: " + e.getMessage().replaceAll("\\s+", " "), e);
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> object(Object value) {
        return value instanceof Map<?, ?> ? (Map<String, Object>) value : Map.of();
    }
}
