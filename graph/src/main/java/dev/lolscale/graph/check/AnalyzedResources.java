package dev.lolscale.graph.check;

import dev.lolscale.graph.GraphResource;
import dev.lolscale.graph.Properties;
import dev.lolscale.graph.StackConfiguration;
import dev.lolscale.graph.StackGraph;
import dev.lolscale.graph.recorder.WireValues;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import pulumirpc.AnalyzerOuterClass.AnalyzeRequest;
import pulumirpc.AnalyzerOuterClass.AnalyzeStackRequest;
import pulumirpc.AnalyzerOuterClass.AnalyzerPropertyDependencies;
import pulumirpc.AnalyzerOuterClass.AnalyzerProviderResource;
import pulumirpc.AnalyzerOuterClass.AnalyzerResource;
import pulumirpc.AnalyzerOuterClass.AnalyzerResourceOptions;

/**
 * A stack graph in the words of Pulumi's analyzer protocol, as the engine puts it: a single resource with its inputs,
 * the stack with its outputs. The engine also registers a provider where the program names none; so does this.
 */
final class AnalyzedResources {

    private static final String PROVIDER_TYPE = "pulumi:providers:";

    private final StackConfiguration configuration;
    private final Map<String, GraphResource> resources = new LinkedHashMap<>();

    AnalyzedResources(StackGraph graph, StackConfiguration configuration) {
        this.configuration = configuration;
        graph.resources().forEach(resource -> resources.put(resource.urn(), resource));
        for (GraphResource resource : graph.resources()) {
            if (takesDefaultProvider(resource)) {
                GraphResource provider = defaultProvider(resource);
                resources.putIfAbsent(provider.urn(), provider);
            }
        }
    }

    /** A request for each resource, in the order of their urns. */
    List<AnalyzeRequest> single() {
        List<AnalyzeRequest> requests = new ArrayList<>();
        for (GraphResource resource : resources.values()) {
            AnalyzeRequest.Builder request = AnalyzeRequest.newBuilder()
                    .setType(resource.type())
                    .setUrn(resource.urn())
                    .setName(resource.name())
                    .setProperties(WireValues.write(resource.inputs()))
                    .setOptions(options(resource));
            AnalyzerProviderResource provider = provider(resource);
            if (provider != null) {
                request.setProvider(provider);
            }
            requests.add(request.build());
        }
        return requests;
    }

    /** The request for the whole stack. */
    AnalyzeStackRequest stack() {
        AnalyzeStackRequest.Builder request = AnalyzeStackRequest.newBuilder();
        for (GraphResource resource : resources.values()) {
            AnalyzerResource.Builder analyzed = request.addResourcesBuilder()
                    .setType(resource.type())
                    .setUrn(resource.urn())
                    .setName(resource.name())
                    .setProperties(WireValues.write(resource.outputs()))
                    .setOptions(options(resource))
                    .setParent(resource.parent())
                    .addAllDependencies(resource.dependencies());
            resource.propertyDependencies()
                    .forEach((property, urns) -> analyzed.putPropertyDependencies(
                            property,
                            AnalyzerPropertyDependencies.newBuilder()
                                    .addAllUrns(urns)
                                    .build()));
            AnalyzerProviderResource provider = provider(resource);
            if (provider != null) {
                analyzed.setProvider(provider);
            }
        }
        return request.build();
    }

    private static AnalyzerResourceOptions options(GraphResource resource) {
        return AnalyzerResourceOptions.newBuilder()
                .setProtect(resource.protect())
                .addAllIgnoreChanges(resource.ignoreChanges())
                .addAllAliases(resource.aliases())
                .setParent(resource.parent())
                .build();
    }

    private AnalyzerProviderResource provider(GraphResource resource) {
        String urn = takesDefaultProvider(resource)
                ? defaultProviderUrn(resource)
                // A reference is urn::id.
                : resource.provider()
                        .substring(0, Math.max(0, resource.provider().lastIndexOf("::")));
        GraphResource provider = resources.get(urn);
        if (provider == null) {
            return null;
        }
        return AnalyzerProviderResource.newBuilder()
                .setType(provider.type())
                .setUrn(provider.urn())
                .setName(provider.name())
                .setProperties(WireValues.write(provider.inputs()))
                .build();
    }

    private static boolean takesDefaultProvider(GraphResource resource) {
        return resource.custom()
                && resource.provider().isEmpty()
                && !resource.type().startsWith("pulumi:");
    }

    private static String providerPackage(GraphResource resource) {
        return resource.type().substring(0, resource.type().indexOf(':'));
    }

    private String defaultProviderUrn(GraphResource resource) {
        return "urn:pulumi:" + configuration.stack() + "::" + configuration.project() + "::" + PROVIDER_TYPE
                + providerPackage(resource) + "::default";
    }

    private GraphResource defaultProvider(GraphResource resource) {
        String namespace = providerPackage(resource) + ":";
        Map<String, Object> inputs = new TreeMap<>();
        configuration.values().forEach((key, value) -> {
            if (key.startsWith(namespace)) {
                inputs.put(key.substring(namespace.length()), value);
            }
        });
        String urn = defaultProviderUrn(resource);
        Properties properties = new Properties(urn, inputs);
        return new GraphResource(
                urn,
                PROVIDER_TYPE + providerPackage(resource),
                "default",
                "",
                true,
                properties,
                properties,
                false,
                false,
                List.of(),
                Map.of(),
                List.of(),
                List.of(),
                "");
    }
}
