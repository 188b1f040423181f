package io.steelyard.control.accesslog;

import io.steelyard.domain.account.TenantId;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Where access logs are delivered to. Contract: {@code LogStoreContract} in the testkit. One thread delivers at a time.
 */
public interface LogStore {
    /**
     * Keeps a file as an object of a tenant's container, which is made if it is not there. What has the same name is
     * replaced, so that a put whose end was not seen may be done again. It is kept when this returns.
     *
     * @param container and object: ASCII letters, digits, '.', '-' and '_'
     * @throws LogRefusedException when this tenant's things are not taken; others' may be
     * @throws IOException when the store is away
     */
    void put(TenantId tenant, String container, String object, Path content) throws IOException;
}
