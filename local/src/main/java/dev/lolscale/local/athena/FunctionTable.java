package dev.lolscale.local.athena;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The functions that the local lake has, from the resource {@code functions.txt}. Others are refused. */
final class FunctionTable {

    private static final String RESOURCE = "functions.txt";
    private static final FunctionTable LOADED = load();

    private final Map<String, List<Function>> functions = new TreeMap<>();

    private FunctionTable() {}

    static FunctionTable get() {
        return LOADED;
    }

    private static FunctionTable load() {
        FunctionTable table = new FunctionTable();
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(FunctionTable.class.getResourceAsStream(RESOURCE), StandardCharsets.UTF_8))) {
            lines.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(Function::read)
                    .forEach(function -> table.functions
                            .computeIfAbsent(function.name(), name -> new ArrayList<>())
                            .add(function));
        } catch (IOException e) {
            throw new UncheckedIOException("the table of functions " + RESOURCE + " cannot be read", e);
        }
        return table;
    }

    /** The forms of the function of that name; empty when the local lake has none. */
    List<Function> named(String name) {
        return functions.getOrDefault(name, List.of());
    }

    /** The names of all functions, in order. */
    List<String> names() {
        return functions.keySet().stream()
                .filter(name -> !name.endsWith("_subscript"))
                .map(name -> name.startsWith(FunctionTranslator.INTERNAL)
                        ? name.substring(FunctionTranslator.INTERNAL.length())
                        : name)
                .toList();
    }
}
