package dev.lolscale.graph.cost;

import dev.lolscale.graph.GraphResource;
import dev.lolscale.graph.StackGraph;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The lake's tables, who reads them and how far back, and how often the job and the crawlers run. */
final class Lake {

    private static final double BYTES_OF_COMPACTED_FILE = 128.0 * 1024 * 1024;
    private static final int LONGEST_CHAIN = 10;

    private final StackGraph graph;
    private final Flow flow;
    private final int year;

    Lake(StackGraph graph, Flow flow, int year) {
        this.graph = graph;
        this.flow = flow;
        this.year = year;
    }

    /** The tables that the job reads and fills. */
    List<LakeTable> tables() {
        List<LakeTable> tables = new ArrayList<>();
        for (RawZone zone : flow.rawZones()) {
            tables.add(new LakeTable(
                    tableOf(zone.prefix()),
                    LakeTable.Kind.RAW,
                    zone.bucket(),
                    zone.prefix(),
                    zone.objects() / Workload.DAYS,
                    lifecycle(zone.bucket()).keptDays(zone.prefix())));
        }
        for (GraphResource job : graph.ofType(Types.JOB)) {
            Map<String, String> arguments = job.inputs().textsByKey("defaultArguments");
            add(tables, job, LakeTable.Kind.EVENTS, arguments.get("--output"), arguments.get("--table"));
            add(
                    tables,
                    job,
                    LakeTable.Kind.QUARANTINE,
                    arguments.get("--quarantine"),
                    arguments.get("--quarantine_table"));
        }
        return tables;
    }

    private void add(List<LakeTable> tables, GraphResource job, LakeTable.Kind kind, String uri, String table) {
        if (uri == null || table == null) {
            return;
        }
        String bucket = bucketOf(uri);
        String prefix = prefixOf(uri);
        tables.add(new LakeTable(
                table,
                kind,
                bucket,
                prefix,
                filesPerDay(job, kind),
                lifecycle(bucket).keptDays(prefix)));
    }

    /** One for each run that touches the day, or, where files are compacted, as few as their size allows. */
    private double filesPerDay(GraphResource job, LakeTable.Kind kind) {
        if (kind == LakeTable.Kind.QUARANTINE) {
            return 0;
        }
        if (runs(job, true) > 0) {
            double bytes = flow.eventTableBytesPerEvent() * flow.workload().events() / Workload.DAYS;
            return Math.max(1, Math.ceil(bytes / BYTES_OF_COMPACTED_FILE));
        }
        return Math.max(1, runs(job, false) / Workload.DAYS);
    }

    Lifecycle lifecycle(String bucket) {
        return Lifecycle.of(graph, bucket);
    }

    /** Whether the job writes an Iceberg table. */
    static boolean isIceberg(GraphResource job) {
        return "iceberg".equals(job.inputs().textsByKey("defaultArguments").get("--table_format"));
    }

    /** Saved queries that read a table. */
    List<QueryReach> readersOf(LakeTable table) {
        return graph.ofType(Types.NAMED_QUERY).stream()
                .map(query -> QueryReach.of(query.inputs().text("query")))
                .filter(reach -> reach.tables().contains(table.name()))
                .toList();
    }

    /** How many days old the oldest object is that somebody still reads each month. */
    double lastReadDays(LakeTable table) {
        if (crawlersOf(table.bucket(), table.prefix()).stream().anyMatch(crawler -> runs(crawler, false) > 0)) {
            return Double.POSITIVE_INFINITY;
        }
        return readersOf(table).stream().mapToDouble(QueryReach::days).max().orElse(0);
    }

    /** Crawlers that look through a folder. */
    List<GraphResource> crawlersOf(String bucket, String prefix) {
        return graph.ofType(Types.CRAWLER).stream()
                .filter(crawler -> crawler.inputs().objects("s3Targets").stream()
                        .anyMatch(target -> target.text("path").equals("s3://" + bucket + "/" + prefix)))
                .toList();
    }

    /** The day folders that a query makes Athena list in a table of files; an Iceberg table has its own list of files. */
    double foldersListed(LakeTable table, QueryReach reach) {
        boolean iceberg = table.kind() != LakeTable.Kind.RAW
                && graph.ofType(Types.JOB).stream().anyMatch(Lake::isIceberg);
        if (iceberg) {
            return 0;
        }
        Optional<String> years = graph.ofType(Types.CATALOG_TABLE).stream()
                .filter(declared ->
                        declared.inputs().optionalText("name").orElse("").equals(table.name()))
                .map(declared -> declared.inputs().textsByKey("parameters").get("projection.year.range"))
                .filter(range -> range != null && range.matches("\\d{4},\\d{4}"))
                .findFirst();
        if (years.isEmpty()) {
            return Math.min(reach.days(), table.keptDays());
        }
        int first = Integer.parseInt(years.get().substring(0, 4));
        int last = Integer.parseInt(years.get().substring(5));
        double foldersOfMonth = 31;
        double foldersOfYear = 12 * foldersOfMonth;
        return switch (reach.folders()) {
            case ONE_MONTH -> foldersOfMonth;
            case FROM_THIS_YEAR -> Math.max(0, last - Math.max(first, year) + 1) * foldersOfYear;
            case FROM_LAST_YEAR -> Math.max(0, last - Math.max(first, year - 1) + 1) * foldersOfYear;
            case ALL -> (last - first + 1) * foldersOfYear;
        };
    }

    /**
     * Runs a month of a job or crawler, by the triggers that start it.
     *
     * @param maintenance runs that maintain instead of load
     */
    double runs(GraphResource target, boolean maintenance) {
        return runs(target, maintenance, 0);
    }

    private double runs(GraphResource target, boolean maintenance, int depth) {
        if (depth > LONGEST_CHAIN) {
            return 0;
        }
        String key = target.type().equals(Types.JOB) ? "jobName" : "crawlerName";
        String name = Flow.nameOf(target);
        return graph.ofType(Types.TRIGGER).stream()
                .filter(trigger -> trigger.inputs().objects("actions").stream()
                        .anyMatch(action -> action.optionalText(key).orElse("").equals(name)
                                && action.textsByKey("arguments").containsKey("--maintain") == maintenance))
                .mapToDouble(trigger -> runsOf(trigger, depth))
                .sum();
    }

    private double runsOf(GraphResource trigger, int depth) {
        return switch (trigger.inputs().optionalText("type").orElse("")) {
            case "SCHEDULED" ->
                RunsOfSchedule.perMonth(trigger.inputs().text("schedule")).orElse(0);
            case "CONDITIONAL" ->
                trigger.inputs().objects("predicate.conditions").stream()
                        .flatMap(condition -> condition
                                .optionalText("jobName")
                                .flatMap(job -> graph.find(Types.JOB, "name", job))
                                .or(() -> condition
                                        .optionalText("crawlerName")
                                        .flatMap(crawler -> graph.find(Types.CRAWLER, "name", crawler)))
                                .stream())
                        .mapToDouble(source -> runs(source, false, depth + 1))
                        .min()
                        .orElse(0);
            default -> 0;
        };
    }

    /** The name that a crawler gives to the table of a folder. */
    private static String tableOf(String prefix) {
        String path = prefix.isEmpty() ? "" : prefix.substring(0, prefix.length() - 1);
        return path.substring(path.lastIndexOf('/') + 1)
                .toLowerCase(java.util.Locale.ROOT)
                .replace('-', '_');
    }

    private static String bucketOf(String uri) {
        return uri.replaceFirst("^s3://([^/]*)/.*$", "$1");
    }

    private static String prefixOf(String uri) {
        return uri.replaceFirst("^s3://[^/]*/", "");
    }
}
