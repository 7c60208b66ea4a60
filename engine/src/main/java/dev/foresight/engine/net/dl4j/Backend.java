package dev.foresight.engine.net.dl4j;

import dev.foresight.engine.graph.Init;
import dev.foresight.engine.graph.Layer.Conv;
import dev.foresight.engine.net.dl4j.compiled.OneDnn;
import dev.foresight.engine.net.dl4j.layers.ConvolutionConf;
import dev.foresight.engine.net.dl4j.layers.OneForwardConvolution;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import org.bytedeco.javacpp.Loader;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOps;
import org.nd4j.nativeblas.NativeOpsHolder;

/** ND4J's native library: what it is, and how many threads it uses. */
public final class Backend {
    private static final String HELPERS_DISABLED = "org.eclipse.deeplearning4j.helpers.disable";

    private static int appliedThreads;
    private static long appliedTo;

    static {
        // DL4J leaves its helpers out unless told otherwise; whoever sets the property keeps the choice.
        if (System.getProperty(HELPERS_DISABLED) == null) {
            System.setProperty(HELPERS_DISABLED, "false");
        }
    }

    private Backend() {}

    /**
     * The backend for people and for provenance: {@code backend}, {@code nd4j}, {@code variant}, {@code oneDnn} ("true"
     * when stock convolutions really go to oneDNN), {@code compiled} (the version of the oneDNN that runs compiled networks,
     * "none" where they fall back to stock layers), {@code blas}, {@code threads}.
     */
    public static Map<String, String> describe() {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("backend", Nd4j.getBackend().getClass().getSimpleName());
        facts.put("nd4j", version());
        facts.put("variant", variant());
        facts.put("oneDnn", Boolean.toString(oneDnn()));
        facts.put("compiled", OneDnn.version());
        facts.put("blas", Nd4j.factory().blas().getBlasVendor().name().toLowerCase(Locale.ROOT));
        facts.put("threads", Integer.toString(ops().ompGetMaxThreads()));
        return facts;
    }

    /** Whether the library was built with oneDNN and a convolution layer of ours finds the helper that leads to it. */
    public static boolean oneDnn() {
        Conv conv = new Conv(1, 1, 1, 1, 1, 1, 0, 0, false, new Init.Constant(0), new Init.Constant(0));
        NeuralNetConfiguration conf = new NeuralNetConfiguration.Builder()
                .layer(ConvolutionConf.of("probe", conv))
                .build();
        return ops().buildInfo().contains("HAVE_ONEDNN") && new OneForwardConvolution(conf, DataType.FLOAT).oneDnn();
    }

    /** Lets BLAS, oneDNN and ND4J use this many threads when called from the calling thread. */
    static synchronized void threads(int threads) {
        long caller = Thread.currentThread().threadId();
        if (threads == appliedThreads && caller == appliedTo) {
            return;
        }
        Nd4j.getEnvironment().setMaxThreads(threads);
        Nd4j.getEnvironment().setMaxMasterThreads(threads);
        // OpenMP keeps the number per calling thread.
        ops().setOmpNumThreads(threads);
        Nd4j.factory().blas().setMaxThreads(threads);
        appliedThreads = threads;
        appliedTo = caller;
    }

    private static NativeOps ops() {
        // Loading a backend fills the holder.
        Nd4j.getBackend();
        return NativeOpsHolder.getInstance().getDeviceNativeOps();
    }

    /** The classifier of the native library that was loaded: the folder it was unpacked to is named after it. */
    private static String variant() {
        Nd4j.getBackend();
        String library = Loader.getLoadedLibraries().get("nd4jcpu");
        Path folder = library == null ? null : Path.of(library).getParent();
        Path name = folder == null ? null : folder.getFileName();
        return name == null ? "unknown" : name.toString();
    }

    private static String version() {
        try (InputStream stream = Nd4j.class.getResourceAsStream("/META-INF/maven/org.nd4j/nd4j-api/pom.properties")) {
            if (stream == null) {
                return "unknown";
            }
            Properties properties = new Properties();
            properties.load(stream);
            return properties.getProperty("version", "unknown");
        } catch (IOException e) {
            throw new UncheckedIOException("reading ND4J's version from its jar", e);
        }
    }
}
