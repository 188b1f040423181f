package io.steelyard.conformance.churn;

import io.steelyard.conformance.http.PlainConnection;
import java.io.IOException;
import java.time.Duration;

/** Where a client comes in. */
public interface Door {
    /** @param limit for the connection, and then for each wait for octets */
    PlainConnection open(Duration limit) throws IOException;
}
