import type { Policy } from "./policy";

const AREAS: Record<string, string> = {
    security: "Security",
    reliability: "Reliability",
    cost: "Cost",
    governance: "Governance",
    data: "Data",
};

/** docs/policies.md: what each policy demands, why, how to mend it, and what can be set. */
export function documentation(policies: Policy[]): string {
    const lines = [
        "# Policies",
        "",
        `The ${policies.length} policies of the pack in \`policies/\`. They hold in every stack: \`./lolscale check\` and \`./mvnw verify\` run them, and so does \`pulumi preview --policy-pack policies\`, which needs an account. [policy-edits.md](policy-edits.md) shows what each of them catches.`,
        "",
        "*Mandatory* ends the update, *advisory* is only told. A team sets levels and settings in a JSON file, which `./lolscale check` and `pulumi preview` take by `--policy-pack-config`:",
        "",
        "```json",
        '{"cost-athena-cutoff": {"maxBytes": 50000000000}, "governance-tags": "advisory"}',
        "```",
        "",
        "A policy marked *stack* compares resources with each other, after all are known; the others look at one resource's inputs.",
        "",
        "This page is made from the policies' own descriptions by `npm run docs` in `policies/`.",
    ];
    for (const [area, title] of Object.entries(AREAS)) {
        lines.push("", `## ${title}`);
        for (const policy of policies.filter(({ name }) => name.startsWith(`${area}-`))) {
            lines.push(
                "",
                `### \`${policy.name}\``,
                "",
                `**${policy.title}.** ${policy.severity}, ${policy.level}${policy.kind === "stack" ? ", stack" : ""}.`,
                "",
                `${policy.why} ${policy.fix}`,
            );
            const settings = Object.entries(policy.settings);
            if (settings.length > 0) {
                lines.push("", "| setting | default | meaning |", "| --- | --- | --- |");
            }
            for (const [name, setting] of settings) {
                lines.push(`| \`${name}\` | \`${JSON.stringify(setting.default)}\` | ${setting.description} |`);
            }
        }
    }
    return `${lines.join("\n")}\n`;
}
