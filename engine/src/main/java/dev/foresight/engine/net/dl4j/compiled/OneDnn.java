package dev.foresight.engine.net.dl4j.compiled;

import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.stream;
import org.bytedeco.javacpp.Loader;

/** The oneDNN library and the one engine and stream that all networks use; calls on the stream return when done. */
public final class OneDnn {
    private static final boolean AVAILABLE = load();

    private OneDnn() {}

    /** Whether the library is there for this platform. */
    public static boolean available() {
        return AVAILABLE;
    }

    /** As "2.5.2", or "none" where there is no library. */
    public static String version() {
        if (!AVAILABLE) {
            return "none";
        }
        var version = dnnl.dnnl_version();
        return version.major() + "." + version.minor() + "." + version.patch();
    }

    private static boolean load() {
        try {
            Loader.load(dnnl.class);
            return true;
        } catch (LinkageError e) {
            System.getLogger(OneDnn.class.getName())
                    .log(System.Logger.Level.DEBUG, "oneDNN cannot be loaded on " + Loader.getPlatform(), e);
            return false;
        }
    }

    static engine engine() {
        return Holder.ENGINE;
    }

    static stream stream() {
        return Holder.STREAM;
    }

    private static final class Holder {
        // Retained, or the scope that happens to be open when they are made would free them.
        static final engine ENGINE = new engine(engine.kind.cpu, 0).retainReference();
        static final stream STREAM = new stream(ENGINE).retainReference();
    }
}
