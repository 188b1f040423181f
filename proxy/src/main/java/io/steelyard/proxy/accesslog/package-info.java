/**
 * Access logs, from the event loops to sealed files.
 *
 * <pre>
 *   loop ──line──▶ spool (mapped ring, one per loop) ──splitter──▶ open/ ──its time is over──▶ closed/ ──sealer──▶ sealed/
 * </pre>
 *
 * Loops append and never wait: what finds no room is counted. Every step but the first can be done again after a crash
 * without a line more or less. Whoever delivers takes the files out of {@code sealed/}.
 */
@NullMarked
package io.steelyard.proxy.accesslog;

import org.jspecify.annotations.NullMarked;
