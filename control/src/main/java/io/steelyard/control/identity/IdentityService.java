package io.steelyard.control.identity;

import io.steelyard.control.store.ReadUnit;
import io.steelyard.control.store.Store;
import io.steelyard.domain.account.Role;
import io.steelyard.domain.account.TenantId;
import io.steelyard.domain.refusal.Refusal;
import io.steelyard.domain.refusal.RefusedException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Predicate;

/** Who somebody is. Every failure is the same {@code Unauthorized}, whatever the reason. */
public final class IdentityService {
    public static final Duration TOKEN_LIFE = Duration.ofHours(24);
    private static final String API_KEY = "api-key";
    private static final String TOKEN = "token";

    private final Store store;
    private final InstantSource clock;
    private final KeyedHash hash;
    private final SecureRandom random = new SecureRandom();

    public IdentityService(Store store, InstantSource clock, KeyedHash hash) {
        this.store = store;
        this.clock = clock;
        this.hash = hash;
    }

    /**
     * Makes an account unless its tenant id or its name has one.
     *
     * @return whether it was made
     */
    public boolean createIfAbsent(TenantId tenant, String name, String apiKey) {
        return store.write(unit -> {
            if (unit.account(tenant).isPresent() || isTaken(unit, name)) {
                return false;
            }
            unit.save(new Account(tenant, name, apiKeyHash(apiKey)));
            return true;
        });
    }

    /**
     * Lets one more user into an account unless the name is taken.
     *
     * @return whether it was made
     * @throws RefusedException with NotFound when there is no such account
     */
    public boolean createUserIfAbsent(TenantId tenant, String name, Role role, String apiKey) {
        return store.write(unit -> {
            Account.require(unit, tenant);
            if (isTaken(unit, name)) {
                return false;
            }
            unit.save(new User(name, tenant, role, apiKeyHash(apiKey)));
            return true;
        });
    }

    static boolean isTaken(ReadUnit unit, String name) {
        return unit.accountNamed(name).isPresent() || unit.userNamed(name).isPresent();
    }

    /**
     * A new token for 24 h.
     *
     * @throws RefusedException with Unauthorized
     */
    public Login login(String name, String apiKey) {
        return login(name, apiKey, _ -> true);
    }

    /**
     * The same, for an account that is as wanted; it is like one that is not there else.
     *
     * @throws RefusedException with Unauthorized
     */
    public Login login(String name, String apiKey, Predicate<Account> wanted) {
        String given = apiKeyHash(apiKey);
        User user = store.<Optional<User>>read(unit -> named(unit, name))
                .filter(found -> same(found.apiKeyHash(), given))
                .orElseThrow(IdentityService::unauthorized);
        String token = randomHex(32);
        Instant now = clock.instant();
        Instant expires = now.plus(TOKEN_LIFE);
        Account account = store.write(unit -> {
            unit.removeTokensExpiredBy(now);
            unit.save(new Token(hash.of(TOKEN, token), user.tenant(), user.name(), user.role(), expires));
            return unit.account(user.tenant()).filter(wanted).orElseThrow(IdentityService::unauthorized);
        });
        return new Login(account, user.name(), user.role(), token, expires);
    }

    /** Whose name it is, whatever key comes with it; empty for a name that nobody has. */
    public Optional<User> userNamed(String name) {
        return store.read(unit -> named(unit, name));
    }

    private static Optional<User> named(ReadUnit unit, String name) {
        return unit.accountNamed(name)
                .map(account -> new User(name, account.tenant(), Role.ADMIN, account.apiKeyHash()))
                .or(() -> unit.userNamed(name));
    }

    /**
     * Whom a token speaks for.
     *
     * @throws RefusedException with Unauthorized when it is unknown or expired
     */
    public Token authenticate(String token) {
        String given = hash.of(TOKEN, token);
        return store.<Optional<Token>>read(unit -> unit.token(given))
                .filter(found -> found.expires().isAfter(clock.instant()))
                .orElseThrow(IdentityService::unauthorized);
    }

    /** What is kept of an API key. */
    String apiKeyHash(String apiKey) {
        return hash.of(API_KEY, apiKey);
    }

    /** Random text for keys, two hex digits a byte. */
    public String randomHex(int bytes) {
        byte[] drawn = new byte[bytes];
        random.nextBytes(drawn);
        return HexFormat.of().formatHex(drawn);
    }

    private static boolean same(String expected, String given) {
        return MessageDigest.isEqual(
                expected.getBytes(StandardCharsets.US_ASCII), given.getBytes(StandardCharsets.US_ASCII));
    }

    private static RefusedException unauthorized() {
        return new RefusedException(new Refusal.Unauthorized());
    }
}
