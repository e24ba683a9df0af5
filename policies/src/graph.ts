import type { Properties, Resource, StackResource } from "./policy";

/** The outputs by which other resources name one. */
const IDENTITIES = ["id", "arn", "name", "bucket", "url", "invokeArn", "qualifiedArn", "executionArn", "stageName"];

/** A type without the V2 that the AWS provider puts at the end of some names up to version 6 and not from 7. */
export function plainType(type: string): string {
    return type.startsWith("aws:") ? type.replace(/V2(?=:|$)/gi, "") : type;
}

/** Whether a resource is of one of these types, whichever version of the AWS provider it is from. */
export function isA(resource: Resource, ...types: string[]): boolean {
    return types.includes(plainType(resource.type));
}

/** The stack of a resource, by its urn. */
export function stackOf(resource: Resource): string {
    return resource.urn.split("::")[0]?.replace("urn:pulumi:", "") ?? "";
}

/** A value that may not be known yet, as in a preview; Pulumi throws when such a value is read. */
export function known<T>(read: () => T): T | undefined {
    try {
        return read();
    } catch {
        return undefined;
    }
}

/** Whether a text names an identity as a whole: my-bucket is in arn:aws:s3:::my-bucket/x, but not in my-bucket-2. */
export function mentions(text: string, identity: string): boolean {
    const letter = /[A-Za-z0-9_-]/;
    for (let at = text.indexOf(identity); at >= 0; at = text.indexOf(identity, at + 1)) {
        const before = text[at - 1] ?? "";
        const after = text[at + identity.length] ?? "";
        if (!letter.test(before) && !letter.test(after)) {
            return true;
        }
    }
    return false;
}

/** The resources of a stack, and how they refer to each other. */
export class Graph {
    constructor(readonly resources: StackResource[]) {}

    ofType(...types: string[]): StackResource[] {
        return this.resources.filter((resource) => isA(resource, ...types));
    }

    /** The resources of a type whose property refers to the target. */
    referring(type: string, property: string, target: StackResource): StackResource[] {
        return this.ofType(type).filter((resource) => this.refers(resource, property, target));
    }

    /**
     * Whether a property refers to a target: it comes from the target by Pulumi's own account, and, where both are
     * known, says its name. Two names alone prove nothing: only a property that comes from no resource of the target's
     * type at all, one written by hand, is taken at its word.
     *
     * @param part reads the part of the property that counts, when it holds several references
     */
    refers(resource: StackResource, property: string, target: StackResource, part?: () => unknown): boolean {
        const sources = (resource.propertyDependencies[property] ?? []).filter(
            (source) => plainType(source.type) === plainType(target.type),
        );
        const linked = sources.some((source) => source.urn === target.urn);
        if (!linked && sources.length > 0) {
            return false;
        }
        const read = () => asText(part ? part() : resource.props[property]);
        const text = known(read);
        if (text === undefined && (resource.propertyDependencies[property] ?? []).length === 0) {
            // In a preview some SDKs lose the source of what is not known yet. Reading it tells Pulumi that the policy
            // cannot run, which is the truth.
            read();
        }
        const identities = known(() => identitiesOf(target)) ?? [];
        if (text === undefined || identities.length === 0) {
            return linked;
        }
        return identities.some((identity) => mentions(text, identity));
    }

    /** The resource of one of the types that a property, or a part of it, refers to. */
    target(
        resource: StackResource,
        property: string,
        types: string[],
        part?: () => unknown,
    ): StackResource | undefined {
        return this.ofType(...types).find((target) => this.refers(resource, property, target, part));
    }
}

/** A list, also where a single value stands for a list of one, as in IAM and in some of Pulumi's inputs. */
export function listOf<T = Properties>(value: T | T[] | undefined | null): T[] {
    if (value === undefined || value === null) {
        return [];
    }
    return Array.isArray(value) ? value : [value];
}

function asText(value: unknown): string {
    return typeof value === "string" ? value : JSON.stringify(value ?? "");
}

function identitiesOf(target: StackResource): string[] {
    return IDENTITIES.map((key) => target.props[key] as unknown).filter(
        (value): value is string => typeof value === "string" && value !== "",
    );
}
