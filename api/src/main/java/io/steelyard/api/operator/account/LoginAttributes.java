package io.steelyard.api.operator.account;

import io.steelyard.api.body.Attributes;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** What whoever logs in is called and proves itself with. A setting can name it, which has colons in between. */
final class LoginAttributes {
    private static final Predicate<String> NAME =
            Pattern.compile("[^:\\s/]{1,64}").asMatchPredicate();
    private static final Predicate<String> KEY =
            Pattern.compile("[^:\\s]{8,256}").asMatchPredicate();

    private LoginAttributes() {}

    static Optional<String> name(Attributes in) {
        return in.text("name", NAME, "1 to 64 characters, none of them a colon, a slash or a space");
    }

    static Optional<String> apiKey(Attributes in) {
        return in.text("apiKey", KEY, "8 to 256 characters, none of them a colon or a space");
    }
}
