/** What a client is shown when no node could serve it. */
@NullMarked
package io.steelyard.proxy.errorpage;

import org.jspecify.annotations.NullMarked;
