package dev.lolscale.graph;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * One resource of a stack graph, as the program registered it.
 *
 * @param urn its unique name, {@code urn:pulumi:<stack>::<project>::<parent types>$<type>::<name>}
 * @param type for example {@code aws:lambda/function:Function}
 * @param name its logical name
 * @param parent its parent's urn; empty for the stack itself
 * @param custom true for a resource of a provider, false for a component
 * @param inputs what the program set
 * @param outputs what the resource gives: made up by the recorder in an update, mostly absent in a preview; a component's
 *     or stack's registered outputs
 * @param protect whether it refuses to be destroyed
 * @param retainOnDelete whether AWS keeps it when the stack lets it go
 * @param dependencies urns of all resources it waits for
 * @param propertyDependencies for each input, the urns of the resources that it comes from
 * @param aliases former urns or names
 * @param ignoreChanges inputs whose changes are left alone
 * @param provider the provider's reference; empty for the default one
 */
public record GraphResource(
        String urn,
        String type,
        String name,
        String parent,
        boolean custom,
        Properties inputs,
        Properties outputs,
        boolean protect,
        boolean retainOnDelete,
        List<String> dependencies,
        Map<String, List<String>> propertyDependencies,
        List<String> aliases,
        List<String> ignoreChanges,
        String provider) {

    /** The last part of the type, for example {@code Function}. */
    public String shortType() {
        return type.substring(type.lastIndexOf(':') + 1);
    }

    /** A copy with other inputs, of which one has changed; the output that repeats it changes too. */
    GraphResource withInputs(Properties changed, String key) {
        Map<String, Object> followed = new TreeMap<>(outputs.values());
        boolean repeats = Objects.equals(followed.get(key), inputs.values().get(key));
        // A component's outputs are its own; a resource of a provider gives back what it was given.
        if (custom ? repeats : repeats && followed.containsKey(key)) {
            followed.remove(key);
            if (changed.values().containsKey(key)) {
                followed.put(key, changed.values().get(key));
            }
        }
        return new GraphResource(
                urn,
                type,
                name,
                parent,
                custom,
                changed,
                new Properties(urn, followed),
                protect,
                retainOnDelete,
                dependencies,
                propertyDependencies,
                aliases,
                ignoreChanges,
                provider);
    }
}
