import type { Resource } from "./policy";
import { isA, listOf } from "./graph";

/** A statement of an IAM policy, each part a list, however tersely it was written. */
export interface Statement {
    allows: boolean;
    actions: string[];
    notActions: string[];
    resources: string[];
    notResources: string[];
    /** Each principal as kind and name, for example Service and lambda.amazonaws.com; AWS and * for anybody. */
    principals: { kind: string; name: string }[];
    conditions: Condition[];
}

export interface Condition {
    operator: string;
    /** In lower case: IAM does not tell them apart. */
    key: string;
    values: string[];
}

type Json = Record<string, unknown>;

/** The statements of a policy document, JSON text or object; none when there is no document. */
export function statementsOf(document: unknown): Statement[] {
    const parsed = typeof document === "string" ? parse(document) : document;
    if (parsed === null || typeof parsed !== "object") {
        return [];
    }
    return listOf((parsed as Json)["Statement"] as Json | Json[] | undefined).map(statement);
}

/** The documents that say what somebody may do: inline or managed policies. */
export function permissionDocuments(resource: Resource): unknown[] {
    if (isA(resource, "aws:iam/rolePolicy:RolePolicy", "aws:iam/policy:Policy", "aws:iam/userPolicy:UserPolicy", "aws:iam/groupPolicy:GroupPolicy")) {
        return [resource.props["policy"]];
    }
    if (isA(resource, "aws:iam/role:Role")) {
        return listOf(resource.props["inlinePolicies"]).map((inline) => inline["policy"]);
    }
    return [];
}

/** The values of a condition key, whatever its operator. */
export function conditionValues(statement: Statement, ...keys: string[]): string[] {
    return statement.conditions.filter((condition) => keys.includes(condition.key)).flatMap((condition) => condition.values);
}

function parse(text: string): unknown {
    try {
        return JSON.parse(text);
    } catch {
        // AWS refuses it; there is nothing to judge.
        return undefined;
    }
}

function statement(json: Json): Statement {
    return {
        allows: json["Effect"] === "Allow",
        actions: texts(json["Action"]),
        notActions: texts(json["NotAction"]),
        resources: texts(json["Resource"]),
        notResources: texts(json["NotResource"]),
        principals: principals(json["Principal"]),
        conditions: conditions(json["Condition"]),
    };
}

function principals(principal: unknown): Statement["principals"] {
    if (principal === "*") {
        return [{ kind: "AWS", name: "*" }];
    }
    return Object.entries((principal ?? {}) as Json).flatMap(([kind, names]) =>
        texts(names).map((name) => ({ kind, name })),
    );
}

function conditions(condition: unknown): Condition[] {
    return Object.entries((condition ?? {}) as Record<string, Json>).flatMap(([operator, keys]) =>
        Object.entries(keys).map(([key, values]) => ({ operator, key: key.toLowerCase(), values: texts(values) })),
    );
}

function texts(value: unknown): string[] {
    return listOf(value as string | string[] | undefined).map(String);
}
