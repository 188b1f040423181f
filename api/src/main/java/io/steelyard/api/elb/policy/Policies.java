package io.steelyard.api.elb.policy;

import io.steelyard.api.elb.query.Call;
import io.steelyard.api.elb.query.QueryError;
import io.steelyard.control.classic.ClassicService;
import io.steelyard.domain.classic.Classic;
import io.steelyard.domain.classic.NamedPolicy;
import io.steelyard.domain.classic.PolicyType;
import io.steelyard.domain.classic.SslNegotiation;
import io.steelyard.domain.refusal.Refusal;
import io.steelyard.domain.refusal.RefusedException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Adds policies to balancers, whichever action says so. */
final class Policies {
    private static final int MOST = 100;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9-]{1,128}");

    private Policies() {}

    /** Adds one of the name that the request says. */
    static void add(ClassicService classics, Call call, String type, List<NamedPolicy.Attribute> attributes) {
        NamedPolicy policy = new NamedPolicy(call.parameters().require("PolicyName"), type, attributes);
        check(policy);
        classics.note(call.caller(), call.balancer(), said -> with(said, policy));
    }

    private static Classic with(Classic said, NamedPolicy policy) {
        if (said.policy(policy.name()).isPresent()) {
            throw new RefusedException(new Refusal.Conflict(Refusal.Noun.POLICY, "named " + policy.name()));
        }
        if (said.policies().size() >= MOST) {
            throw QueryError.TOO_MANY_POLICIES.because("A load balancer has at most " + MOST + " policies.");
        }
        policy.values(Attributes.PUBLIC_KEY_POLICY).forEach(name -> requirePublicKey(said, name));
        List<NamedPolicy> all = new ArrayList<>(said.policies());
        all.add(policy);
        return said.withPolicies(all);
    }

    private static void requirePublicKey(Classic said, String name) {
        if (said.policy(name).filter(PolicyType.PUBLIC_KEY::is).isEmpty()) {
            throw QueryError.POLICY_NOT_FOUND.because("There is no policy " + name + " of a public key.");
        }
    }

    private static void check(NamedPolicy policy) {
        if (!NAME.matcher(policy.name()).matches()) {
            throw QueryError.VALIDATION.because("PolicyName has 1 to 128 letters, digits and hyphens.");
        }
        PolicyType type = PolicyType.named(policy.type())
                .orElseThrow(() -> new RefusedException(new Refusal.NotFound(Refusal.Noun.POLICY_TYPE)));
        List<Attributes.Attribute> known = Attributes.of(type);
        known.forEach(attribute -> requireAsMany(policy, attribute));
        policy.attributes().forEach(given -> requireKnown(known, given.name()));
        policy.attributes().stream()
                .flatMap(given -> AttributeValues.problem(given).stream())
                .findFirst()
                .ifPresent(problem -> {
                    throw QueryError.INVALID_CONFIGURATION.because(problem);
                });
        if (type == PolicyType.SSL_NEGOTIATION) {
            SslNegotiation.problem(policy).ifPresent(problem -> {
                throw QueryError.INVALID_CONFIGURATION.because(problem);
            });
        }
    }

    private static void requireAsMany(NamedPolicy policy, Attributes.Attribute attribute) {
        int given = policy.values(attribute.name()).size();
        if (attribute.isRequired() && given == 0) {
            throw QueryError.INVALID_CONFIGURATION.because("The policy needs " + attribute.name() + ".");
        }
        if (attribute.isSingle() && given > 1) {
            throw QueryError.INVALID_CONFIGURATION.because("The policy has one " + attribute.name() + " at most.");
        }
    }

    private static void requireKnown(List<Attributes.Attribute> known, String name) {
        if (known.stream().noneMatch(attribute -> attribute.name().equals(name))) {
            throw QueryError.INVALID_CONFIGURATION.because("The policy has no attribute " + name + ".");
        }
    }
}
