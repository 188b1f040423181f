/**
 * Answers that are given again (RFC 9111), only where nothing speaks against it. {@link io.steelyard.proxy.cache.Asked}
 * judges requests, {@link io.steelyard.proxy.cache.Validity} answers; what was judged is kept in the {@link
 * io.steelyard.proxy.cache.AnswerCache} of its balancer, whose memory {@link io.steelyard.proxy.cache.Caches} bounds.
 */
@NullMarked
package io.steelyard.proxy.cache;

import org.jspecify.annotations.NullMarked;
