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

    /**
     * What a request asks for.
     *
     * @throws QueryException when it names no action, or one that is not there in the version that it names: another version of
     *     the same service has actions of the same names with other parameters
     */
    public Action action(Parameters in) {
        String name =
                in.text("Action").orElseThrow(() -> QueryError.MISSING_ACTION.because("The request names no Action."));
        Action found = actions.get(name);
        if (found == null) {
            throw QueryError.INVALID_ACTION.because("There is no action " + name + ".");
        }
        in.text("Version").filter(version -> !answers(version)).ifPresent(version -> {
            throw QueryError.INVALID_ACTION.because("There is no action " + name + " of version " + version + ".");
        });
        return found;
    }

    /** EC2 has had many versions that its clients ask for alike. */
    private boolean answers(String version) {
        return envelope == Envelope.EC2 || hasVersion(version);
    }
}
