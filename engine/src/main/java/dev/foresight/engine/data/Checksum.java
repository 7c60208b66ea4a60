package dev.foresight.engine.data;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

/** Facts by which a data file is recognised again. */
final class Checksum {
    private Checksum() {}

    /** Adds NAME.bytes and NAME.sha256 of a file's content. */
    static void record(String name, byte[] content, Map<String, String> facts) {
        facts.put(name + ".bytes", String.valueOf(content.length));
        facts.put(name + ".sha256", sha256(content));
    }

    static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
