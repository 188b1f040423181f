/** An account of a running service, for commands that ask by the operator's API. */
@NullMarked
package io.steelyard.server.account;

import org.jspecify.annotations.NullMarked;
