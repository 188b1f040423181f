package io.steelyard.api.operator.traffic;

import io.steelyard.api.body.Attributes;
import io.steelyard.domain.traffic.RetryBudget;
import java.util.Optional;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code {"percent":20,"perSecond":1}}; what is left out is 0. */
final class RetryBudgetBody {
    private static final String PERCENT = "percent";
    private static final String PER_SECOND = "perSecond";

    private RetryBudgetBody() {}

    static ObjectNode write(RetryBudget budget) {
        return JsonNodeFactory.instance
                .objectNode()
                .put(PERCENT, budget.percent())
                .put(PER_SECOND, budget.perSecond());
    }

    static Optional<RetryBudget> read(Attributes in) {
        Optional<Integer> percent = WholeNumbers.read(in, PERCENT, 0, 100);
        Optional<Integer> perSecond = WholeNumbers.read(in, PER_SECOND, 0, RetryBudget.MAX_PER_SECOND);
        return Optional.of(new RetryBudget(percent.orElse(0), perSecond.orElse(0)));
    }
}
