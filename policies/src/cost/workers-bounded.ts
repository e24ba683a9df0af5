import { isA } from "../graph";
import { numberSetting, resourcePolicy } from "../policy";

/** Data processing units of a worker, by its type. */
const UNITS: Record<string, number> = {
    "Standard": 1, "G.025X": 0.25, "G.1X": 1, "G.2X": 2, "G.4X": 4, "G.8X": 8, "G.12X": 12, "G.16X": 16, "Z.2X": 2,
    "R.1X": 1, "R.2X": 2, "R.4X": 4, "R.8X": 8,
};

export default resourcePolicy({
    name: "cost-workers-bounded",
    title: "A job's workers are bounded",
    severity: "medium",
    level: "mandatory",
    why: "A DPU costs $0.44 an hour; a digit too many in the number of workers costs a month's budget in a night.",
    fix: "Set workerType and numberOfWorkers of the job lower, or raise maxUnits in the pack's configuration with a reason.",
    settings: {
        maxUnits: numberSetting("The most DPU that one job may use", 40),
    },
    validateResource(resource, { maxUnits }, report) {
        if (!isA(resource, "aws:glue/job:Job")) {
            return;
        }
        const type = (resource.props["workerType"] as string | undefined) ?? "";
        const workers = resource.props["numberOfWorkers"] as number | undefined;
        const capacity = resource.props["maxCapacity"] as number | undefined;
        if (capacity === undefined && (workers === undefined || UNITS[type] === undefined)) {
            report(type !== "" && UNITS[type] === undefined ? `nobody knows what a worker of type ${type} costs` : "neither workerType and numberOfWorkers nor maxCapacity is set; Glue's own are ten");
            return;
        }
        const units = capacity ?? (workers ?? 0) * (UNITS[type] ?? 0);
        if (units > maxUnits) {
            report(`the job may use ${units} DPU, allowed are ${maxUnits}`);
        }
    },
});
