package dev.lolscale.platform;

import com.pulumi.aws.glue.CatalogDatabase;
import com.pulumi.aws.glue.CatalogDatabaseArgs;
import com.pulumi.aws.glue.Crawler;
import com.pulumi.aws.glue.Job;
import com.pulumi.core.Output;
import com.pulumi.core.annotations.Export;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.CustomResourceOptions;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The lake: a Glue database with the raw table, the event table and the quarantine table, the Spark job that fills the
 * last two from the raw zone, and the workflow that runs it.
 */
public final class Lakehouse extends ComponentResource {

    /** Daily, a quarter past midnight UTC: Firehose has delivered the last of the day before. */
    public static final String DEFAULT_TRANSFORM_SCHEDULE = "cron(15 0 * * ? *)";

    /** Workers of the job; two is the least of type G.1X. */
    public static final int DEFAULT_WORKERS = 2;

    /** One DPU: 4 vCPU, 16 GB. */
    public static final String DEFAULT_WORKER_TYPE = "G.1X";

    /** Minutes until Glue ends a run; the next goes on where it was. */
    public static final int DEFAULT_TIMEOUT_MINUTES = 120;

    /** Days before its arrival that an event's own time may choose its partition. */
    public static final int DEFAULT_WINDOW_PAST_DAYS = 365;

    /** Days after its arrival that an event's own time may choose its partition: clocks run ahead. */
    public static final int DEFAULT_WINDOW_FUTURE_DAYS = 2;

    /** Days back in which an event that came before is known: senders repeat within minutes, and offline ones within days. */
    public static final int DEFAULT_DEDUPLICATE_DAYS = 1;

    /** Weekly, in the night to Sunday UTC, when the daily run has long ended. */
    public static final String DEFAULT_MAINTENANCE_SCHEDULE = "cron(15 3 ? * SUN *)";

    /** Days that old snapshots of the tables can be gone back to. */
    public static final int DEFAULT_SNAPSHOT_DAYS = 7;

    /** Days that the quarantine keeps lines: for ever, because nobody else has them once raw objects expire. */
    public static final int DEFAULT_QUARANTINE_DAYS = 0;

    /** The first is a year early: events may be that old when they arrive. A year is 372 prefixes for an open query. */
    public static final String DEFAULT_PROJECTION_YEARS = "2025-2035";

    /** Days that the job's logs are kept. */
    public static final int DEFAULT_LOG_RETENTION_DAYS = 30;

    @Export(
            name = "databaseName",
            refs = {String.class})
    private Output<String> databaseName;

    @Export(
            name = "rawTable",
            refs = {String.class})
    private Output<String> rawTable;

    @Export(
            name = "eventTable",
            refs = {String.class})
    private Output<String> eventTable;

    @Export(
            name = "quarantineTable",
            refs = {String.class})
    private Output<String> quarantineTable;

    @Export(
            name = "jobName",
            refs = {String.class})
    private Output<String> jobName;

    @Export(
            name = "workflowName",
            refs = {String.class})
    private Output<String> workflowName;

    /**
     * Declares the lake.
     *
     * @param name the component's name; its children are named {@code <name>-<role>}
     * @param args the arguments
     * @param options Pulumi's options
     * @throws com.pulumi.exceptions.RunException when an argument is missing or not allowed
     */
    public Lakehouse(String name, LakehouseArgs args, ComponentResourceOptions options) {
        super("lolscale:index:Lakehouse", name, args, options);
        Output<String> rawPrefix = args.rawPrefix().applyValue(each -> Zone.checked("rawPrefix", each));
        LakePlaces places = places(name, args, rawPrefix);
        Job job = TransformJob.create(name + "-job", this, args, places);
        Optional<Crawler> rawDiscovery = Optional.empty();
        Optional<Crawler> parquetDiscovery = Optional.empty();
        boolean plainFiles = args.tableFormat() == TableFormat.HIVE;
        switch (args.discovery()) {
            case CRAWLERS -> {
                rawDiscovery =
                        Optional.of(Discoverer.create(name + "-raw-discovery", this, args, places, List.of(rawPrefix)));
                if (plainFiles) {
                    parquetDiscovery = Optional.of(Discoverer.create(
                            name + "-parquet-discovery",
                            this,
                            args,
                            places,
                            List.of(Output.of(Zone.EVENTS), Output.of(Zone.QUARANTINE))));
                }
            }
            case PROJECTION -> {
                DeclaredTable.raw(name + "-raw-table", this, places, args.projectionYears());
                if (plainFiles) {
                    DeclaredTable.events(name + "-event-table", this, places, args.projectionYears());
                    DeclaredTable.quarantine(name + "-quarantine-table", this, places, args.projectionYears());
                }
            }
        }
        this.databaseName = places.databaseName();
        this.rawTable = rawPrefix.applyValue(Zone::table);
        this.eventTable = Output.of(Zone.table(Zone.EVENTS));
        this.quarantineTable = Output.of(Zone.table(Zone.QUARANTINE));
        this.jobName = job.name();
        this.workflowName = TransformWorkflow.create(name, this, args, job, rawDiscovery, parquetDiscovery);
        registerOutputs(Map.of(
                "databaseName", databaseName,
                "rawTable", rawTable,
                "eventTable", eventTable,
                "quarantineTable", quarantineTable,
                "jobName", jobName,
                "workflowName", workflowName));
    }

    private LakePlaces places(String name, LakehouseArgs args, Output<String> rawPrefix) {
        if (args.databaseArn().isPresent()) {
            Output<Arn> adopted = args.databaseArn().get().applyValue(Arn::parse);
            return new LakePlaces(args.bucketName(), rawPrefix, adopted, adopted.applyValue(LakePlaces::databaseOf));
        }
        CatalogDatabase created = new CatalogDatabase(
                name + "-database",
                CatalogDatabaseArgs.builder().name(args.databaseName()).build(),
                CustomResourceOptions.builder()
                        .parent(this)
                        .protect(args.protectData())
                        .build());
        return new LakePlaces(args.bucketName(), rawPrefix, created.arn().applyValue(Arn::parse), created.name());
    }

    /** The Glue database. */
    public Output<String> databaseName() {
        return databaseName;
    }

    /** The table of the raw zone: lines as they came. */
    public Output<String> rawTable() {
        return rawTable;
    }

    /** The table of typed events. */
    public Output<String> eventTable() {
        return eventTable;
    }

    /** The table of the lines that are no events, with the reason. */
    public Output<String> quarantineTable() {
        return quarantineTable;
    }

    /** The Spark job. */
    public Output<String> jobName() {
        return jobName;
    }

    /** The workflow that runs the job, and the crawlers where there are any. */
    public Output<String> workflowName() {
        return workflowName;
    }
}
