package dev.lolscale.platform;

import com.pulumi.aws.budgets.Budget;
import com.pulumi.aws.budgets.BudgetArgs;
import com.pulumi.aws.budgets.inputs.BudgetCostFilterArgs;
import com.pulumi.aws.budgets.inputs.BudgetNotificationArgs;
import com.pulumi.aws.sns.Topic;
import com.pulumi.core.Output;
import com.pulumi.resources.Resource;
import java.util.List;

/** What the stack may cost in a month, by its cost tag. The topic is told when AWS forecasts more, and at the amount. */
final class CostBudget {

    private CostBudget() {}

    static void create(String name, Resource parent, Output<Integer> dollars, OperationsArgs args, Topic topic) {
        new Budget(
                name,
                BudgetArgs.builder()
                        .budgetType("COST")
                        .timeUnit("MONTHLY")
                        .limitUnit("USD")
                        .limitAmount(dollars.applyValue(Object::toString))
                        .costFilters(BudgetCostFilterArgs.builder()
                                .name("TagKeyValue")
                                .values(Output.tuple(args.costTagKey(), args.costTagValue())
                                        .applyValue(tag -> List.of("user:" + tag.t1 + "$" + tag.t2)))
                                .build())
                        .notifications(warning("FORECASTED", topic), warning("ACTUAL", topic))
                        .build(),
                Children.of(parent));
    }

    private static BudgetNotificationArgs warning(String type, Topic topic) {
        return BudgetNotificationArgs.builder()
                .notificationType(type)
                .comparisonOperator("GREATER_THAN")
                .threshold(100.0)
                .thresholdType("PERCENTAGE")
                .subscriberSnsTopicArns(topic.arn().applyValue(List::of))
                .build();
    }
}
