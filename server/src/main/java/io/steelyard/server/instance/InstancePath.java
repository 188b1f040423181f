package io.steelyard.server.instance;

import io.steelyard.domain.instance.InstanceId;
import io.steelyard.server.account.AccountClientException;

/** Where servers are, below their account. */
final class InstancePath {
    static final String ALL = "/instances";

    private InstancePath() {}

    /** @throws AccountClientException when no server has such an id */
    static String of(String id) throws AccountClientException {
        if (!InstanceId.isValid(id)) {
            throw new AccountClientException(
                    "an instance's id is i- and 1 to 62 letters, digits, \"-\" and \"_\", not " + id);
        }
        return ALL + "/" + id;
    }
}
