package io.steelyard.domain.observed;

import io.steelyard.domain.node.NodeId;

/** What a host saw of one node's work since it began to give it some. */
public record NodeFigures(NodeId node, Figures figures) {}
