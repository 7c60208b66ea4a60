package org.nd4j.nativeblas;

import org.jspecify.annotations.NullMarked;

/**
 * Engages DL4J's oneDNN layer helpers. DL4J 1.0.0-M2.1 asks a class of this name, by reflection, whether oneDNN may be
 * used; ND4J has moved that class to {@code org.nd4j.linalg.cpu.nativecpu.bindings}, so without this one the answer is
 * always no.
 */
@NullMarked
public final class Nd4jCpu {
    private Nd4jCpu() {}

    /** What the helpers ask. */
    public static final class Environment {
        private static final Environment INSTANCE = new Environment();

        private Environment() {}

        public static Environment getInstance() {
            return INSTANCE;
        }

        /** Whether the native library may use oneDNN; named as the helpers' caller expects it. */
        public boolean isUseMKLDNN() {
            return org.nd4j.linalg.cpu.nativecpu.bindings.Nd4jCpu.Environment.getInstance()
                    .isUseONEDNN();
        }
    }
}
