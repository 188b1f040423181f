package io.steelyard.domain.virtualip;

/**
 * Names a group of virtual IPs that must live on the same hosts because balancers share them. Placement, moves and
 * failovers act on groups, never on balancers.
 *
 * @param value positive
 */
public record VipGroupId(int value) {
    public VipGroupId {
        if (value <= 0) {
            throw new IllegalArgumentException("a VIP group's id is positive, not " + value);
        }
    }

    @Override
    public String toString() {
        return Integer.toString(value);
    }
}
