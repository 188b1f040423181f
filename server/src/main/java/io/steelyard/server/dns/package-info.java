/** The embedded name server, authoritative for the names of classic balancers and for nothing else. */
package io.steelyard.server.dns;
