package dev.lolscale.glue;

/** The job in a process that dies, as by {@code kill -9}, at the fault point that {@code -Dhalt.at} names. */
final class HaltingEventJob {

    static final int EXIT_CODE = 137;

    private HaltingEventJob() {}

    public static void main(String[] arguments) {
        FaultPoint haltAt = FaultPoint.valueOf(System.getProperty("halt.at"));
        EventJob.run(
                arguments,
                point -> {
                    if (point == haltAt) {
                        Runtime.getRuntime().halt(EXIT_CODE);
                    }
                },
                System.out,
                System.err);
    }
}
