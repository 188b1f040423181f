/** Feeds of changes (RFC 4287). */
package io.steelyard.api.rackspace.atom;
