import { Graph, listOf } from "../src/graph";
import type { Policy, Properties, StackResource } from "../src/policy";
import { valuesOf } from "../src/policy";

/** A resource of a test: what its inputs come from is named, as Pulumi tells it. */
export interface Given {
    type: string;
    name: string;
    props?: Properties;
    from?: Record<string, string | string[]>;
    protect?: boolean;
    stack?: string;
    provider?: Properties;
}

/** The resources with their references resolved by name. */
export function resources(...given: Given[]): StackResource[] {
    const made = new Map<string, StackResource>();
    for (const each of given) {
        const resource: StackResource = {
            type: each.type,
            name: each.name,
            urn: `urn:pulumi:${each.stack ?? "dev"}::test::${each.type}::${each.name}`,
            props: each.props ?? {},
            opts: { protect: each.protect ?? false },
            dependencies: [],
            propertyDependencies: {},
        };
        if (each.provider) {
            resource.provider = { props: each.provider };
        }
        made.set(each.name, resource);
    }
    for (const each of given) {
        for (const [property, names] of Object.entries(each.from ?? {})) {
            const sources = listOf(names).map((name) => {
                const source = made.get(name);
                if (!source) {
                    throw new Error(`the test has no resource ${name}`);
                }
                return source;
            });
            made.get(each.name)!.propertyDependencies[property] = sources;
            made.get(each.name)!.dependencies.push(...sources);
        }
    }
    return [...made.values()];
}

/** What a policy says of these resources: each violation as name of the resource, colon, reason. */
export function violations(policy: Policy, given: Given[], configuration: Properties = {}): string[] {
    const told: string[] = [];
    const values = valuesOf(policy, configuration);
    if (policy.kind === "stack") {
        policy.validateStack(new Graph(resources(...given)), values, (resource, reason) =>
            told.push(`${resource.name}: ${reason}`),
        );
    } else {
        for (const resource of resources(...given)) {
            policy.validateResource(resource, values, (reason) => told.push(`${resource.name}: ${reason}`));
        }
    }
    return told;
}

/** An IAM document as text. */
export function document(...statements: object[]): string {
    return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}

/** Stands for the value that a preview does not know: Pulumi throws when it is read. */
export function unknown(...names: string[]): Properties {
    const props = {};
    for (const name of names) {
        Object.defineProperty(props, name, {
            enumerable: true,
            get() {
                throw new Error(`can't access unknown property ${name}`);
            },
        });
    }
    return props;
}

/** One test of a policy: the resources, and exactly what the policy must say of them. */
export interface Case {
    policy: Policy;
    kind: "passing" | "failing" | "edge";
    name: string;
    given: Given[];
    told: string[];
    configuration: Properties;
}

/** The tests of one policy: what passes, what fails, and what makes it subtle. */
export function casesOf(policy: Policy): {
    passes(name: string, given: Given[], configuration?: Properties): ReturnType<typeof casesOf>;
    fails(name: string, given: Given[], told: string[], configuration?: Properties): ReturnType<typeof casesOf>;
    edge(name: string, given: Given[], told: string[], configuration?: Properties): ReturnType<typeof casesOf>;
    all: Case[];
} {
    const all: Case[] = [];
    const add = (kind: Case["kind"], name: string, given: Given[], told: string[], configuration: Properties = {}) => {
        all.push({ policy, kind, name, given, told, configuration });
        return cases;
    };
    const cases = {
        passes: (name: string, given: Given[], configuration?: Properties) => add("passing", name, given, [], configuration),
        fails: (name: string, given: Given[], told: string[], configuration?: Properties) => add("failing", name, given, told, configuration),
        edge: (name: string, given: Given[], told: string[], configuration?: Properties) => add("edge", name, given, told, configuration),
        all,
    };
    return cases;
}
