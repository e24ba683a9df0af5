package dev.lolscale.platform.stack;

import com.pulumi.Context;
import com.pulumi.Pulumi;
import com.pulumi.exceptions.RunException;

/** The Pulumi program. */
public final class Main {

    private static final String PARALLELISM = "java.util.concurrent.ForkJoinPool.common.parallelism";

    private Main() {}

    /** What {@code pulumi up} runs. */
    public static void main(String[] args) {
        // Pulumi waits in the common pool: on JDK 25 with two cores, its one thread would wait for ever.
        if (System.getProperty(PARALLELISM) == null) {
            System.setProperty(PARALLELISM, "4");
        }
        Pulumi.run(context -> {
            SettingKeys.refuseUnknown(
                    context.projectName(), SettingKeys.of(System.getenv(SettingKeys.ENVIRONMENT_VARIABLE)));
            stack(context);
        });
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
