import { isA, stackOf } from "../graph";
import { resourcePolicy, textsSetting } from "../policy";

export default resourcePolicy({
    name: "cost-no-provisioned-concurrency",
    title: "Functions are kept warm only in production",
    severity: "medium",
    level: "mandatory",
    why: "Provisioned concurrency is billed by the second whether anybody calls or not.",
    fix: "Remove the ProvisionedConcurrencyConfig from this stack; SnapStart shortens cold starts for nothing.",
    settings: {
        productionStacks: textsSetting("The stacks that are production", ["prod", "production"]),
    },
    validateResource(resource, { productionStacks }, report) {
        if (
            isA(resource, "aws:lambda/provisionedConcurrencyConfig:ProvisionedConcurrencyConfig") &&
            !productionStacks.includes(stackOf(resource))
        ) {
            report(`${resource.props["provisionedConcurrentExecutions"]} instances are kept warm in the stack ${stackOf(resource)}`);
        }
    },
});
