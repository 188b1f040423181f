/** What the API's listener proves itself with: files that were given, or a certificate of its own making. */
package io.steelyard.server.tls;
