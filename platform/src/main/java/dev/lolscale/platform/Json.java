package dev.lolscale.platform;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;

/** Writes the JSON that AWS takes as text: policies, redrive rules, a crawler's configuration. */
final class Json {

    private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

    private Json() {}

    /** The JSON of maps, lists, records and plain values. Maps must have a fixed order, or resources seem changed. */
    static String of(Object value) {
        return GSON.toJson(value);
    }
}
