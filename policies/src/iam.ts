import { arnOf, hasWildcard } from "./arn";
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
    /** Whether it names those it is not for, and so is for all others. */
    forAllOthers: boolean;
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

/** The documents that say who may do what to a resource. */
export function resourceDocuments(resource: Resource): unknown[] {
    return isA(
        resource,
        "aws:s3/bucketPolicy:BucketPolicy", "aws:s3/bucket:Bucket", "aws:sqs/queuePolicy:QueuePolicy", "aws:sqs/queue:Queue",
        "aws:sns/topicPolicy:TopicPolicy", "aws:sns/topic:Topic",
    )
        ? [resource.props["policy"]]
        : [];
}

/** Keys that tell who calls, or from where; a region or a user agent is none of them. */
const CALLER_KEYS = [
    "aws:principalaccount", "aws:principalarn", "aws:principalorgid", "aws:principalorgpaths", "aws:sourceaccount",
    "aws:sourcearn", "aws:sourceowner", "aws:sourcevpc", "aws:sourcevpce", "aws:sourceip", "aws:userid",
    "s3:dataaccesspointaccount", "s3:dataaccesspointarn",
];

/** Whether a statement lets in whoever comes. */
export function isForEverybody(statement: Statement): boolean {
    const anybody = statement.forAllOthers || statement.principals.some(({ name }) => name === "*");
    return statement.allows && anybody && !isClosedBy(statement, CALLER_KEYS);
}

/** Whether a condition on one of the keys lets in only those whom its values name. */
export function isClosedBy(statement: Statement, keys: string[]): boolean {
    return statement.conditions.some(
        ({ operator, key, values }) =>
            keys.includes(key) && CLOSING_OPERATOR.test(operator) && values.length > 0 && !values.some(isOpen),
    );
}

/** With ForAllValues and IfExists, whoever sends no such key is let in; Not..., Bool and Null name nobody. */
const CLOSING_OPERATOR = /^(ForAnyValue:)?(String(Equals|EqualsIgnoreCase|Like)|Arn(Equals|Like)|IpAddress)$/i;

/** Whether a value of a condition names no one in particular: *, half of all addresses, an ARN of any account. */
function isOpen(value: string): boolean {
    if (value.startsWith("arn:")) {
        const { account, resource } = arnOf(value);
        return hasWildcard(account) || resource === "" || (account === "" && /^[*?]/.test(resource));
    }
    return /^[*?:]*$/.test(value) || /\/[0-7]$/.test(value);
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
        forAllOthers: json["NotPrincipal"] !== undefined,
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
