package dev.lolscale.graph.cost;

import dev.lolscale.graph.GraphResource;
import java.util.Set;

/** Budgets: watching and notifying is free; an action that a budget takes is not. */
final class BudgetPricing implements ServicePricing {

    private static final String BUDGET = "aws:budgets/budget:Budget";
    private static final String ACTION = "aws:budgets/budgetAction:BudgetAction";

    @Override
    public Set<String> types() {
        return Set.of(BUDGET, ACTION);
    }

    @Override
    public void price(GraphResource resource, Flow flow, Charges charges) {
        if (resource.type().equals(BUDGET)) {
            charges.free(resource, "AWS Budgets does not charge for budgets that only notify");
        } else {
            charges.unpriced(resource, "a budget with actions");
        }
    }
}
