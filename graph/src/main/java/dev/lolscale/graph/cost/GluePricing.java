package dev.lolscale.graph.cost;

import dev.lolscale.graph.GraphResource;
import java.util.Map;
import java.util.Set;

/** Glue: each second of each worker of the job, a minute at least, and of the crawlers, ten minutes at least. */
final class GluePricing implements ServicePricing {

    private static final String SERVICE = "Glue";
    private static final String LOAD = "job.loadCoreSecondsPerMillion";
    private static final double SECONDS_OF_HOUR = 3_600;

    /** The least that a run of a job of Glue 2.0 and newer is billed for. */
    private static final double LEAST_JOB_SECONDS = 60;

    private static final double LEAST_CRAWL_SECONDS = 600;
    private static final double CORES_OF_DPU = 4;
    private static final double EVENTS_OF_MILLION = 1e6;

    private static final Map<String, Double> DPUS =
            Map.of("G.025X", 0.25, "G.1X", 1.0, "G.2X", 2.0, "G.4X", 4.0, "G.8X", 8.0);

    @Override
    public Set<String> types() {
        return Set.of(Types.JOB, Types.CRAWLER, Types.TRIGGER);
    }

    @Override
    public void price(GraphResource resource, Flow flow, Charges charges) {
        switch (resource.type()) {
            case Types.JOB -> job(resource, flow, charges);
            case Types.CRAWLER -> crawler(resource, flow, charges);
            default -> trigger(resource, charges);
        }
    }

    private static void job(GraphResource job, Flow flow, Charges charges) {
        String workerType = job.inputs().optionalText("workerType").orElse("");
        if (!DPUS.containsKey(workerType)
                || !job.inputs()
                        .optionalText("executionClass")
                        .orElse("STANDARD")
                        .equals("STANDARD")) {
            charges.unpriced(job, "only workers of type G.025X to G.8X in the standard execution class are priced");
            return;
        }
        double loads = flow.lake().runs(job, false);
        double maintenances = flow.lake().runs(job, true);
        double workers = job.inputs().number("numberOfWorkers", 2);
        double dpus = workers * DPUS.get(workerType);
        charges.charge(
                job, SERVICE, "loading runs of the job", hours(loads, dpus, loadSeconds(job, flow)), "glue.dpuHours");
        if (maintenances > 0) {
            double seconds = seconds(
                    job,
                    flow,
                    flow.workload().events() / maintenances,
                    "job.maintainCoreSecondsPerMillion",
                    cores(job));
            charges.charge(
                    job, SERVICE, "maintenance runs of the job", hours(maintenances, dpus, seconds), "glue.dpuHours");
        }
    }

    /** Seconds of a run that loads what has arrived since the last one. */
    static double loadSeconds(GraphResource job, Flow flow) {
        double loads = flow.lake().runs(job, false);
        if (loads == 0) {
            return 0;
        }
        double files = flow.rawZones().stream().mapToDouble(RawZone::objects).sum() / loads;
        double cores = Math.max(1, Math.min(cores(job), files));
        return seconds(job, flow, flow.workload().events() / loads, LOAD, cores);
    }

    private static double seconds(GraphResource job, Flow flow, double events, String measure, double cores) {
        Measurements measured = flow.measurements();
        double working = events / EVENTS_OF_MILLION * coreSecondsPerMillion(job, flow, measure) / cores;
        return (measured.number("job.startSeconds") + working) * measured.margin();
    }

    /** Events that a run of so many seconds can load, with all of the job's cores at work. */
    static double eventsIn(double seconds, GraphResource job, Flow flow) {
        Measurements measured = flow.measurements();
        double working = Math.max(0, seconds / measured.margin() - measured.number("job.startSeconds"));
        return working * cores(job) / coreSecondsPerMillion(job, flow, LOAD) * EVENTS_OF_MILLION;
    }

    private static double coreSecondsPerMillion(GraphResource job, Flow flow, String measure) {
        Measurements measured = flow.measurements();
        double landed = (double) flow.request().landedBytes() / flow.workload().batch();
        double larger = Math.max(1, landed / measured.number("job.measuredLandedBytes"));
        double less = measure.equals(LOAD) && !deduplicates(job) ? measured.number("job.withoutDeduplication") : 1;
        return measured.number(measure) * larger * less;
    }

    private static boolean deduplicates(GraphResource job) {
        String days = job.inputs().textsByKey("defaultArguments").getOrDefault("--deduplicate_days", "0");
        return !days.equals("0");
    }

    /** Cores that do work: one worker is the driver. */
    static double cores(GraphResource job) {
        double dpus = DPUS.getOrDefault(job.inputs().optionalText("workerType").orElse(""), 1.0);
        return Math.max(1, job.inputs().number("numberOfWorkers", 2) - 1) * dpus * CORES_OF_DPU;
    }

    private static double hours(double runs, double dpus, double seconds) {
        return runs * dpus * Math.max(LEAST_JOB_SECONDS, seconds) / SECONDS_OF_HOUR;
    }

    private static void crawler(GraphResource crawler, Flow flow, Charges charges) {
        if (crawler.inputs().has("schedule")) {
            charges.unpriced(crawler, "a schedule of its own; only runs by triggers are counted");
        }
        double runs = flow.lake().runs(crawler, false);
        double dpus = flow.measurements().number("crawler.dpus");
        charges.charge(
                crawler,
                SERVICE,
                "runs of " + crawler.name() + ", 10 minutes each",
                runs * dpus * LEAST_CRAWL_SECONDS / SECONDS_OF_HOUR,
                "glue.crawlerDpuHours");
    }

    private static void trigger(GraphResource trigger, Charges charges) {
        boolean scheduled = trigger.inputs().optionalText("type").orElse("").equals("SCHEDULED");
        if (scheduled
                && RunsOfSchedule.perMonth(trigger.inputs().text("schedule")).isEmpty()) {
            charges.unpriced(
                    trigger,
                    "how often its schedule fires is not understood: "
                            + trigger.inputs().text("schedule"));
            return;
        }
        charges.free(trigger, "what it starts is charged, not the trigger");
    }
}
