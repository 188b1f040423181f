/** {@code steelyard access-key}: what an account of a running service signs requests with. */
@NullMarked
package io.steelyard.server.accesskey;

import org.jspecify.annotations.NullMarked;
