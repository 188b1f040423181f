package io.steelyard.proxy.http;

import org.jspecify.annotations.Nullable;

/**
 * Takes answers in parts, since its protocol has frames of its own. Content goes to {@link ExchangeClient#write} between,
 * and the end of the answer is {@link ExchangeClient#answered}.
 */
interface AnswerParts {
    /** An interim answer; another head follows. */
    void interim(ResponseHead head);

    /**
     * @param session a field line that tells the client of its session
     * @param isEnd whether no content follows
     */
    void head(ResponseHead head, byte @Nullable [] session, boolean isEnd);

    /**
     * A node agrees to speak WebSocket, and the client is told so; a tunnel follows.
     *
     * @throws BadMessageException when it agrees to something else than it was asked; then nothing was told
     */
    void agreement(ResponseHead head, byte @Nullable [] session);

    /** The fields behind the content: lines, each with its end, and an empty one. */
    void trailer(byte[] lines);
}
