package io.steelyard.proxy.http;

import io.netty.buffer.ByteBuf;
import io.steelyard.proxy.cache.AnswerCache;
import io.steelyard.proxy.cache.AnswerCache.Pending;
import io.steelyard.proxy.cache.Asked;
import io.steelyard.proxy.cache.ComingAnswer;
import io.steelyard.proxy.cache.KeptAnswer;
import io.steelyard.proxy.frontend.Policy;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a request and its answer have to do with the balancer's cache: nothing at all while it has none. One object serves
 * all requests of a client's connection in turn.
 */
final class RequestCache {
    private final boolean secure;
    private @Nullable AnswerCache cache;
    private @Nullable Pending pending;
    private @Nullable ComingAnswer coming;
    /** What holds no more once this request may have had its effect. */
    private @Nullable TargetUri changed;

    /** Reads the content that comes; null where it comes as it is. */
    private @Nullable ChunkScanner chunks;

    /** @param secure whether the client speaks within TLS */
    RequestCache(boolean secure) {
        this.secure = secure;
    }

    /**
     * A request is to be served.
     *
     * @return what it is to be answered; empty when a node is to be asked
     */
    Optional<KeptAnswer> find(Policy policy, RequestHead head) {
        cache = policy.cache().orElse(null);
        return cache == null ? Optional.empty() : find(cache, head);
    }

    private Optional<KeptAnswer> find(AnswerCache kept, RequestHead head) {
        Optional<TargetUri> uri = TargetUri.of(head);
        if (!head.line().method().isSafe()) {
            changed = uri.orElse(null);
            return Optional.empty();
        }
        Optional<Asked> asked = uri.filter(_ -> mayBeKept(head)).flatMap(of -> Asked.of(of.within(secure), head));
        Optional<KeptAnswer> answer = asked.flatMap(kept::find);
        if (answer.isEmpty()
                && head.line().method() == Method.GET
                && !head.line().isHttp10()) {
            pending = asked.map(kept::pending).orElse(null);
        }
        return answer;
    }

    private static boolean mayBeKept(RequestHead head) {
        Method method = head.line().method();
        boolean hasContent = head.framing().isChunked() || head.framing().contentLength() > 0;
        return (method == Method.GET || method == Method.HEAD) && !hasContent;
    }

    /**
     * The head of a node's answer goes to the client.
     *
     * @param framing of the content as it comes
     * @param bare whether it goes on without that framing
     */
    void answered(ResponseHead head, Content.Framing framing, boolean bare) {
        int status = head.line().status();
        if (status < 400 || status >= 500) {
            // A request that is at fault itself changed nothing.
            invalidate();
        }
        changed = null;
        AnswerCache kept = cache;
        Pending asked = pending;
        if (kept != null && asked != null) {
            pending = null;
            begin(kept, asked, head, framing, bare);
        }
    }

    private void begin(AnswerCache kept, Pending asked, ResponseHead head, Content.Framing framing, boolean bare) {
        boolean chunked = framing == Content.Framing.CHUNKS;
        if (chunked || framing == Content.Framing.LENGTH) {
            chunks = chunked && !bare ? newScanner() : null;
            coming = kept.begin(
                            asked,
                            head.line().status(),
                            head,
                            () -> KeptHead.of(head),
                            chunked ? -1 : head.framing().contentLength())
                    .orElse(null);
        }
    }

    private static ChunkScanner newScanner() {
        ChunkScanner scanner = new ChunkScanner();
        scanner.reset(true);
        return scanner;
    }

    /** Content goes to the client, as it is framed: {@code octets} from {@code start}. They stay the caller's. */
    void pass(ByteBuf octets, int start) {
        ComingAnswer answer = coming;
        if (answer != null) {
            copy(octets.slice(start, octets.writerIndex() - start), answer);
        }
    }

    private void copy(ByteBuf octets, ComingAnswer answer) {
        ChunkScanner scanner = chunks;
        if (scanner == null) {
            answer.take(octets, octets.readableBytes());
            return;
        }
        for (int run = scanner.run(octets); run > 0; run = scanner.run(octets)) {
            answer.take(octets, run);
        }
    }

    /**
     * All of the answer went to the client.
     *
     * @param exact whether it ended where the node ended
     */
    void complete(boolean exact) {
        ComingAnswer answer = coming;
        if (answer != null && exact) {
            answer.complete();
        }
        end();
    }

    /** The rest of the answer will not come; the request may have had its effect all the same. */
    void end() {
        invalidate();
        ComingAnswer answer = coming;
        if (answer != null) {
            answer.discard();
        }
        cache = null;
        coming = null;
        chunks = null;
        pending = null;
        changed = null;
    }

    /** Both ways in lead to the same nodes. */
    private void invalidate() {
        AnswerCache kept = cache;
        TargetUri uri = changed;
        if (kept != null && uri != null) {
            kept.invalidate(uri.within(true));
            kept.invalidate(uri.within(false));
        }
    }
}
