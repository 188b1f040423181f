package io.steelyard.api.operator;

import io.steelyard.api.http.Endpoint;
import io.steelyard.api.http.HttpLimits;

/**
 * How the operator's listener is reached.
 *
 * @param endpoint on loopback
 * @param token what every request must carry
 */
public record OperatorConfig(Endpoint endpoint, String token, HttpLimits limits) {
    /** Without the token, so that no log can hold it. */
    @Override
    public String toString() {
        return "OperatorConfig[" + endpoint + "]";
    }
}
