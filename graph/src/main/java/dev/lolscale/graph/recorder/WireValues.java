package dev.lolscale.graph.recorder;

import com.google.protobuf.ListValue;
import com.google.protobuf.NullValue;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import dev.lolscale.graph.Artifact;
import dev.lolscale.graph.Properties;
import dev.lolscale.graph.Secret;
import dev.lolscale.graph.Unknown;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Pulumi's encoding of property values in protobuf structs, both ways. */
public final class WireValues {

    private static final String SIGNATURE = "4dabf18193072939515e22adb298388d";
    private static final String SECRET = "1b47061264138c4ac30d75fd1eb44270";
    private static final String ASSET = "c44067f5952c0a294b673a41bacd8c17";
    private static final String ARCHIVE = "0def7320c3a5731c473e5ecbe6d01bc7";
    private static final String RESOURCE = "5cf8f73096256a8f31e491e813e4eb8e";
    private static final String OUTPUT = "d0e6a833031e9bbcd3f4e8bde6ca49a4";
    private static final String UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

    private WireValues() {}

    /**
     * What came over the wire.
     *
     * @param owner whose properties they are, for error messages
     * @throws IllegalArgumentException when there is a value of a kind that Pulumi has added since
     */
    public static Properties read(String owner, Struct struct) {
        return new Properties(owner, readFields(struct));
    }

    /** The values as they go over the wire, secrets marked and in clear: who gets them is trusted with them. */
    public static Struct write(Properties properties) {
        return writeFields(properties.values()).build();
    }

    private static Map<String, Object> readFields(Struct struct) {
        Map<String, Object> fields = new TreeMap<>();
        struct.getFieldsMap().forEach((key, value) -> fields.put(key, read(value)));
        return fields;
    }

    private static Object read(Value value) {
        return switch (value.getKindCase()) {
            case BOOL_VALUE -> value.getBoolValue();
            case NUMBER_VALUE -> number(value.getNumberValue());
            case STRING_VALUE -> value.getStringValue().equals(UNKNOWN) ? Unknown.UNKNOWN : value.getStringValue();
            case LIST_VALUE -> {
                List<Object> items = new ArrayList<>();
                value.getListValue().getValuesList().forEach(item -> items.add(read(item)));
                yield items;
            }
            case STRUCT_VALUE -> readStruct(value.getStructValue());
            case NULL_VALUE, KIND_NOT_SET -> null;
        };
    }

    private static Object number(double number) {
        boolean whole = number == Math.rint(number) && Math.abs(number) < 1L << 53;
        return whole ? (Object) (long) number : (Object) number;
    }

    private static Object readStruct(Struct struct) {
        Map<String, Value> fields = struct.getFieldsMap();
        Value signature = fields.get(SIGNATURE);
        if (signature == null) {
            return readFields(struct);
        }
        return switch (signature.getStringValue()) {
            case SECRET -> new Secret(read(fields.get("value")));
            case ASSET -> new Artifact(Artifact.Kind.ASSET, text(fields, "path"), text(fields, "text"));
            case ARCHIVE -> new Artifact(Artifact.Kind.ARCHIVE, text(fields, "path"), "");
            case RESOURCE -> text(fields, "urn");
            case OUTPUT -> {
                Value value = fields.get("value");
                Object read = value == null ? Unknown.UNKNOWN : read(value);
                boolean secret =
                        fields.containsKey("secret") && fields.get("secret").getBoolValue();
                yield secret ? new Secret(read) : read;
            }
            default ->
                throw new IllegalArgumentException(
                        "Pulumi sent a value with the unknown signature " + signature.getStringValue());
        };
    }

    private static String text(Map<String, Value> fields, String key) {
        return fields.containsKey(key) ? fields.get(key).getStringValue() : "";
    }

    private static Struct.Builder writeFields(Map<?, ?> fields) {
        Struct.Builder struct = Struct.newBuilder();
        fields.forEach((key, value) -> struct.putFields((String) key, write(value)));
        return struct;
    }

    private static Value write(Object value) {
        Value.Builder builder = Value.newBuilder();
        if (value == null) {
            builder.setNullValue(NullValue.NULL_VALUE);
        } else if (value instanceof Boolean flag) {
            builder.setBoolValue(flag);
        } else if (value instanceof Number number) {
            builder.setNumberValue(number.doubleValue());
        } else if (value instanceof String text) {
            builder.setStringValue(text);
        } else if (value instanceof Unknown) {
            builder.setStringValue(UNKNOWN);
        } else if (value instanceof List<?> list) {
            ListValue.Builder items = ListValue.newBuilder();
            list.forEach(item -> items.addValues(write(item)));
            builder.setListValue(items);
        } else if (value instanceof Map<?, ?> map) {
            builder.setStructValue(writeFields(map));
        } else if (value instanceof Secret secret) {
            builder.setStructValue(signed(SECRET).putFields("value", write(secret.reveal())));
        } else if (value instanceof Artifact artifact) {
            boolean asset = artifact.kind() == Artifact.Kind.ASSET;
            String key = artifact.path().isEmpty() ? "text" : "path";
            builder.setStructValue(signed(asset ? ASSET : ARCHIVE)
                    .putFields(key, write(artifact.path().isEmpty() ? artifact.text() : artifact.path())));
        } else {
            throw new IllegalArgumentException("a graph holds no " + value.getClass());
        }
        return builder.build();
    }

    private static Struct.Builder signed(String signature) {
        return Struct.newBuilder().putFields(SIGNATURE, write((Object) signature));
    }
}
