package dev.lolscale.local.deploy;

import dev.lolscale.graph.GraphException;
import dev.lolscale.graph.StackGraph;
import dev.lolscale.local.firehose.DeliveryStatistics;
import dev.lolscale.local.firehose.DeliveryStream;
import dev.lolscale.local.firehose.FirehoseService;
import dev.lolscale.local.firehose.FirehoseSettings;
import dev.lolscale.local.frontdoor.AnswerListener;
import dev.lolscale.local.frontdoor.FrontDoor;
import dev.lolscale.local.frontdoor.HttpApi;
import dev.lolscale.local.frontdoor.RestApi;
import dev.lolscale.local.functions.FunctionHost;
import dev.lolscale.local.functions.HostSettings;
import dev.lolscale.local.functions.InvocationResult;
import dev.lolscale.local.glue.CrawledTables;
import dev.lolscale.local.glue.Crawler;
import dev.lolscale.local.glue.CrawlerSettings;
import dev.lolscale.local.glue.JobSettings;
import dev.lolscale.local.glue.SparkJob;
import dev.lolscale.local.glue.SparkSettings;
import dev.lolscale.local.glue.Step;
import dev.lolscale.local.glue.Trigger;
import dev.lolscale.local.glue.Workflow;
import dev.lolscale.local.queue.EventSourceMapping;
import dev.lolscale.local.queue.EventSourceMappingSettings;
import dev.lolscale.local.queue.QueueService;
import dev.lolscale.local.queue.QueueServiceSettings;
import dev.lolscale.local.s3.S3Folder;
import dev.lolscale.local.s3.S3FolderSettings;
import dev.lolscale.platform.stack.GlueSchedule;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A stack graph brought to life: the front door listens, functions run from their jars, Firehose buffers and delivers,
 * S3 is a folder, the workflow can be run. All of it is read from the graph, nothing is set here.
 */
public final class LocalPlatform implements AutoCloseable {

    private static final String SPARK_CLASS_PATH = "glue/target/spark.classpath";
    private static final String LAMBDA_RUNTIME = "local/target/lambda-runtime";

    private final StackGraph graph;
    private final LocalFolder folder;
    private final LocalSettings settings;
    private final Deque<AutoCloseable> running = new ArrayDeque<>();
    private final List<EventSourceMapping> mappings = new ArrayList<>();
    private QueueService queues;
    private S3Folder s3;
    private FirehoseService firehose;
    private FrontDoor door;

    private LocalPlatform(StackGraph graph, LocalFolder folder, LocalSettings settings) {
        this.graph = graph;
        this.folder = folder;
        this.settings = settings;
    }

    /**
     * Starts everything. What an earlier run in the same folder has acknowledged and not delivered goes on its way.
     *
     * @throws IOException in one line when a port is in use, a jar is missing, or the disk refuses
     * @throws GraphException in one line when the graph has something that this machine cannot run
     */
    public static LocalPlatform start(StackGraph graph, LocalFolder folder, LocalSettings settings) throws IOException {
        LocalPlatform platform = new LocalPlatform(graph, folder, settings);
        try {
            platform.start();
            return platform;
        } catch (IOException | RuntimeException e) {
            platform.close();
            throw e;
        }
    }

    private void start() throws IOException {
        // A job whose lolscale was killed would take the processors, and write what the next one writes.
        SparkJob.endOrphan(folder.sparkWork());
        Queues declared = new Queues(graph);
        queues = add(QueueService.start(
                new QueueServiceSettings(folder.queues(), settings.region(), account(), declared.queues())));
        s3 = add(S3Folder.start(
                new S3FolderSettings(
                        folder.buckets(), folder.s3State(), 0, settings.region(), declared.notifications()),
                (queue, body) -> queues.queue(queue).send(body)));
        for (String bucket : Buckets.names(graph)) {
            s3.createBucket(bucket);
        }
        Buckets.upload(graph, settings.root(), s3.client());
        List<DeliveryStream> streams = Streams.all(graph);
        firehose = add(FirehoseService.start(
                new FirehoseSettings(0, folder.spool(), settings.region(), account(), streams), s3.client()));
        Functions functions = new Functions(graph);
        FunctionHost host = add(FunctionHost.start(
                new HostSettings(
                        settings.root().resolve(LAMBDA_RUNTIME),
                        folder.root(),
                        settings.region(),
                        Map.of(
                                "AWS_ENDPOINT_URL_FIREHOSE", firehose.endpoint().toString(),
                                "AWS_ENDPOINT_URL_S3", s3.endpoint().toString())),
                functions.all(settings.root())));
        for (EventSourceMappingSettings mapping : declared.mappings(functions)) {
            mappings.add(
                    add(EventSourceMapping.start(mapping, queues, (name, payload) -> invoke(host, name, payload))));
        }
        door = add(openDoor(functions, host));
    }

    /** The stack's one API, whichever kind it is. */
    private FrontDoor openDoor(Functions functions, FunctionHost host) throws IOException {
        List<HttpApi> httpApis = new HttpApis(graph, functions, account(), settings.region()).all();
        List<RestApi> restApis = new RestApis(graph, functions, account(), settings.region()).all();
        if (httpApis.size() + restApis.size() != 1) {
            throw new GraphException("stack " + graph.stack() + " has " + httpApis.size() + " HTTP APIs and "
                    + restApis.size() + " REST APIs; this machine opens exactly one front door");
        }
        return httpApis.isEmpty()
                ? FrontDoor.open(restApis.get(0), settings.port(), host)
                : FrontDoor.open(httpApis.get(0), settings.port(), host);
    }

    private static byte[] invoke(FunctionHost host, String name, byte[] payload) throws Exception {
        InvocationResult result = host.invoke(name, payload).get();
        if (result.functionError().isPresent()) {
            throw new IOException("function " + name + " failed: " + result.text());
        }
        return result.payload();
    }

    private <T extends AutoCloseable> T add(T part) {
        running.push(part);
        return part;
    }

    /** The account in the graph's ARNs. */
    private String account() {
        return graph.ofType(Streams.STREAM).stream()
                .map(stream -> stream.outputs().text("arn").split(":", -1)[4])
                .findFirst()
                .orElseThrow(() -> new GraphException("stack " + graph.stack() + " has no delivery stream"));
    }

    /** Where events are posted: the path of the stack's own output {@code url}, on this machine. */
    public URI trackUrl() {
        String path = URI.create(graph.outputs().text("url")).getPath();
        String stage = door.url().getPath();
        // A domain name of one's own hides the stage, which the door on this machine wants to see.
        return door.url().resolve(path.startsWith(stage + "/") ? path : stage + path);
    }

    /** The endpoint of the local S3. */
    public URI s3Endpoint() {
        return s3.endpoint();
    }

    /** The first API key: made up by the recorder, good on this machine only. */
    public String apiKey() {
        return ApiKeys.values(graph).stream()
                .findFirst()
                .orElseThrow(() -> new GraphException("stack " + graph.stack() + " has no API key"));
    }

    /** Whether the stack's job is told to drop events that came before. */
    public boolean dropsRepeatedEvents() {
        return new Workflows(graph).jobs().stream().anyMatch(job -> !job.arguments()
                .getOrDefault("--deduplicate_days", "0")
                .equals("0"));
    }

    /** Why events could not be kept, the last time that the disk refused them. */
    public Optional<String> problem() {
        return firehose.problem();
    }

    /** Has somebody told of each answer of the front door from now on. */
    public void listen(AnswerListener listener) {
        door.listen(listener);
    }

    /** What the stack's first stream has done since the start. */
    public DeliveryStatistics deliveries() {
        return firehose.statistics(Streams.all(graph).get(0).name());
    }

    /** How many messages wait for functions that read queues, or are with them. */
    public int queuedMessages() {
        return mappings.stream().mapToInt(EventSourceMapping::messages).sum();
    }

    /** The folder that holds everything. */
    public LocalFolder folder() {
        return folder;
    }

    /**
     * Delivers what is acknowledged, without waiting for buffers to fill, and lets functions read their queues empty.
     *
     * @return whether all of it arrived within the time
     */
    public boolean drain(Duration atMost) throws InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        boolean drained = firehose.drain(atMost);
        for (EventSourceMapping mapping : mappings) {
            drained &= mapping.awaitEmpty(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
        }
        return drained;
    }

    /** Runs the stack's workflows once, as if their start triggers had fired; a run that is under way ends first. */
    public List<Step> runWorkflow() throws IOException {
        return run(new Workflows(graph).workflows());
    }

    /**
     * Runs the stack's jobs by themselves, with arguments over their own, as {@code aws glue start-job-run --arguments}
     * does.
     *
     * @param arguments by name with its two hyphens, {@code --maintain}
     */
    public synchronized List<Step> runJobs(Map<String, String> arguments) throws IOException {
        SparkSettings spark = spark();
        List<Step> steps = new ArrayList<>();
        Instant start = Instant.now();
        for (JobSettings job : new Workflows(graph).jobs()) {
            steps.add(new SparkJob(job.with(arguments), spark).run());
        }
        new WorkflowRuns(folder).add(start, steps);
        return steps;
    }

    private synchronized List<Step> run(List<Workflow> started) throws IOException {
        Workflows workflows = new Workflows(graph);
        SparkSettings spark = spark();
        CrawledTables tables = new CrawledTables(folder.crawledTables());
        List<Step> steps = new ArrayList<>();
        Instant start = Instant.now();
        for (Workflow workflow : started) {
            steps.addAll(workflow.run(action -> run(action, workflows, spark, tables)));
        }
        new WorkflowRuns(folder).add(start, steps);
        return steps;
    }

    /**
     * Runs workflows, triggers of no workflow, and crawlers with a schedule of their own, at the times that the graph sets, until the platform is
     * closed.
     *
     * @param listener told of each run, on the schedule's thread
     */
    public void followSchedule(Consumer<List<Step>> listener) {
        followSchedule(listener, new WallClockTimer());
    }

    /** As {@link #followSchedule(Consumer)}, by another clock. */
    void followSchedule(Consumer<List<Step>> listener, Timer timer) {
        Workflows workflows = new Workflows(graph);
        List<Scheduler.Task> tasks = new ArrayList<>();
        List<Workflow> scheduled = new ArrayList<>(workflows.workflows());
        scheduled.addAll(workflows.triggersOfNoWorkflow());
        for (Workflow workflow : scheduled) {
            workflow.start()
                    .filter(trigger -> trigger.type() == Trigger.Type.SCHEDULED && trigger.enabled())
                    .ifPresent(trigger -> tasks.add(new Scheduler.Task(
                            GlueSchedule.parse(trigger.schedule()), () -> listener.accept(runOnSchedule(workflow)))));
        }
        for (CrawlerSettings crawler : workflows.crawlers()) {
            if (!crawler.schedule().isEmpty()) {
                CrawledTables tables = new CrawledTables(folder.crawledTables());
                tasks.add(new Scheduler.Task(
                        GlueSchedule.parse(crawler.schedule()),
                        () -> listener.accept(List.of(new Crawler(crawler, folder.buckets(), tables).run()))));
            }
        }
        add(new Scheduler(tasks, timer));
    }

    private List<Step> runOnSchedule(Workflow workflow) {
        try {
            return run(List.of(workflow));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Step run(Trigger.Action action, Workflows workflows, SparkSettings spark, CrawledTables tables) {
        return action.kind() == Step.Kind.JOB
                ? new SparkJob(workflows.job(action.name()).with(action.arguments()), spark).run()
                : new Crawler(workflows.crawler(action.name()), folder.buckets(), tables).run();
    }

    private SparkSettings spark() throws IOException {
        Path classPath = settings.root().resolve(SPARK_CLASS_PATH);
        if (!Files.isRegularFile(classPath)) {
            throw new IOException("Spark's class path " + classPath + " is not there; build it with ./mvnw package");
        }
        return new SparkSettings(
                Stream.of(Files.readString(classPath).strip().split(File.pathSeparator, -1))
                        .map(Path::of)
                        .toList(),
                folder.buckets(),
                folder.icebergCatalog(),
                folder.sparkWork(),
                folder.logs(),
                settings.cores(),
                settings.jobHeapMegabytes());
    }

    /** Takes no more events; what was taken can then be drained to the last. */
    public void closeDoor() {
        running.remove(door);
        door.close();
    }

    /** Stops everything, the front door first. What is acknowledged and not delivered stays for the next start. */
    @Override
    public void close() {
        while (!running.isEmpty()) {
            AutoCloseable part = running.pop();
            try {
                part.close();
            } catch (Exception e) {
                // The others must be stopped all the same; what cannot be stopped ends with this process.
                System.getLogger(LocalPlatform.class.getName())
                        .log(
                                System.Logger.Level.WARNING,
                                "could not stop " + part.getClass().getSimpleName(),
                                e);
            }
        }
    }
}
