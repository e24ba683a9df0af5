import { isA } from "../graph";
import { resourcePolicy } from "../policy";

export default resourcePolicy({
    name: "security-query-result-encryption",
    title: "Query results are encrypted, whatever the client asks for",
    severity: "medium",
    level: "mandatory",
    why: "A result is a copy of the data, in another bucket.",
    fix: "Set configuration.resultConfiguration.encryptionConfiguration of the workgroup, and leave enforceWorkgroupConfiguration true.",
    validateResource(resource, _settings, report) {
        if (!isA(resource, "aws:athena/workgroup:Workgroup")) {
            return;
        }
        const configuration = resource.props["configuration"] ?? {};
        if (configuration["managedQueryResultsConfiguration"]?.["enabled"] === true) {
            // Athena keeps these itself, always encrypted.
            return;
        }
        if (!configuration["resultConfiguration"]?.["encryptionConfiguration"]?.["encryptionOption"]) {
            report("resultConfiguration has no encryptionConfiguration");
        }
        if (configuration["enforceWorkgroupConfiguration"] === false) {
            report("enforceWorkgroupConfiguration is false: a client may choose not to encrypt");
        }
    },
});
