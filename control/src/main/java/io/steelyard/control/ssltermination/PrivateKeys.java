package io.steelyard.control.ssltermination;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.List;
import java.util.Optional;

/** Private keys of the kinds that TLS servers have: RSA and EC. */
final class PrivateKeys {
    private static final byte[] SIGNED = {1, 2, 3};
    private static final byte[] VERSION_0 = {2, 1, 0};
    /** rsaEncryption with NULL (RFC 8017, appendix A.1). */
    private static final byte[] RSA = {
        0x30, 13, 6, 9, 0x2a, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xf7, 13, 1, 1, 1, 5, 0
    };
    /** id-ecPublicKey (RFC 5480, section 2.1.1). */
    private static final byte[] EC = {6, 7, 0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x3d, 2, 1};

    private static final int SEQUENCE = 0x30;
    private static final int OCTET_STRING = 4;

    private PrivateKeys() {}

    /** Whether it takes a pass phrase to read this. */
    static boolean isEncrypted(Pem.Block block) {
        return block.label().startsWith("ENCRYPTED") || block.body().contains("ENCRYPTED");
    }

    /**
     * The key that belongs to a public key; empty when this is none, or not of that kind.
     *
     * @param owner whose curve it is where an EC key does not name its own
     */
    static Optional<PrivateKey> read(Pem.Block block, PublicKey owner) {
        try {
            byte[] octets = block.octets();
            byte[] pkcs8 = switch (block.label()) {
                case "PRIVATE KEY" -> octets;
                case "RSA PRIVATE KEY" -> sequence(VERSION_0, RSA, element(OCTET_STRING, octets));
                case "EC PRIVATE KEY" -> sequence(VERSION_0, sequence(EC, curve(owner)), element(OCTET_STRING, octets));
                default -> new byte[0];
            };
            return Optional.of(
                    KeyFactory.getInstance(owner.getAlgorithm()).generatePrivate(new PKCS8EncodedKeySpec(pkcs8)));
        } catch (GeneralSecurityException | IllegalArgumentException notOne) {
            return Optional.empty();
        }
    }

    /** The curve's name as the public key has it: the last element of its algorithm (RFC 5480, section 2). */
    private static byte[] curve(PublicKey owner) {
        byte[] encoded = owner.getEncoded();
        for (int at = 0; at + EC.length < encoded.length; at++) {
            if (java.util.Arrays.equals(encoded, at, at + EC.length, EC, 0, EC.length)) {
                int start = at + EC.length;
                return java.util.Arrays.copyOfRange(encoded, start, start + 2 + encoded[start + 1]);
            }
        }
        throw new IllegalArgumentException("no EC key");
    }

    private static byte[] sequence(byte[]... parts) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        List.of(parts).forEach(content::writeBytes);
        return element(SEQUENCE, content.toByteArray());
    }

    /** In DER (X.690, section 8.1). */
    private static byte[] element(int tag, byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        if (content.length < 0x80) {
            out.write(content.length);
        } else {
            out.write(0x82);
            out.write(content.length >> 8);
            out.write(content.length);
        }
        out.writeBytes(content);
        return out.toByteArray();
    }

    /** Whether the two are a pair: what one has signed, the other confirms. */
    static boolean match(PrivateKey privateKey, PublicKey publicKey) {
        try {
            Signature signature =
                    Signature.getInstance(publicKey instanceof RSAPublicKey ? "SHA256withRSA" : "SHA256withECDSA");
            signature.initSign(privateKey);
            signature.update(SIGNED);
            byte[] signed = signature.sign();
            signature.initVerify(publicKey);
            signature.update(SIGNED);
            return signature.verify(signed);
        } catch (GeneralSecurityException otherKind) {
            return false;
        }
    }

    /** Why a key is not good enough; empty when it is (NIST SP 800-57 part 1, table 2: 112 bits of strength). */
    static Optional<String> weakness(PublicKey key) {
        return switch (key) {
            case RSAPublicKey rsa
            when rsa.getModulus().bitLength() < 2048 ->
                Optional.of("one with a stronger key: this RSA key has "
                        + rsa.getModulus().bitLength() + " bits, and 2048 are needed");
            case RSAPublicKey _ -> Optional.empty();
            case ECPublicKey ec when isServed(ec.getParams().getOrder().bitLength()) -> Optional.empty();
            case ECPublicKey _ ->
                Optional.of("one with another key: of EC keys, those on P-256, P-384 and P-521 are served");
            default -> Optional.of("one with an RSA or EC key, not " + key.getAlgorithm());
        };
    }

    private static boolean isServed(int bits) {
        return bits == 256 || bits == 384 || bits == 521;
    }
}
