package io.steelyard.proxy.http;

/** Tells a client that is slower than its {@link Pace}, in either direction. */
final class PaceWatch {
    private final PacedClient client;
    private final PaceMeter content;
    private final PaceMeter answers;

    PaceWatch(PacedClient client, Pace pace) {
        this.client = client;
        this.content = pace.meterOfContent();
        this.answers = pace.meterOfAnswers();
    }

    /**
     * A tick went by.
     *
     * @return whether the client was too slow just now, and has been told
     */
    boolean isSlow() {
        if (!client.isExchanging()) {
            content.reset();
        }
        if (content.isSlow(client.awaitsContent(), client.received())) {
            client.sentTooSlowly();
            return true;
        }
        boolean takes = client.awaitsTaking();
        if (!takes && !client.isExchanging()) {
            answers.reset();
        }
        if (answers.isSlow(takes, client.taken())) {
            client.tookTooSlowly();
            return true;
        }
        return false;
    }
}
