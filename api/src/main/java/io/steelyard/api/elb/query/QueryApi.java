package io.steelyard.api.elb.query;

import java.util.Map;

/**
 * One of the services that clients of load balancers call; all of them have one endpoint.
 *
 * @param service as signatures say whom they are for, such as elasticloadbalancing
 * @param namespace of its answers, which ends with its version
 * @param regional whether each region has its own; otherwise many clients sign for us-east-1, whatever theirs is
 * @param actions by name
 */
public record QueryApi(
        String service, String namespace, Envelope envelope, boolean regional, Map<String, Action> actions) {
    public QueryApi {
        actions = Map.copyOf(actions);
    }

    /** Whether requests of a version are its own. */
    public boolean hasVersion(String version) {
        return namespace.endsWith("/" + version + "/");
    }

    /** @throws QueryException when there is none of that name */
    public Action action(String action) {
        Action found = actions.get(action);
        if (found == null) {
            throw QueryError.INVALID_ACTION.because("There is no action " + action + ".");
        }
        return found;
    }
}
