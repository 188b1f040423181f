/** {@code steelyard top}: live traffic in a terminal, read from the operator's API of a running service. */
@NullMarked
package io.steelyard.server.top;

import org.jspecify.annotations.NullMarked;
