import { isA } from "../graph";
import { isClosedBy, statementsOf } from "../iam";
import { resourcePolicy, textsSetting } from "../policy";

const SOURCE_KEYS = ["aws:sourcearn", "aws:sourceaccount", "aws:sourceorgid", "aws:sourceorgpaths"];

export default resourcePolicy({
    name: "security-role-trust",
    title: "A role trusts one service, and only in its own name",
    severity: "high",
    level: "mandatory",
    why: "A service works for everybody: without a condition on the source it may be sent by another account, and do there what the role allows here.",
    fix: "Name one service in Principal, and add a Condition on aws:SourceAccount or aws:SourceArn.",
    settings: {
        servicesWithoutSource: textsSetting(
            "Services that take a role only from who may pass it, and send no source when they assume it",
            ["lambda.amazonaws.com", "edgelambda.amazonaws.com", "ec2.amazonaws.com", "ecs-tasks.amazonaws.com"],
        ),
        accounts: textsSetting("Accounts whose principals may assume roles, besides services", []),
    },
    validateResource(resource, { servicesWithoutSource, accounts }, report) {
        if (!isA(resource, "aws:iam/role:Role")) {
            return;
        }
        for (const statement of statementsOf(resource.props["assumeRolePolicy"]).filter(({ allows }) => allows)) {
            const services = statement.principals.filter(({ kind }) => kind === "Service").map(({ name }) => name);
            for (const { kind, name } of statement.principals) {
                if (name === "*" || (kind === "AWS" && !accounts.some((account) => name.includes(account)))) {
                    report(name === "*" ? `everybody (${kind}: *) may assume the role` : `${name} may assume the role`);
                }
            }
            if (services.length > 1) {
                report(`${services.join(" and ")} may assume the role; one service is enough`);
            }
            for (const service of services.filter((name) => name !== "*" && !servicesWithoutSource.includes(name))) {
                if (!isClosedBy(statement, SOURCE_KEYS)) {
                    report(`${service} may assume the role for any account`);
                }
            }
        }
    },
});
