/** How services are asked that speak AWS's Query API. */
@NullMarked
package io.steelyard.server.aws;

import org.jspecify.annotations.NullMarked;
