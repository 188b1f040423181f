/** {@code steelyard instance}: the inventory of a running service, by the operator's API. */
@NullMarked
package io.steelyard.server.instance;

import org.jspecify.annotations.NullMarked;
