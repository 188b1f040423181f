/** What tests put around store and fleet to have the control process die between two steps. */
@org.jspecify.annotations.NullMarked
package io.steelyard.server.kill;
