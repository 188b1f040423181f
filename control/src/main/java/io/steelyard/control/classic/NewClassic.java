package io.steelyard.control.classic;

import io.steelyard.domain.classic.Classic;
import io.steelyard.domain.loadbalancer.Name;

/** A classic balancer as somebody asks for it; it begins without instances. */
public record NewClassic(Name name, Classic said) {}
