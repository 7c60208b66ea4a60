package dev.foresight.engine.run;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A SHA-256 in the making. */
final class Sha256 {
    /** Hexadecimal digits of a digest. */
    static final int DIGITS = 64;

    private final MessageDigest digest;

    Sha256() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    static String of(byte[] bytes) {
        Sha256 digest = new Sha256();
        digest.update(bytes, bytes.length);
        return digest.hex();
    }

    void update(byte[] bytes, int length) {
        digest.update(bytes, 0, length);
    }

    /** The digest in lower-case hexadecimal digits; starts anew. */
    String hex() {
        return HexFormat.of().formatHex(digest.digest());
    }

    /** The same as ASCII. */
    byte[] digits() {
        return hex().getBytes(StandardCharsets.US_ASCII);
    }
}
