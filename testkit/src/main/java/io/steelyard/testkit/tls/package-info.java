/**
 * Certificates and handshakes by the openssl command, as tenants and their clients make them.
 */
@NullMarked
package io.steelyard.testkit.tls;

import org.jspecify.annotations.NullMarked;
