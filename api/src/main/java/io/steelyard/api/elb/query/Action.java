package io.steelyard.api.elb.query;

/** One thing that can be asked. */
@FunctionalInterface
public interface Action {
    /**
     * Does it.
     *
     * @param result takes what is answered
     * @throws QueryException for what is wrong with the question itself
     */
    void answer(Call call, Xml result);
}
