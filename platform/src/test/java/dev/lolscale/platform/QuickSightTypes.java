package dev.lolscale.platform;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/**
 * What CloudFormation takes of QuickSight, by its own registry: {@code src/test/scripts/extract-quicksight-types} has
 * written the types, which use the few words of JSON Schema that are known here.
 */
final class QuickSightTypes {

    private static final JsonObject TYPES = read();

    private QuickSightTypes() {}

    /** Everything that is wrong with a resource of a template, each with its place; empty when it is right. */
    static List<String> faults(JsonObject resource) {
        JsonObject type = TYPES.getAsJsonObject(resource.get("Type").getAsString());
        List<String> faults = new ArrayList<>();
        check(type, type, resource.get("Properties"), "Properties", faults);
        return faults;
    }

    private static void check(
            JsonObject type, JsonObject schema, JsonElement value, String place, List<String> faults) {
        if (isParameter(value)) {
            return;
        }
        if (schema.has("$ref")) {
            String definition = schema.get("$ref").getAsString().replace("#/definitions/", "");
            check(type, type.getAsJsonObject("definitions").getAsJsonObject(definition), value, place, faults);
        } else if (schema.has("properties")) {
            checkObject(type, schema, value, place, faults);
        } else if (schema.has("items")) {
            checkList(type, schema, value, place, faults);
        } else {
            checkPlain(schema, value, place, faults);
        }
    }

    private static void checkObject(
            JsonObject type, JsonObject schema, JsonElement value, String place, List<String> faults) {
        if (!value.isJsonObject()) {
            faults.add(place + ": an object is wanted");
            return;
        }
        JsonObject properties = schema.getAsJsonObject("properties");
        if (schema.has("required")) {
            schema.getAsJsonArray("required").forEach(name -> {
                if (!value.getAsJsonObject().has(name.getAsString())) {
                    faults.add(place + ": " + name.getAsString() + " is missing");
                }
            });
        }
        for (Map.Entry<String, JsonElement> each : value.getAsJsonObject().entrySet()) {
            String where = place + "." + each.getKey();
            if (properties.has(each.getKey())) {
                check(type, properties.getAsJsonObject(each.getKey()), each.getValue(), where, faults);
            } else {
                faults.add(where + ": there is no such property");
            }
        }
    }

    private static void checkList(
            JsonObject type, JsonObject schema, JsonElement value, String place, List<String> faults) {
        if (!value.isJsonArray()) {
            faults.add(place + ": a list is wanted");
            return;
        }
        JsonArray list = value.getAsJsonArray();
        between(schema, "minItems", "maxItems", list.size(), place, faults);
        for (int i = 0; i < list.size(); i++) {
            check(type, schema.getAsJsonObject("items"), list.get(i), place + "[" + i + "]", faults);
        }
    }

    private static void checkPlain(JsonObject schema, JsonElement value, String place, List<String> faults) {
        if (!value.isJsonPrimitive()) {
            faults.add(place + ": a plain value is wanted");
            return;
        }
        boolean fits =
                switch (schema.get("type").getAsString()) {
                    case "string" -> value.getAsJsonPrimitive().isString();
                    case "boolean" -> value.getAsJsonPrimitive().isBoolean();
                    case "number", "integer" -> value.getAsJsonPrimitive().isNumber();
                    default -> false;
                };
        if (!fits) {
            faults.add(place + ": " + value + " is no " + schema.get("type").getAsString());
            return;
        }
        if (schema.has("enum") && !schema.getAsJsonArray("enum").contains(value)) {
            faults.add(place + ": " + value + " is none of " + schema.get("enum"));
        }
        if (schema.has("pattern")
                && !value.getAsString().matches(schema.get("pattern").getAsString())) {
            faults.add(place + ": " + value + " does not match " + schema.get("pattern"));
        }
        if (value.getAsJsonPrimitive().isString()) {
            between(schema, "minLength", "maxLength", value.getAsString().length(), place, faults);
        } else if (value.getAsJsonPrimitive().isNumber()) {
            between(schema, "minimum", "maximum", value.getAsDouble(), place, faults);
        }
    }

    private static void between(
            JsonObject schema, String least, String most, double value, String place, List<String> faults) {
        if (schema.has(least) && value < schema.get(least).getAsDouble()) {
            faults.add(place + ": " + least + " is " + schema.get(least));
        }
        if (schema.has(most) && value > schema.get(most).getAsDouble()) {
            faults.add(place + ": " + most + " is " + schema.get(most));
        }
    }

    /** What a parameter of the template gives is known to nobody here. */
    private static boolean isParameter(JsonElement value) {
        return value.isJsonObject()
                && value.getAsJsonObject().size() == 1
                && value.getAsJsonObject().has("Ref");
    }

    private static JsonObject read() {
        try (Reader text = new InputStreamReader(
                new GZIPInputStream(QuickSightTypes.class.getResourceAsStream("quicksight-types.json.gz")),
                StandardCharsets.UTF_8)) {
            return JsonParser.parseReader(text).getAsJsonObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
