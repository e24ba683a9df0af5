import { resourcePolicy, textsSetting } from "../policy";

export default resourcePolicy({
    name: "governance-regions",
    title: "Data stays in the regions that were agreed on",
    severity: "high",
    level: "mandatory",
    why: "Where personal data lies is a promise; a typing mistake in a stack's file must not break it.",
    fix: "Set aws:region in the stack's file to one of the allowed regions, or add the region to the pack's configuration.",
    settings: {
        regions: textsSetting("The regions that are allowed", [
            "us-east-1", "us-east-2", "us-west-2", "eu-central-1", "eu-west-1", "eu-north-1",
        ]),
    },
    validateResource(resource, { regions }, report) {
        // A resource of version 7 may name its own region.
        const region =
            resource.type === "pulumi:providers:aws" || resource.type.startsWith("aws:")
                ? (resource.props["region"] as string | undefined)
                : undefined;
        if (region !== undefined && !regions.includes(region)) {
            report(`the region is ${region}, allowed are ${regions.join(", ")}`);
        }
        if (resource.type === "pulumi:providers:aws" && region === undefined) {
            report("region is not set: it would come from whoever runs the update");
        }
    },
});
