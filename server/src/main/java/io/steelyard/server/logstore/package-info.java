/** Where access logs are delivered to, outside of this machine. */
package io.steelyard.server.logstore;
