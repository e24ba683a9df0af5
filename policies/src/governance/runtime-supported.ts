import { isA } from "../graph";
import { numberSetting, resourcePolicy, textSetting } from "../policy";

/**
 * The day on which AWS stops to patch a runtime, as its documentation of Lambda runtimes and of Glue versions lists
 * them. Written down on 2026-11-25; a runtime that is not here is newer, and passes.
 */
const ENDS: Record<string, string> = {
    "dotnetcore3.1": "2023-04-03", "dotnet5.0": "2022-05-10", "dotnet6": "2024-12-20", "dotnet7": "2024-05-14",
    "dotnet8": "2026-11-10", "go1.x": "2024-01-08", "java8": "2024-01-08", "java8.al2": "2027-06-30",
    "java11": "2027-06-30", "java17": "2027-06-30", "java21": "2029-06-30", "nodejs10.x": "2021-07-30",
    "nodejs12.x": "2023-03-31", "nodejs14.x": "2023-12-04", "nodejs16.x": "2024-06-12", "nodejs18.x": "2025-09-01",
    "nodejs20.x": "2026-04-30", "nodejs22.x": "2027-04-30", "provided": "2024-01-08", "provided.al2": "2026-07-31",
    "provided.al2023": "2029-06-30", "python2.7": "2021-07-15", "python3.6": "2022-07-18", "python3.7": "2023-12-04",
    "python3.8": "2024-10-14", "python3.9": "2025-12-15", "python3.10": "2026-10-31", "python3.11": "2027-06-30",
    "python3.12": "2028-10-31", "python3.13": "2029-06-30", "ruby2.7": "2023-12-07", "ruby3.2": "2026-03-31",
    "ruby3.3": "2027-03-31",
};
const GLUE_ENDS: Record<string, string> = { "0.9": "2022-06-01", "1.0": "2022-09-30", "2.0": "2026-04-01", "3.0": "2026-04-01" };

const DAY_MILLISECONDS = 86_400_000;

export default resourcePolicy({
    name: "governance-runtime-supported",
    title: "Runtimes are still patched",
    severity: "high",
    level: "mandatory",
    why: "A runtime past its end gets no security patches, and one day functions on it can no longer be updated.",
    fix: "Move the function to a newer runtime, or the job to a newer glueVersion.",
    settings: {
        daysAhead: numberSetting("How many days before its end a runtime counts as ended", 0),
        today: textSetting("The day on which to judge, as 2026-11-25; empty for the day of the check", ""),
    },
    validateResource(resource, { daysAhead, today }, report) {
        const day = (today === "" ? Date.now() : Date.parse(today)) + daysAhead * DAY_MILLISECONDS;
        const judge = (what: string, end: string | undefined) => {
            if (end !== undefined && Date.parse(end) <= day) {
                report(`${what} ${Date.parse(end) <= day - daysAhead * DAY_MILLISECONDS ? "is not patched since" : "is patched only until"} ${end}`);
            }
        };
        if (isA(resource, "aws:lambda/function:Function")) {
            judge(`the runtime ${resource.props["runtime"]}`, ENDS[resource.props["runtime"] as string]);
        }
        if (isA(resource, "aws:glue/job:Job")) {
            // Left out, it is the oldest.
            const version = (resource.props["glueVersion"] as string | undefined) ?? "0.9";
            judge(`Glue ${version}`, GLUE_ENDS[version]);
        }
    },
});
