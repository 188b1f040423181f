/**
 * FTP (RFC 959, RFC 2428): the control connection is read line by line, so that passive data connections come through
 * the balancer to the same node.
 */
@NullMarked
package io.steelyard.proxy.ftp;

import org.jspecify.annotations.NullMarked;
