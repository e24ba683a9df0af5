package dev.lolscale.platform;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes templates of CloudFormation with one resource, whose text is the same for every stack. */
final class CloudFormation {

    private CloudFormation() {}

    /** The template, in JSON: text parameters, and the resource under this name. */
    static String template(List<String> parameters, String name, String type, Map<String, Object> properties) {
        Map<String, Object> declared = new TreeMap<>();
        parameters.forEach(parameter -> declared.put(parameter, Map.of("Type", "String")));
        return Json.of(new TreeMap<>(Map.of(
                "AWSTemplateFormatVersion",
                "2010-09-09",
                "Parameters",
                declared,
                "Resources",
                Map.of(name, new TreeMap<>(Map.of("Type", type, "Properties", properties))))));
    }

    /** The value of a parameter. */
    static Map<String, Object> parameter(String name) {
        return Map.of("Ref", name);
    }

    /** What QuickSight lets the parameter {@code PrincipalArn} do. */
    static List<Object> permissions(List<String> actions) {
        return List.of(new TreeMap<>(Map.of("Principal", parameter("PrincipalArn"), "Actions", actions)));
    }
}
