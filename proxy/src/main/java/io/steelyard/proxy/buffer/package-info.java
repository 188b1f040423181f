/** Memory for messages on their way. */
@org.jspecify.annotations.NullMarked
package io.steelyard.proxy.buffer;
