/**
 * One proxy process takes the place of another: the listening sockets go from the old one to the new one, and what the old
 * one knows of nodes and clients with them. {@link io.steelyard.proxy.handover.Handover} is the old one's end, {@link
 * io.steelyard.proxy.handover.Takeover} the new one's.
 *
 * <pre>
 *   new: take-over 1 TRANSPORT SECONDS    old: gives up the control socket; changes nothing any more
 *   old: lines of what it has, and "."    new: becomes who control talks to, and prepares all that control says
 *   old: a descriptor for each socket
 *   new: stop                             old: accepts nothing any more; who connects waits in the sockets' queues
 *   old: lines of who has which node, "." new: accepts
 *   new: serving                          old: closes its sockets, which does not close the new one's, and drains
 *   new: end SECONDS                      old: ends that soon as well; only when the new one is told to stop
 * </pre>
 *
 * Should the connection break before "serving", the old process takes the control socket again and goes on; if the new
 * one has that still, it drains.
 */
@NullMarked
package io.steelyard.proxy.handover;

import org.jspecify.annotations.NullMarked;
