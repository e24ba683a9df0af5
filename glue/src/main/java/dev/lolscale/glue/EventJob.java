package dev.lolscale.glue;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.SparkSession;

/**
 * The job's entry. The Spark master and the catalog {@code lake} are configured from outside, by {@code --conf} on Glue
 * and by {@code -Dspark.*} elsewhere.
 *
 * <p>Arguments are those of {@link JobArguments}. The last line on standard output is one JSON object: see
 * {@link JobMetrics}. Exit codes: 0 done, 1 failed, 2 an argument or the configuration is wrong.
 */
public final class EventJob {

    private EventJob() {}

    /** Runs the job and ends the process when it fails. */
    public static void main(String[] arguments) {
        int exitCode = run(arguments, FaultPoint.Listener.NONE, System.out, System.err);
        if (exitCode != 0) {
            System.exit(exitCode);
        }
    }

    /** Runs the job in a session that is stopped at the end; answers the exit code. */
    static int run(String[] arguments, FaultPoint.Listener faults, PrintStream out, PrintStream err) {
        try {
            JobArguments parsed = JobArguments.parse(arguments);
            JobMetrics metrics = new JobMetrics(parsed);
            int exitCode = 0;
            try (SparkSession spark = session(parsed)) {
                run(spark, parsed, metrics, faults);
            } catch (YieldedException e) {
                err.println("EventJob: " + e.getMessage());
                // What was asked for besides loading is not done, and the other run will not do it.
                exitCode = parsed.task() instanceof Task.Load ? 0 : 1;
            }
            out.println(metrics.toJson());
            return exitCode;
        } catch (RefusedException e) {
            err.println("EventJob: " + e.getMessage());
            return 2;
        } catch (Exception | LinkageError e) {
            err.println("EventJob: failed: " + oneLine(e));
            return 1;
        }
    }

    private static void run(SparkSession spark, JobArguments arguments, JobMetrics metrics, FaultPoint.Listener faults)
            throws Exception {
        JobTables tables = JobTables.of(spark, arguments, faults);
        tables.prepare();
        EventStream stream = new EventStream(spark, arguments, tables, faults);
        Task task = arguments.task();
        if (task instanceof Task.Rebuild rebuild) {
            new Rebuild(spark, arguments, tables, faults).run(rebuild, stream, metrics);
        } else if (task instanceof Task.Maintain maintain) {
            new Maintenance(spark, tables, faults).run(maintain, metrics);
        } else if (task instanceof Task.Erase erase) {
            new Erasure(spark, arguments, tables, faults).run(erase.user(), stream, metrics);
        } else {
            new StreamOwnership(spark, arguments, tables).check();
            stream.run(metrics);
        }
    }

    private static SparkSession session(JobArguments arguments) {
        return SparkSession.builder()
                .config("spark.sql.session.timeZone", "UTC")
                .config("spark.sql.shuffle.partitions", arguments.shufflePartitions())
                // A cached table would hide the commit of the run that died.
                .config("spark.sql.catalog." + IcebergTable.CATALOG + ".cache-enabled", false)
                .config(IcebergTable.INIT_CATALOG, false)
                // A truncated object must fail the job: dropped lines are lost lines.
                .config("spark.sql.files.ignoreCorruptFiles", false)
                .config("spark.sql.files.ignoreMissingFiles", false)
                .getOrCreate();
    }

    /** The causes, the outermost first, each by its first line; what only repeats its cause, as Spark does, is left out. */
    private static String oneLine(Throwable failure) {
        List<String> causes = new ArrayList<>();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            boolean repeats = cause.getCause() != null && firstLine(cause).contains(firstLine(cause.getCause()));
            if (!repeats) {
                causes.add(cause.getClass().getSimpleName() + ": " + firstLine(cause));
            }
        }
        return String.join("; caused by ", causes);
    }

    private static String firstLine(Throwable cause) {
        return String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
    }
}
