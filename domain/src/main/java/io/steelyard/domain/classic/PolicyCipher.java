package io.steelyard.domain.classic;

import java.util.Arrays;
import java.util.Optional;

/**
 * The ciphers that policies of SSL negotiation can name, best first (Elastic Load Balancing, "Predefined SSL security
 * policies for Classic Load Balancers"). Some of them are known by name alone: nobody is offered those.
 */
public enum PolicyCipher {
    ECDHE_ECDSA_AES128_GCM_SHA256("TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256"),
    ECDHE_RSA_AES128_GCM_SHA256("TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"),
    ECDHE_ECDSA_AES128_SHA256(),
    ECDHE_RSA_AES128_SHA256(),
    ECDHE_ECDSA_AES128_SHA("TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA"),
    ECDHE_RSA_AES128_SHA("TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA"),
    DHE_RSA_AES128_SHA(),
    ECDHE_ECDSA_AES256_GCM_SHA384("TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384"),
    ECDHE_RSA_AES256_GCM_SHA384("TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384"),
    ECDHE_ECDSA_AES256_SHA384(),
    ECDHE_RSA_AES256_SHA384(),
    ECDHE_RSA_AES256_SHA("TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA"),
    ECDHE_ECDSA_AES256_SHA("TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA"),
    AES128_GCM_SHA256("TLS_RSA_WITH_AES_128_GCM_SHA256"),
    AES128_SHA256(),
    AES128_SHA("TLS_RSA_WITH_AES_128_CBC_SHA"),
    AES256_GCM_SHA384("TLS_RSA_WITH_AES_256_GCM_SHA384"),
    AES256_SHA256(),
    AES256_SHA("TLS_RSA_WITH_AES_256_CBC_SHA"),
    DHE_DSS_AES128_SHA(),
    CAMELLIA128_SHA(),
    EDH_RSA_DES_CBC3_SHA(),
    DES_CBC3_SHA(),
    ECDHE_RSA_RC4_SHA(),
    RC4_SHA(),
    ECDHE_ECDSA_RC4_SHA(),
    DHE_DSS_AES256_GCM_SHA384(),
    DHE_RSA_AES256_GCM_SHA384(),
    DHE_RSA_AES256_SHA256(),
    DHE_DSS_AES256_SHA256(),
    DHE_RSA_AES256_SHA(),
    DHE_DSS_AES256_SHA(),
    DHE_RSA_CAMELLIA256_SHA(),
    DHE_DSS_CAMELLIA256_SHA(),
    CAMELLIA256_SHA(),
    EDH_DSS_DES_CBC3_SHA(),
    DHE_DSS_AES128_GCM_SHA256(),
    DHE_RSA_AES128_GCM_SHA256(),
    DHE_RSA_AES128_SHA256(),
    DHE_DSS_AES128_SHA256(),
    DHE_RSA_CAMELLIA128_SHA(),
    DHE_DSS_CAMELLIA128_SHA(),
    ADH_AES128_GCM_SHA256(),
    ADH_AES128_SHA(),
    ADH_AES128_SHA256(),
    ADH_AES256_GCM_SHA384(),
    ADH_AES256_SHA(),
    ADH_AES256_SHA256(),
    ADH_CAMELLIA128_SHA(),
    ADH_CAMELLIA256_SHA(),
    ADH_DES_CBC3_SHA(),
    ADH_DES_CBC_SHA(),
    ADH_RC4_MD5(),
    ADH_SEED_SHA(),
    DES_CBC_SHA(),
    DHE_DSS_SEED_SHA(),
    DHE_RSA_SEED_SHA(),
    EDH_DSS_DES_CBC_SHA(),
    EDH_RSA_DES_CBC_SHA(),
    IDEA_CBC_SHA(),
    RC4_MD5(),
    SEED_SHA(),
    DES_CBC3_MD5(),
    DES_CBC_MD5(),
    RC2_CBC_MD5(),
    PSK_AES256_CBC_SHA(),
    PSK_3DES_EDE_CBC_SHA(),
    KRB5_DES_CBC3_SHA(),
    KRB5_DES_CBC3_MD5(),
    PSK_AES128_CBC_SHA(),
    PSK_RC4_SHA(),
    KRB5_RC4_SHA(),
    KRB5_RC4_MD5(),
    KRB5_DES_CBC_SHA(),
    KRB5_DES_CBC_MD5(),
    EXP_EDH_RSA_DES_CBC_SHA(),
    EXP_EDH_DSS_DES_CBC_SHA(),
    EXP_ADH_DES_CBC_SHA(),
    EXP_DES_CBC_SHA(),
    EXP_RC2_CBC_MD5(),
    EXP_KRB5_RC2_CBC_SHA(),
    EXP_KRB5_DES_CBC_SHA(),
    EXP_KRB5_RC2_CBC_MD5(),
    EXP_KRB5_DES_CBC_MD5(),
    EXP_ADH_RC4_MD5(),
    EXP_RC4_MD5(),
    EXP_KRB5_RC4_SHA(),
    EXP_KRB5_RC4_MD5();

    private final Optional<String> suite;

    PolicyCipher(String suite) {
        this.suite = Optional.of(suite);
    }

    PolicyCipher() {
        this.suite = Optional.empty();
    }

    /** As policies write it, which is OpenSSL's name. */
    public String policyName() {
        return name().replace('_', '-');
    }

    /** Its IANA name; empty for one that nobody is offered. */
    public Optional<String> suite() {
        return suite;
    }

    static Optional<PolicyCipher> named(String policyName) {
        return Arrays.stream(values())
                .filter(cipher -> cipher.policyName().equals(policyName))
                .findFirst();
    }
}
