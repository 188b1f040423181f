/** The operator's listener as this machine has it: its token and what it measures. */
package io.steelyard.server.operator;
