package io.steelyard.proxy.cache;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is kept for one URI: one answer for all, or some that differ by what their clients accept. Latest first. */
record Variants(List<KeptAnswer> answers) {
    static final int MOST = 4;

    static Variants with(@Nullable Variants before, KeptAnswer answer) {
        Stream<KeptAnswer> others =
                before == null ? Stream.of() : before.answers.stream().filter(other -> !answer.replaces(other));
        return new Variants(Stream.concat(Stream.of(answer), others).limit(MOST).toList());
    }

    Optional<KeptAnswer> find(Asked asked, long nanoTime) {
        return answers.stream()
                .filter(answer -> answer.satisfies(asked, nanoTime))
                .findFirst();
    }

    boolean isStale(long nanoTime) {
        return answers.stream().noneMatch(answer -> answer.isFresh(nanoTime));
    }

    int weight(String uri) {
        return uri.length() + answers.stream().mapToInt(KeptAnswer::weight).sum();
    }
}
