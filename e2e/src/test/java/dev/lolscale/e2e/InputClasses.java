package dev.lolscale.e2e;

import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import com.pulumi.core.Either;
import com.pulumi.core.annotations.Import;
import com.pulumi.core.annotations.ResourceType;
import java.lang.reflect.Field;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What each resource of the AWS provider takes: by the input classes of {@code com.pulumi:aws} that the build pins. */
final class InputClasses {

    private InputClasses() {}

    /** The input class of a type, such as {@code aws:lambda/function:Function}; empty when there is no such type. */
    static Optional<Class<?>> of(String type) {
        String module = type.split(":", -1)[1].split("/", -1)[0];
        String name = "com.pulumi.aws." + module + "." + type.substring(type.lastIndexOf(':') + 1);
        try {
            ResourceType annotation = Class.forName(name).getAnnotation(ResourceType.class);
            return annotation != null && annotation.type().equals(type)
                    ? Optional.of(Class.forName(name + "Args"))
                    : Optional.empty();
        } catch (ClassNotFoundException e) {
            return Optional.empty();
        }
    }

    /** Whether a class has an input of this name. */
    static boolean has(Class<?> inputClass, String input) {
        return fields(inputClass).containsKey(input);
    }

    /** What is wrong with inputs: a path and a reason for each that is unknown or missing. */
    static Map<String, String> faults(Class<?> inputClass, Struct inputs) {
        Map<String, String> faults = new TreeMap<>();
        check(inputClass, inputs, "", faults);
        return faults;
    }

    private static void check(Class<?> inputClass, Struct inputs, String prefix, Map<String, String> faults) {
        Map<String, Field> fields = fields(inputClass);
        inputs.getFieldsMap().forEach((key, value) -> {
            if (key.startsWith("__")) {
                return;
            }
            if (fields.containsKey(key)) {
                check(fields.get(key).getGenericType(), Wire.open(value), prefix + key, faults);
            } else {
                faults.put(prefix + key, "no such input of " + inputClass.getName());
            }
        });
        fields.forEach((key, field) -> {
            if (field.getAnnotation(Import.class).required() && !inputs.containsFields(key)) {
                faults.put(prefix + key, "required by " + inputClass.getName());
            }
        });
    }

    private static void check(Type type, Value value, String path, Map<String, String> faults) {
        if (type instanceof WildcardType wildcard) {
            check(wildcard.getUpperBounds()[0], value, path, faults);
        } else if (type instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            if (generic.getRawType() == List.class) {
                if (value.hasListValue()) {
                    List<Value> items = value.getListValue().getValuesList();
                    for (int i = 0; i < items.size(); i++) {
                        check(arguments[0], Wire.open(items.get(i)), path + "[" + i + "]", faults);
                    }
                }
            } else if (generic.getRawType() == Map.class) {
                if (value.hasStructValue()) {
                    value.getStructValue()
                            .getFieldsMap()
                            .forEach((key, item) -> check(arguments[1], Wire.open(item), path + "." + key, faults));
                }
            } else if (generic.getRawType() == Either.class) {
                checkEither(arguments, value, path, faults);
            } else {
                check(arguments[0], value, path, faults);
            }
        } else if (type instanceof Class<?> inputClass && !fields(inputClass).isEmpty() && value.hasStructValue()) {
            check(inputClass, value.getStructValue(), path + ".", faults);
        }
    }

    private static void checkEither(Type[] alternatives, Value value, String path, Map<String, String> faults) {
        List<Map<String, String>> all = new ArrayList<>();
        for (Type alternative : alternatives) {
            Map<String, String> ofThis = new TreeMap<>();
            check(alternative, value, path, ofThis);
            all.add(ofThis);
        }
        if (all.stream().noneMatch(Map::isEmpty)) {
            faults.putAll(all.get(0));
        }
    }

    private static Map<String, Field> fields(Class<?> inputClass) {
        Map<String, Field> fields = new TreeMap<>();
        for (Field field : inputClass.getDeclaredFields()) {
            Import annotation = field.getAnnotation(Import.class);
            if (annotation != null) {
                fields.put(annotation.name().isEmpty() ? field.getName() : annotation.name(), field);
            }
        }
        return fields;
    }
}
