package dev.lolscale.local.glue;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.lolscale.local.glue.Step.Kind;
import dev.lolscale.local.glue.Step.State;
import dev.lolscale.local.glue.Trigger.Action;
import dev.lolscale.local.glue.Trigger.Condition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WorkflowTest {

    private static final Action RAW_CRAWLER = new Action(Kind.CRAWLER, "raw", Map.of());
    private static final Action PARQUET_CRAWLER = new Action(Kind.CRAWLER, "parquet", Map.of());
    private static final Action JOB = new Action(Kind.JOB, "transform", Map.of());

    @Test
    void shouldRunAChainInItsOrder() {
        Workflow workflow = new Workflow(
                "chain",
                List.of(
                        // Declared last to first: triggers are found by what they wait for, not by where they stand.
                        after(JOB, State.SUCCEEDED, PARQUET_CRAWLER),
                        after(RAW_CRAWLER, State.SUCCEEDED, JOB),
                        start(RAW_CRAWLER)));

        assertThat(run(workflow, Map.of()))
                .containsExactly("raw SUCCEEDED", "transform SUCCEEDED", "parquet SUCCEEDED");
    }

    @Test
    void shouldRunAllActionsOfATriggerEvenWhenOneFails() {
        Workflow workflow = new Workflow("beside", List.of(start(JOB, RAW_CRAWLER, PARQUET_CRAWLER)));

        assertThat(run(workflow, Map.of(JOB, State.FAILED)))
                .containsExactly("transform FAILED", "raw SUCCEEDED", "parquet SUCCEEDED");
    }

    @Test
    void shouldStopTheChainAtAFailedStep() {
        Workflow workflow = new Workflow(
                "chain",
                List.of(
                        start(RAW_CRAWLER),
                        after(RAW_CRAWLER, State.SUCCEEDED, JOB),
                        after(JOB, State.SUCCEEDED, PARQUET_CRAWLER)));

        assertThat(run(workflow, Map.of(RAW_CRAWLER, State.FAILED))).containsExactly("raw FAILED");
        assertThat(run(workflow, Map.of(JOB, State.TIMEOUT))).containsExactly("raw SUCCEEDED", "transform TIMEOUT");
    }

    @Test
    void shouldTakeThePathOfTheFailureWhenATriggerWaitsForIt() {
        Action repair = new Action(Kind.JOB, "repair", Map.of());
        Workflow workflow = new Workflow(
                "either",
                List.of(start(JOB), after(JOB, State.SUCCEEDED, PARQUET_CRAWLER), after(JOB, State.FAILED, repair)));

        assertThat(run(workflow, Map.of(JOB, State.FAILED))).containsExactly("transform FAILED", "repair SUCCEEDED");
        assertThat(run(workflow, Map.of())).containsExactly("transform SUCCEEDED", "parquet SUCCEEDED");
    }

    @Test
    void shouldWaitForAllConditions() {
        Workflow workflow = new Workflow(
                "all", List.of(start(RAW_CRAWLER, JOB), onBoth("both", false, RAW_CRAWLER, JOB, PARQUET_CRAWLER)));

        assertThat(run(workflow, Map.of()))
                .containsExactly("raw SUCCEEDED", "transform SUCCEEDED", "parquet SUCCEEDED");
        assertThat(run(workflow, Map.of(RAW_CRAWLER, State.FAILED)))
                .containsExactly("raw FAILED", "transform SUCCEEDED");
    }

    @Test
    void shouldGatherTheConditionsFromStepsOfDifferentTriggers() {
        Workflow workflow = new Workflow(
                "all",
                List.of(
                        start(RAW_CRAWLER),
                        onBoth("both", false, RAW_CRAWLER, JOB, PARQUET_CRAWLER),
                        after(RAW_CRAWLER, State.SUCCEEDED, JOB)));

        assertThat(run(workflow, Map.of()))
                .containsExactly("raw SUCCEEDED", "transform SUCCEEDED", "parquet SUCCEEDED");
    }

    @Test
    void shouldBeContentWithOneConditionWhenAnyWillDo() {
        Workflow workflow = new Workflow(
                "any", List.of(start(RAW_CRAWLER, JOB), onBoth("any", true, RAW_CRAWLER, JOB, PARQUET_CRAWLER)));

        assertThat(run(workflow, Map.of(RAW_CRAWLER, State.FAILED)))
                .containsExactly("raw FAILED", "transform SUCCEEDED", "parquet SUCCEEDED");
        assertThat(run(workflow, Map.of(RAW_CRAWLER, State.FAILED, JOB, State.FAILED)))
                .containsExactly("raw FAILED", "transform FAILED");
    }

    @Test
    void shouldFireATriggerOnceThoughBothOfItsConditionsComeTrue() {
        Workflow workflow = new Workflow(
                "once",
                List.of(
                        start(RAW_CRAWLER),
                        onBoth("any", true, RAW_CRAWLER, JOB, PARQUET_CRAWLER),
                        after(RAW_CRAWLER, State.SUCCEEDED, JOB)));

        assertThat(run(workflow, Map.of()))
                .containsExactly("raw SUCCEEDED", "parquet SUCCEEDED", "transform SUCCEEDED");
    }

    @Test
    void shouldTellAJobFromACrawlerOfTheSameName() {
        Action crawler = new Action(Kind.CRAWLER, "transform", Map.of());
        Workflow workflow =
                new Workflow("names", List.of(start(crawler), after(JOB, State.SUCCEEDED, PARQUET_CRAWLER)));

        assertThat(run(workflow, Map.of())).containsExactly("transform SUCCEEDED");
    }

    @Test
    void shouldLeaveOutADisabledTriggerAndWhatHangsOnIt() {
        Trigger disabled = new Trigger(
                "disabled",
                Trigger.Type.CONDITIONAL,
                "",
                false,
                List.of(JOB),
                List.of(new Condition(Kind.CRAWLER, "raw", State.SUCCEEDED)),
                false);
        Workflow workflow = new Workflow(
                "disabled", List.of(start(RAW_CRAWLER), disabled, after(JOB, State.SUCCEEDED, PARQUET_CRAWLER)));

        assertThat(run(workflow, Map.of())).containsExactly("raw SUCCEEDED");
    }

    @Test
    void shouldRunByHandThoughItsScheduleIsSwitchedOff() {
        Trigger off = new Trigger(
                "start", Trigger.Type.SCHEDULED, "cron(0 * * * ? *)", false, List.of(JOB), List.of(), false);

        assertThat(run(new Workflow("off", List.of(off)), Map.of())).containsExactly("transform SUCCEEDED");
    }

    @Test
    void shouldNeverFireAConditionalTriggerWithoutConditions() {
        Trigger idle = new Trigger("idle", Trigger.Type.CONDITIONAL, "", true, List.of(JOB), List.of(), false);

        assertThat(run(new Workflow("idle", List.of(start(RAW_CRAWLER), idle)), Map.of()))
                .containsExactly("raw SUCCEEDED");
    }

    @Test
    void shouldEndWhenTriggersWaitForEachOther() {
        Workflow workflow = new Workflow(
                "cycle",
                List.of(
                        start(RAW_CRAWLER),
                        after(RAW_CRAWLER, State.SUCCEEDED, JOB),
                        after(JOB, State.SUCCEEDED, RAW_CRAWLER)));

        assertThat(run(workflow, Map.of())).containsExactly("raw SUCCEEDED", "transform SUCCEEDED", "raw SUCCEEDED");
    }

    @Test
    void shouldRunNothingWithoutAStartTrigger() {
        Workflow workflow = new Workflow("headless", List.of(after(RAW_CRAWLER, State.SUCCEEDED, JOB)));

        assertThat(workflow.start()).isEmpty();
        assertThat(run(workflow, Map.of())).isEmpty();
    }

    @Test
    void shouldBeStartedByItsScheduledOrOnDemandTrigger() {
        Trigger onDemand = new Trigger("now", Trigger.Type.ON_DEMAND, "", true, List.of(JOB), List.of(), false);

        assertThat(new Workflow("scheduled", List.of(after(JOB, State.FAILED, JOB), start(JOB))).start())
                .map(Trigger::schedule)
                .contains("cron(0 * * * ? *)");
        assertThat(new Workflow("by hand", List.of(after(JOB, State.FAILED, JOB), onDemand)).start())
                .contains(onDemand);
        assertThat(run(new Workflow("by hand", List.of(onDemand)), Map.of())).containsExactly("transform SUCCEEDED");
    }

    @Test
    void shouldHandOnWhatTheStepsSayOfThemselves() {
        Step said = new Step(
                "transform",
                Kind.JOB,
                State.FAILED,
                2.5,
                JsonNodeFactory.instance.objectNode().put("rows", 7),
                "it ended with exit code 3");

        assertThat(new Workflow("one", List.of(start(JOB))).run(action -> said)).containsExactly(said);
    }

    private static Trigger start(Action... actions) {
        return new Trigger(
                "start", Trigger.Type.SCHEDULED, "cron(0 * * * ? *)", true, List.of(actions), List.of(), false);
    }

    private static Trigger after(Action awaited, State state, Action action) {
        return new Trigger(
                awaited.name() + " " + state + " then " + action.name(),
                Trigger.Type.CONDITIONAL,
                "",
                true,
                List.of(action),
                List.of(new Condition(awaited.kind(), awaited.name(), state)),
                false);
    }

    private static Trigger onBoth(String name, boolean any, Action first, Action second, Action action) {
        return new Trigger(
                name,
                Trigger.Type.CONDITIONAL,
                "",
                true,
                List.of(action),
                List.of(
                        new Condition(first.kind(), first.name(), State.SUCCEEDED),
                        new Condition(second.kind(), second.name(), State.SUCCEEDED)),
                any);
    }

    /** Runs a workflow whose steps succeed unless told otherwise; gives each step's name and end. */
    private static List<String> run(Workflow workflow, Map<Action, State> ends) {
        List<String> ran = new ArrayList<>();
        workflow.run(action -> {
            State end = ends.getOrDefault(action, State.SUCCEEDED);
            ran.add(action.name() + " " + end);
            // A workflow that never ends must fail, not hang.
            assertThat(ran).hasSizeLessThan(10);
            return new Step(action.name(), action.kind(), end, 0, JsonNodeFactory.instance.objectNode(), "");
        });
        return ran;
    }
}
