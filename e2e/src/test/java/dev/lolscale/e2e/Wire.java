package dev.lolscale.e2e;

import com.google.protobuf.ListValue;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;

/** Pulumi's values on the wire. */
final class Wire {

    private static final String SIGNATURE = "4dabf18193072939515e22adb298388d";
    private static final String SECRET = "1b47061264138c4ac30d75fd1eb44270";

    private Wire() {}

    /** The value inside of a secret, or the value itself. */
    static Value open(Value value) {
        Struct struct = value.getStructValue();
        boolean secret = struct.getFieldsOrDefault(SIGNATURE, Value.getDefaultInstance())
                .getStringValue()
                .equals(SECRET);
        return secret ? open(struct.getFieldsOrThrow("value")) : value;
    }

    /** A copy without any marks of secrets, for comparing. */
    static Value openAll(Value value) {
        Value opened = open(value);
        return switch (opened.getKindCase()) {
            case LIST_VALUE -> {
                ListValue.Builder items = ListValue.newBuilder();
                opened.getListValue().getValuesList().forEach(item -> items.addValues(openAll(item)));
                yield Value.newBuilder().setListValue(items).build();
            }
            case STRUCT_VALUE -> {
                Struct.Builder fields = Struct.newBuilder();
                opened.getStructValue().getFieldsMap().forEach((key, item) -> fields.putFields(key, openAll(item)));
                yield Value.newBuilder().setStructValue(fields).build();
            }
            default -> opened;
        };
    }

    static Value text(String text) {
        return Value.newBuilder().setStringValue(text).build();
    }
}
