import { permissionDocuments, statementsOf } from "../iam";
import { resourcePolicy } from "../policy";

export default resourcePolicy({
    name: "security-no-wildcard-action",
    title: "Permissions name their actions",
    severity: "high",
    level: "mandatory",
    why: "A wildcard grants what nobody has thought of, and what AWS adds later.",
    fix: "List the actions that the code calls, one by one.",
    validateResource(resource, _settings, report) {
        for (const statement of permissionDocuments(resource).flatMap(statementsOf)) {
            if (!statement.allows) {
                continue;
            }
            for (const action of statement.actions.filter((name) => /[*?]/.test(name))) {
                report(`the action ${action} is a wildcard`);
            }
            if (statement.notActions.length > 0) {
                report(`NotAction allows all actions but ${statement.notActions.join(", ")}`);
            }
        }
    },
});
