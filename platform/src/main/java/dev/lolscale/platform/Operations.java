package dev.lolscale.platform;

import com.pulumi.aws.sns.Topic;
import com.pulumi.core.Output;
import com.pulumi.core.annotations.Export;
import com.pulumi.exceptions.RunException;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import java.util.List;
import java.util.Map;

/**
 * What tells people that something is wrong, and shows them where: alarms on whatever the arguments name, a dashboard,
 * a budget, and the one topic that all of them tell.
 */
public final class Operations extends ComponentResource {

    /** Seconds that an event may wait in Firehose: twice its longest buffer. */
    public static final int DEFAULT_DELIVERY_SECONDS = 1_800;

    /** Seconds that a raw object may wait for the mover, which takes seconds when all is well. */
    public static final int DEFAULT_UNMOVED_SECONDS = 3_600;

    /** Percent of the requests that may be answered with a 5xx. */
    public static final double DEFAULT_SERVER_ERROR_PERCENT = 1;

    /** Percent of the raw lines that may be no events. */
    public static final double DEFAULT_QUARANTINE_PERCENT = 1;

    /** Hours between two runs of the job that ended well: a day, and two for a run that takes longer than the last. */
    public static final int DEFAULT_JOB_HOURS = 26;

    /** Hours between new rows of the event table, its objective: as often as the job runs. */
    public static final int DEFAULT_FRESHNESS_HOURS = 26;

    /** The runbook, relative to this project's directory. */
    public static final String DEFAULT_RUNBOOK_URL = "docs/operations.md";

    /** The tag by which costs are told apart. */
    public static final String DEFAULT_COST_TAG_KEY = "stack";

    @Export(
            name = "topicArn",
            refs = {String.class})
    private Output<String> topicArn;

    @Export(
            name = "dashboardName",
            refs = {String.class})
    private Output<String> dashboardName;

    /**
     * Declares topic, alarms, dashboard and budget.
     *
     * @param name the component's name; its children are named {@code <name>-<role>}
     * @param args the arguments
     * @param options Pulumi's options
     * @throws RunException when an argument is missing or not allowed
     */
    public Operations(String name, OperationsArgs args, ComponentResourceOptions options) {
        super("lolscale:index:Operations", name, args, options);
        Topic topic = AlarmTopic.create(name + "-alarms", this, args);
        List<Output<String>> alarmArns = Alarms.create(name, this, args, topic);
        if (alarmArns.isEmpty()) {
            throw new RunException("OperationsArgs: nothing to watch; name at least one of httpApiId, restApiName,"
                    + " trackFunctionName, authorizerFunctionName, streamName, moverFunctionName, queueName,"
                    + " deadLetterQueueName, jobName on the builder");
        }
        this.dashboardName = OperationsDashboard.create(name + "-dashboard", this, args, topic, alarmArns);
        args.monthlyBudgetDollars()
                .ifPresent(dollars -> CostBudget.create(name + "-budget", this, dollars, args, topic));
        this.topicArn = topic.arn();
        registerOutputs(Map.of("topicArn", topicArn, "dashboardName", dashboardName));
    }

    /** The topic that alarms and budget tell; subscribe a pager to it. */
    public Output<String> topicArn() {
        return topicArn;
    }

    /** The dashboard, named {@code <project>-<stack>-<component>}. */
    public Output<String> dashboardName() {
        return dashboardName;
    }
}
