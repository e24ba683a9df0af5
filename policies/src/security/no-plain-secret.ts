import { isA, known, listOf, type Graph } from "../graph";
import { type Properties, stackPolicy, textsSetting } from "../policy";

/** Outputs that are credentials. */
const CREDENTIALS: Record<string, string[]> = {
    "aws:apigateway/apiKey:ApiKey": ["value"],
    "aws:iam/accessKey:AccessKey": ["secret", "sesSmtpPasswordV4"],
    "aws:rds/instance:Instance": ["password"],
    "aws:rds/cluster:Cluster": ["masterPassword"],
    "aws:secretsmanager/secretVersion:SecretVersion": ["secretString"],
    "aws:ssm/parameter:Parameter": ["value"],
    "random:index/randomPassword:RandomPassword": ["result"],
    "tls:index/privateKey:PrivateKey": ["privateKeyPem", "privateKeyOpenssh"],
};

/** How credentials look. */
const LOOKS: [RegExp, string][] = [
    [/\b(AKIA|ASIA)[A-Z0-9]{16}\b/, "an access key of AWS"],
    [/-----BEGIN [A-Z ]*PRIVATE KEY-----/, "a private key"],
    [/\b[a-z][a-z0-9+.-]*:\/\/[^\s:/@]+:[^\s:/@]+@/i, "an address with a password in it"],
    [/\b(gh[pousr]|github_pat)_[A-Za-z0-9_]{30,}\b/, "a token of GitHub"],
    [/\b[sr]k_(live|test)_[A-Za-z0-9]{10,}\b/, "a key of Stripe"],
    [/\bxox[a-z]-[A-Za-z0-9-]{10,}/, "a token of Slack"],
    [/\beyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]*/, "a JSON Web Token"],
];

/** Names that say secret, unless they go on to say where it lies. */
const SECRET_NAME = /((^|_)(PASS|PWD|PASSPHRASE|SECRET|TOKEN|PRIVATE_?KEY|API_?KEY|ACCESS_?KEY|CREDENTIALS?)|PASSWORD|PASSWD)$/i;

export default stackPolicy({
    name: "security-no-plain-secret",
    title: "No credential in a function's environment, a job's arguments or those that its trigger gives it",
    severity: "critical",
    level: "mandatory",
    why: "Who may look at a function or a job sees its variables and arguments, and they stand in every copy of its configuration.",
    fix: "Keep the credential in Secrets Manager or Parameter Store, hand over its name or ARN, and let the code read it; or hand over a digest.",
    settings: {
        allowedNames: textsSetting("Variables whose name says secret and whose value is none", []),
    },
    validateStack(graph, { allowedNames }, report) {
        const credentials = credentialsOf(graph);
        for (const resource of graph.resources) {
            for (const [name, value] of variables(resource)) {
                const source = credentials.find((credential) => value.includes(credential.value));
                const look = LOOKS.find(([pattern]) => pattern.test(value));
                if (source) {
                    report(resource, `${name} holds the ${source.output} of ${source.name}`);
                } else if (look) {
                    report(resource, `${name} holds ${look[1]}`);
                } else if (SECRET_NAME.test(words(name)) && isLiteral(value) && !allowedNames.includes(name)) {
                    report(resource, `${name} is, by its name, a credential`);
                }
            }
        }
    },
});

/** The words of a name, an underscore between them: DB_PASS, dbPass and --db-pass are the same. */
function words(name: string): string {
    return name
        .replace(/^--/, "")
        .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
        .replace(/([A-Z])([A-Z][a-z])/g, "$1_$2")
        .replaceAll(/[-.]/g, "_");
}

/** The variables of a function, the arguments of a job and its trigger: what anybody with read access to them sees. */
function variables(resource: { type: string; props: Record<string, unknown> }): [string, string][] {
    const found = known(() => {
        const props = resource.props as Record<string, Record<string, Record<string, unknown>>>;
        if (isA(resource as never, "aws:lambda/function:Function")) {
            return Object.entries(props["environment"]?.["variables"] ?? {});
        }
        if (isA(resource as never, "aws:glue/job:Job")) {
            return Object.entries({ ...props["defaultArguments"], ...props["nonOverridableArguments"] } as Record<string, unknown>);
        }
        if (isA(resource as never, "aws:glue/trigger:Trigger")) {
            return listOf(resource.props["actions"] as Properties[] | undefined).flatMap((action) => Object.entries((action["arguments"] ?? {}) as Properties));
        }
        return [];
    });
    return (found ?? []).map(([name, value]) => [name, String(value)]);
}

/** A short value may be part of any text by chance. */
function credentialsOf(graph: Graph): { name: string; output: string; value: string }[] {
    return graph.resources.flatMap((resource) =>
        (CREDENTIALS[resource.type] ?? []).flatMap((output) => {
            const value = known(() => resource.props[output] as unknown);
            return typeof value === "string" && value.length >= 8 ? [{ name: resource.name, output, value }] : [];
        }),
    );
}

/** Whether a value is the thing itself: not empty, and not the ARN or path of where it lies. */
function isLiteral(value: string): boolean {
    return value !== "" && !value.startsWith("arn:") && !value.startsWith("/") && !value.startsWith("ssm:");
}
