package io.surprisal.trainer.train.network;

import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts PyTorch in this process: from the class path alone, on one thread, without a word to the outside. */
public final class PyTorch {

    private static final Logger LOG = LoggerFactory.getLogger(PyTorch.class);

    private PyTorch() {}

    /**
     * The engine; loading it takes seconds at the first call. The native library is unpacked to DJL's cache folder
     * ({@code DJL_CACHE_DIR}, by default below the home folder).
     *
     * @throws IllegalStateException if there is no PyTorch for this machine, saying for which there is
     */
    public static Engine engine() {
        setUnlessSet("ai.djl.offline", "true");
        setUnlessSet("ai.djl.default_engine", "PyTorch");
        setUnlessSet("OPT_OUT_TRACKING", "true");
        // the flavour of the class path, whatever graphics card the machine has
        setUnlessSet("PYTORCH_FLAVOR", "cpu");
        // equal results need a fixed order of summation, and two threads were slower in every measurement
        System.setProperty("ai.djl.pytorch.num_threads", "1");
        System.setProperty("ai.djl.pytorch.num_interop_threads", "1");
        try {
            Engine engine = Engine.getEngine("PyTorch");
            LOG.debug("PyTorch {} is loaded", engine.getVersion());
            return engine;
        } catch (EngineException | LinkageError | IllegalStateException | IllegalArgumentException e) {
            throw new IllegalStateException(unavailable(), e);
        }
    }

    private static void setUnlessSet(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }

    private static String unavailable() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT) + " " + System.getProperty("os.arch");
        return "training needs PyTorch, which could not be loaded on " + system
                + "; it is there for Linux on x86-64 and"
                + " aarch64, macOS on aarch64 and Windows on x86-64 (detection, evaluate without --fit and publish work"
                + " everywhere). On those machines check that the cache folder (DJL_CACHE_DIR, default ~/.djl.ai) can be"
                + " written and has 500 MB to spare";
    }
}
