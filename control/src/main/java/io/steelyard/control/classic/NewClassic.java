package io.steelyard.control.classic;

import io.steelyard.domain.classic.Alias;
import io.steelyard.domain.classic.Classic;

/**
 * A classic balancer as somebody asks for it; it begins without instances.
 *
 * @param alias which is its name as well
 */
public record NewClassic(Alias alias, Classic said) {}
