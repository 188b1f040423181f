package io.steelyard.api.operator;

import io.steelyard.api.body.Attributes;
import io.steelyard.domain.refusal.Refusal;
import io.steelyard.domain.refusal.RefusedException;
import io.steelyard.domain.virtualip.Cidr;
import java.util.Optional;

/** Networks out of bodies and paths. */
public final class Networks {
    private Networks() {}

    /** {@code "network":"198.51.100.0/24"}; what is wrong is reported to the attributes. */
    public static Optional<Cidr> read(Attributes in) {
        return in.text(
                        "network",
                        text -> Cidr.parse(text).isPresent(),
                        "a network such as 198.51.100.0/24 or fd00::/64")
                .flatMap(Cidr::parse);
    }

    /** @throws RefusedException with NotFound when the two make no network */
    public static Cidr of(String address, String bits, Refusal.Noun noun) {
        return Cidr.parse(address + "/" + bits).orElseThrow(() -> new RefusedException(new Refusal.NotFound(noun)));
    }
}
