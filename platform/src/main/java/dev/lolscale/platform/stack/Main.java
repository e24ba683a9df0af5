package dev.lolscale.platform.stack;

import com.pulumi.Context;
import com.pulumi.Pulumi;
import com.pulumi.exceptions.RunException;
import java.net.URI;
import java.nio.file.Path;
import java.util.logging.Logger;

/** The Pulumi program. */
public final class Main {

    private static final String PARALLELISM = "java.util.concurrent.ForkJoinPool.common.parallelism";

    /** Pulumi writes there once more each error that the engine is told. Kept, for loggers are forgotten. */
    private static final Logger REPEATED = Logger.getLogger("com.pulumi");

    /** SLF4J's own remarks: that nothing is there to log with is as it should be. */
    private static final String LOGGING_REMARKS = "slf4j.internal.verbosity";

    private Main() {}

    /** What {@code pulumi up} runs. It refuses jars that are older than their sources, before anything is declared. */
    public static void main(String[] args) {
        // Pulumi waits in the common pool: on JDK 25 with two cores, its one thread would wait for ever.
        if (System.getProperty(PARALLELISM) == null) {
            System.setProperty(PARALLELISM, "4");
        }
        if (System.getProperty(LOGGING_REMARKS) == null) {
            System.setProperty(LOGGING_REMARKS, "ERROR");
        }
        REPEATED.setUseParentHandlers(false);
        Pulumi.run(context -> {
            SettingKeys.refuseUnknown(
                    context.projectName(), SettingKeys.of(System.getenv(SettingKeys.ENVIRONMENT_VARIABLE)));
            refuseStaleBuilds(Settings.read(context).artifacts());
            stack(context);
        });
    }

    private static void refuseStaleBuilds(Settings.Artifacts artifacts) {
        Path root = Path.of("").toAbsolutePath();
        StaleBuild build = new StaleBuild(root);
        Path program = Path.of(URI.create(
                Main.class.getProtectionDomain().getCodeSource().getLocation().toString()));
        if (program.startsWith(root) && program.toString().endsWith(".jar")) {
            build.refuse(root.relativize(program).toString());
        }
        build.refuse(artifacts.functionsJar(), "schema");
        build.refuse(artifacts.jobJar(), "schema");
    }

    /**
     * Declares the platform of the context's stack by the context's configuration.
     *
     * @throws RunException when a setting is missing or not allowed: one line with key, value and what is allowed
     */
    public static void stack(Context context) {
        Platform.declare(Settings.read(context)).forEach(context::export);
    }
}
