/** Sends events to where accounts want them, never into the service's own networks. */
package io.steelyard.server.webhook;
