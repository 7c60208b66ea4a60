package dev.foresight.engine.random;

import java.nio.charset.StandardCharsets;

/**
 * The arithmetic of SplitMix64 (Steele, Lea, Flood, OOPSLA 2014). Its n-th output, from 1, for a state h is
 * mix(h + n*GAMMA). Everything that is drawn in Foresight comes from here, so that a draw is a function of seeds and names
 * and the same on every machine; to change a bit here changes every run.
 */
public final class SplitMix64 {
    /** What the state grows by from output to output: 2^64 over the golden ratio, made odd. */
    public static final long GAMMA = 0x9E3779B97F4A7C15L;

    private SplitMix64() {}

    /** The finaliser: a bijection of 64 bits in which each bit of the argument changes about half of the result's. */
    public static long mix(long z) {
        long a = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        long b = (a ^ (a >>> 27)) * 0x94D049BB133111EBL;
        return b ^ (b >>> 31);
    }

    /** FNV-1a with 64 bits of a name's UTF-8 bytes, to give each name a stream of its own. */
    public static long hash(String name) {
        long hash = 0xcbf29ce484222325L;
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
        }
        return hash;
    }
}
