package io.steelyard.proxy.ftp;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;

/**
 * Keeps our own replies in the order of the commands that they answer, among the node's: a client may send commands
 * without waiting. Each command has one last reply (RFC 959, section 4.2); the greeting is the first.
 */
final class Replies {
    /** Commands without a reply. */
    static final int LIMIT = 64;

    /** One for each reply to come: ours, or empty for the node's. */
    private final Queue<Optional<String>> expected = new ArrayDeque<>();

    Replies() {
        expected.add(Optional.empty());
    }

    /** A command went to the node. */
    void expectNodes() throws FtpException {
        expect(Optional.empty());
    }

    /** A command is answered here. */
    void expectOurs(String reply) throws FtpException {
        expect(Optional.of(reply));
    }

    private void expect(Optional<String> reply) throws FtpException {
        if (expected.size() >= LIMIT) {
            throw new FtpException("more than " + LIMIT + " commands without a reply");
        }
        expected.add(reply);
    }

    /** The node's last reply to a command passed. */
    void nodeReplied() {
        if (expected.peek() != null && expected.peek().isEmpty()) {
            expected.remove();
        }
    }

    /** Our replies whose turn it is. */
    String due() {
        StringBuilder due = new StringBuilder();
        while (expected.peek() != null && expected.peek().isPresent()) {
            due.append(expected.remove().orElseThrow());
        }
        return due.toString();
    }
}
