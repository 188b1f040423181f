package io.steelyard.control.history;

import io.steelyard.control.store.ReadUnit;
import io.steelyard.control.store.Revision;
import io.steelyard.domain.virtualip.VirtualIp;
import io.steelyard.domain.virtualip.VirtualIpId;
import java.util.Map;

/**
 * A revision with what a dialect shows of it.
 *
 * @param virtualIps those of the configuration that are still there
 */
public record RevisionView(Revision revision, Map<VirtualIpId, VirtualIp> virtualIps) {
    static RevisionView of(ReadUnit unit, Revision revision) {
        return new RevisionView(
                revision, unit.virtualIps(revision.configuration().virtualIps()));
    }
}
