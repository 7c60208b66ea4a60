package dev.foresight.app;

import java.io.ObjectInputFilter;

/**
 * Java's serialised objects, which this program neither writes nor reads: whoever can have one read may run code by it. The
 * whole process refuses them, the libraries in it included.
 */
final class Deserialization {
    /** The same for a JVM that is about to start; {@code java.args} of the launcher has it too. */
    static final String REFUSED = "-Djdk.serialFilter=!*";

    private Deserialization() {}

    /**
     * Refuses all that is read from now on, in a JVM that was started without {@link #REFUSED}, such as that of a
     * development environment. A filter that somebody set for this JVM stays, for it can only be set once.
     */
    static void refuse() {
        if (ObjectInputFilter.Config.getSerialFilter() == null) {
            ObjectInputFilter.Config.setSerialFilter(read -> ObjectInputFilter.Status.REJECTED);
        }
    }
}
