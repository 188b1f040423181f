/**
 * Who a client is where others carry its connection to us, by what they say in front of it: PROXY protocol, versions 1 and
 * 2 (HAProxy's specification of 2020).
 */
@NullMarked
package io.steelyard.proxy.proxyprotocol;

import org.jspecify.annotations.NullMarked;
