package io.steelyard.server;

import io.steelyard.api.http.ApiServer;
import io.steelyard.api.http.Endpoint;
import io.steelyard.api.http.HttpLimits;
import io.steelyard.api.http.ListenException;
import io.steelyard.api.operator.OperatorConfig;
import io.steelyard.api.operator.OperatorRoutes;
import io.steelyard.api.operator.OperatorServices;
import io.steelyard.server.operator.OperatorToken;
import io.steelyard.server.settings.ListenAddress;
import io.steelyard.server.settings.Setting;

/** The operator's listener with its token. */
record OperatorSetup(ApiServer server, OperatorToken token) {

    /** @throws CannotStartException when the address cannot be listened on */
    static OperatorSetup start(ListenAddress listen, OperatorToken token, OperatorServices services) {
        Endpoint endpoint = Endpoint.plain(listen.host().toString(), listen.port());
        try {
            return new OperatorSetup(
                    OperatorRoutes.start(new OperatorConfig(endpoint, token.value(), HttpLimits.DEFAULT), services),
                    token);
        } catch (ListenException taken) {
            throw new CannotStartException(
                    taken.getMessage() + " Choose another with " + Setting.OPERATOR_LISTEN.flag() + ".", taken);
        }
    }
}
