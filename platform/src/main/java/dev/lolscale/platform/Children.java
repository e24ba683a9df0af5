package dev.lolscale.platform;

import com.pulumi.resources.CustomResourceOptions;
import com.pulumi.resources.Resource;

/** The options that the children of a component share. */
final class Children {

    private Children() {}

    static CustomResourceOptions of(Resource parent, Resource... dependencies) {
        return CustomResourceOptions.builder()
                .parent(parent)
                .dependsOn(dependencies)
                .build();
    }
}
