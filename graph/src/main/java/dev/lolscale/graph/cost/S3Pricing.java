package dev.lolscale.graph.cost;

import dev.lolscale.graph.GraphResource;
import java.util.List;
import java.util.Set;

/**
 * S3: what lies in each zone after a year, by age and storage class, and the requests of Firehose, mover, job, crawlers and
 * queries.
 */
final class S3Pricing implements ServicePricing {

    static final String SERVICE = "S3";
    static final String PUT_RAW = "PUT of raw objects";
    static final Set<String> TYPES = Set.of("aws:s3/bucketV2:BucketV2", "aws:s3/bucket:Bucket");

    private static final String PUT = "PUT ";
    private static final String GET = "GET ";
    private static final String COPY = "COPY ";

    /** Objects below are neither moved nor watched by Intelligent-Tiering. */
    private static final double LEAST_TIERED_BYTES = 128 * 1024;

    private static final double KEYS_OF_A_LIST = 1_000;
    private static final List<String> VERSIONING =
            List.of("aws:s3/bucketVersioningV2:BucketVersioningV2", "aws:s3/bucketVersioning:BucketVersioning");

    @Override
    public Set<String> types() {
        return TYPES;
    }

    /** How often a bucket's objects have been written and read, as far as was charged; a copy is both. */
    static double requestsOfObjects(GraphResource bucket, Charges charges) {
        return charges.items().stream()
                .filter(item ->
                        item.service().equals(SERVICE) && item.resource().equals(bucket.name()))
                .mapToDouble(item -> {
                    if (item.item().startsWith(COPY)) {
                        return 2 * item.quantity();
                    }
                    return item.item().startsWith(PUT) || item.item().startsWith(GET) ? item.quantity() : 0;
                })
                .sum();
    }

    @Override
    public void price(GraphResource bucket, Flow flow, Charges charges) {
        String name = bucket.outputs().optionalText("id").orElse(bucket.name());
        List<RawZone> raw = flow.rawZones().stream()
                .filter(zone -> zone.bucket().equals(name))
                .toList();
        List<LakeTable> tables = flow.lake().tables().stream()
                .filter(table -> table.bucket().equals(name))
                .toList();
        List<GraphResource> workgroups = flow.graph().ofType(Types.WORKGROUP).stream()
                .filter(workgroup -> workgroup
                        .inputs()
                        .optionalText("configuration.resultConfiguration.outputLocation")
                        .orElse("")
                        .startsWith("s3://" + name + "/"))
                .toList();
        if (raw.isEmpty() && tables.isEmpty() && workgroups.isEmpty()) {
            charges.unpriced(bucket, "what is put into it is not known");
            return;
        }
        flow.lake()
                .lifecycle(name)
                .otherClasses()
                .forEach(storageClass -> charges.unpriced(
                        bucket, "the storage class " + storageClass + " that a lifecycle rule moves to"));
        raw.forEach(zone -> raw(bucket, zone, flow, charges));
        tables.forEach(table -> table(bucket, table, flow, charges));
        if (!tables.isEmpty()) {
            job(bucket, raw, flow, charges);
            queries(bucket, tables, flow, charges);
            crawls(bucket, tables, flow, charges);
            oldVersions(bucket, name, raw, flow, charges);
        }
        workgroups.forEach(workgroup -> results(bucket, name, workgroup, flow, charges));
    }

    private static void raw(GraphResource bucket, RawZone zone, Flow flow, Charges charges) {
        charges.ingest(bucket, SERVICE, PUT_RAW, zone.objects(), "s3.put");
        if (zone.moved()) {
            Measurements measured = flow.measurements();
            charges.ingest(bucket, SERVICE, "COPY by the mover", zone.objects(), "s3.put");
            charges.ingest(
                    bucket,
                    SERVICE,
                    "GET by the mover",
                    zone.objects() * measured.number("mover.getsPerObject"),
                    "s3.get");
        }
    }

    private static void table(GraphResource bucket, LakeTable table, Flow flow, Charges charges) {
        double bytesPerDay =
                switch (table.kind()) {
                    case RAW -> flow.rawBytesPerEvent() * flow.workload().events() / Workload.DAYS;
                    case EVENTS ->
                        flow.eventTableBytesPerEvent() * flow.workload().events() / Workload.DAYS;
                    case QUARANTINE -> 0;
                };
        if (bytesPerDay == 0 || table.filesPerDay() == 0) {
            return;
        }
        String zone = table.prefix();
        StorageAge age = StorageAge.of(table, flow, bytesPerDay / table.filesPerDay() >= LEAST_TIERED_BYTES);
        storage(bucket, "Standard, " + zone, age.standardDays() * bytesPerDay, "s3.standard", charges);
        if (!age.isTiered()) {
            return;
        }
        storage(
                bucket,
                "Frequent Access, " + zone,
                age.frequentDays() * bytesPerDay,
                "s3.intelligent.frequent",
                charges);
        storage(
                bucket,
                "Infrequent Access, " + zone,
                age.infrequentDays() * bytesPerDay,
                "s3.intelligent.infrequent",
                charges);
        storage(
                bucket,
                "Archive Instant Access, " + zone,
                age.archiveDays() * bytesPerDay,
                "s3.intelligent.archiveInstant",
                charges);
        charges.charge(
                bucket,
                SERVICE,
                "objects watched, " + zone,
                age.tieredDays() * table.filesPerDay(),
                "s3.intelligent.monitoring");
        charges.charge(
                bucket,
                SERVICE,
                "transitions, " + zone,
                table.filesPerDay() * Workload.DAYS,
                "s3.intelligent.transition");
    }

    private static void storage(GraphResource bucket, String what, double bytes, String price, Charges charges) {
        if (bytes > 0) {
            charges.charge(bucket, SERVICE, what, Gigabytes.of(bytes), price);
        }
    }

    /** What the job writes in each run, and what it lists and reads of the raw zone. */
    private static void job(GraphResource bucket, List<RawZone> raw, Flow flow, Charges charges) {
        for (GraphResource job : flow.graph().ofType(Types.JOB)) {
            double loads = flow.lake().runs(job, false);
            double runs = loads + flow.lake().runs(job, true);
            double kept = flow.lake().tables().stream()
                    .filter(table -> table.kind() == LakeTable.Kind.RAW)
                    .mapToDouble(LakeTable::keptDays)
                    .max()
                    .orElse(0);
            double objects = raw.stream().mapToDouble(RawZone::objects).sum();
            charges.charge(
                    bucket,
                    SERVICE,
                    "PUT by the job",
                    runs * flow.measurements().number("job.putsPerRun"),
                    "s3.put");
            charges.charge(bucket, SERVICE, "LIST by the job", loads * kept, "s3.put");
            charges.charge(bucket, SERVICE, "GET by the job", 2 * objects, "s3.get");
        }
    }

    private static void queries(GraphResource bucket, List<LakeTable> tables, Flow flow, Charges charges) {
        int saved = flow.graph().ofType(Types.NAMED_QUERY).size();
        if (saved == 0) {
            return;
        }
        double each = flow.workload().queries() / saved;
        double gets = 0;
        double lists = 0;
        for (LakeTable table : tables) {
            for (QueryReach reach : flow.lake().readersOf(table)) {
                double days = Math.min(reach.days(), table.keptDays());
                gets += each * days * table.filesPerDay() * table.getsPerFile(reach);
                lists += each * flow.lake().foldersListed(table, reach);
            }
        }
        charges.charge(bucket, SERVICE, "GET by queries", gets, "s3.get");
        charges.charge(bucket, SERVICE, "LIST by queries", lists, "s3.put");
    }

    /** A crawler that crawls everything lists and opens each object every time. */
    private static void crawls(GraphResource bucket, List<LakeTable> tables, Flow flow, Charges charges) {
        double gets = 0;
        double lists = 0;
        for (LakeTable table : tables) {
            double objects = table.filesPerDay() * table.keptDays();
            for (GraphResource crawler : flow.lake().crawlersOf(table.bucket(), table.prefix())) {
                double runs = flow.lake().runs(crawler, false);
                gets += runs * objects;
                lists += runs * (table.keptDays() + objects / KEYS_OF_A_LIST);
            }
        }
        if (gets + lists > 0) {
            charges.charge(bucket, SERVICE, "GET by crawlers", gets, "s3.get");
            charges.charge(bucket, SERVICE, "LIST by crawlers", lists, "s3.put");
        }
    }

    /**
     * Files that a compaction has replaced, until their snapshots expire, and what is deleted, for as long as its version is
     * kept.
     */
    private static void oldVersions(GraphResource bucket, String name, List<RawZone> raw, Flow flow, Charges charges) {
        boolean versioned = VERSIONING.stream()
                .flatMap(type -> flow.graph().ofType(type).stream())
                .filter(versioning ->
                        versioning.inputs().optionalText("bucket").orElse("").equals(name))
                .anyMatch(versioning -> versioning
                        .inputs()
                        .optionalText("versioningConfiguration.status")
                        .orElse("")
                        .equals("Enabled"));
        double noncurrent = versioned ? flow.lake().lifecycle(name).noncurrentDays() : 0;
        double bytes = 0;
        for (GraphResource job : flow.graph().ofType(Types.JOB)) {
            if (Lake.isIceberg(job) && flow.lake().runs(job, true) > 0) {
                double snapshots = Double.parseDouble(
                        job.inputs().textsByKey("defaultArguments").getOrDefault("--snapshot_days", "7"));
                bytes += flow.eventTableBytesPerEvent()
                        * flow.workload().events()
                        / Workload.DAYS
                        * (snapshots + noncurrent);
            }
        }
        for (RawZone zone : raw) {
            bytes += zone.moved() ? zone.bytes() / Workload.DAYS * noncurrent : 0;
        }
        storage(bucket, "Standard, replaced and deleted files", bytes, "s3.standard", charges);
    }

    private static void results(
            GraphResource bucket, String name, GraphResource workgroup, Flow flow, Charges charges) {
        long of = flow.graph().ofType(Types.NAMED_QUERY).stream()
                .filter(query ->
                        query.inputs().optionalText("workgroup").orElse("").equals(Flow.nameOf(workgroup)))
                .count();
        int all = flow.graph().ofType(Types.NAMED_QUERY).size();
        double queries = all == 0 ? 0 : flow.workload().queries() * of / all;
        Measurements measured = flow.measurements();
        double bytes = queries
                / Workload.DAYS
                * measured.number("query.resultBytes")
                * flow.lake().lifecycle(name).keptDays("");
        charges.charge(
                bucket, SERVICE, "PUT of query results", queries * measured.number("query.resultObjects"), "s3.put");
        storage(bucket, "Standard, query results", bytes, "s3.standard", charges);
    }
}
