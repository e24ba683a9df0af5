import type { PolicyConfigJSONSchema } from "@pulumi/policy/schema";
import { Graph } from "./graph";

/** How bad it is when a policy is violated. */
export type Severity = "low" | "medium" | "high" | "critical";

/** Whether a violation ends the update (mandatory) or is only told (advisory). */
export type Level = "mandatory" | "advisory";

/** The properties of a resource: plain JSON, secrets in clear, read but never changed. */
// "any" because each provider has its own shapes, of which policies read a few known paths.
export type Properties = Record<string, any>;

/** What a policy of single resources sees: the inputs, before the resource is made or changed. */
export interface Resource {
    type: string;
    name: string;
    urn: string;
    props: Properties;
    opts: { protect: boolean };
    provider?: { props: Properties };
}

/** What a policy of the whole stack sees: the outputs, after everything is made. */
export interface StackResource extends Resource {
    dependencies: StackResource[];
    propertyDependencies: Record<string, StackResource[]>;
}

/** One setting of a policy, with the value it has unless the pack's configuration says otherwise. */
export interface Setting<T> {
    description: string;
    default: T;
    schema: PolicyConfigJSONSchema;
}

export type Settings = Record<string, Setting<unknown>>;

export type Values<S extends Settings> = { [K in keyof S]: S[K] extends Setting<infer T> ? T : never };

/** Tells a violation: what is wrong, in one line, without any value that may be secret. */
export type Report = (reason: string) => void;
export type ReportOf = (resource: Resource, reason: string) => void;

interface Description<S extends Settings> {
    /** The policy's path below src, a hyphen for each slash. */
    name: string;
    title: string;
    severity: Severity;
    level: Level;
    /** What happens when it does not hold; one sentence or two. */
    why: string;
    /** What to change, named as in Pulumi. */
    fix: string;
    settings?: S;
}

interface ResourceRule<S extends Settings> extends Description<S> {
    validateResource(resource: Resource, settings: Values<S>, report: Report): void;
}

interface StackRule<S extends Settings> extends Description<S> {
    validateStack(graph: Graph, settings: Values<S>, report: ReportOf): void;
}

/** A policy as the pack and the tests take it. */
export type Policy = Required<Description<Settings>> &
    (
        | { kind: "resource"; validateResource(resource: Resource, settings: Values<Settings>, report: Report): void }
        | { kind: "stack"; validateStack(graph: Graph, settings: Values<Settings>, report: ReportOf): void }
    );

/** A policy that looks at one resource at a time. */
export function resourcePolicy<S extends Settings>(rule: ResourceRule<S>): Policy {
    return {
        ...rule,
        kind: "resource",
        settings: rule.settings ?? {},
        validateResource: (resource, values, report) => rule.validateResource(resource, values as Values<S>, report),
    };
}

/** A policy that looks at how resources fit together. */
export function stackPolicy<S extends Settings>(rule: StackRule<S>): Policy {
    return {
        ...rule,
        kind: "stack",
        settings: rule.settings ?? {},
        validateStack: (graph, values, report) => rule.validateStack(graph, values as Values<S>, report),
    };
}

export function numberSetting(description: string, standard: number): Setting<number> {
    return { description, default: standard, schema: { type: "number", description, default: standard } };
}

export function textSetting(description: string, standard: string): Setting<string> {
    return { description, default: standard, schema: { type: "string", description, default: standard } };
}

export function textsSetting(description: string, standard: string[]): Setting<string[]> {
    return {
        description,
        default: standard,
        schema: { type: "array", items: { type: "string" }, description, default: standard },
    };
}

/** The settings of a policy: what the configuration gives, and the defaults of the rest. */
export function valuesOf(policy: Policy, configuration: Properties): Values<Settings> {
    const values: Properties = {};
    for (const [name, setting] of Object.entries(policy.settings)) {
        values[name] = configuration[name] ?? setting.default;
    }
    return values;
}
