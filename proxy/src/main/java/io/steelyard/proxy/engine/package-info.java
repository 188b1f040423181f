/**
 * From what is desired to what is served: binds and releases addresses, replaces routes, retires and revokes what is
 * gone, and reports. Runs on the thread of who calls it; event loops see only frontends.
 */
@NullMarked
package io.steelyard.proxy.engine;

import org.jspecify.annotations.NullMarked;
