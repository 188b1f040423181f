/**
 * OCSP stapling: what authorities say of tenants' certificates is asked for in the background by the control process, and
 * given to the hosts, whose handshakes never wait for it.
 */
@NullMarked
package io.steelyard.server.tls.ocsp;

import org.jspecify.annotations.NullMarked;
