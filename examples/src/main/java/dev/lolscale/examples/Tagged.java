package dev.lolscale.examples;

import com.pulumi.Context;
import com.pulumi.aws.Provider;
import com.pulumi.aws.ProviderArgs;
import com.pulumi.aws.inputs.ProviderDefaultTagsArgs;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.CustomResourceOptions;
import java.util.Map;

/** One provider for all that a program declares: its region, and tags on everything that takes them. */
final class Tagged {

    private Tagged() {}

    static ComponentResourceOptions options(Context context) {
        Provider aws = new Provider(
                "aws",
                ProviderArgs.builder()
                        .region(context.config("aws").require("region"))
                        .defaultTags(ProviderDefaultTagsArgs.builder()
                                .tags(Map.of("project", context.projectName(), "stack", context.stackName()))
                                .build())
                        .build(),
                CustomResourceOptions.Empty);
        return ComponentResourceOptions.builder().providers(aws).build();
    }
}
