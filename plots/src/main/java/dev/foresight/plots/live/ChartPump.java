package dev.foresight.plots.live;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import javafx.animation.AnimationTimer;

/**
 * Once a pulse takes what is new into the series, then lets the charts draw, so that a chart draws at most once a pulse
 * however much was measured. Lives on the FX thread; what it calls there has to be quick. A source that fails is logged
 * and dropped; the others go on.
 */
public final class ChartPump implements AutoCloseable {
    private static final Logger LOG = System.getLogger(ChartPump.class.getName());

    private final List<Runnable> sources = new ArrayList<>();
    private final List<LiveChart> charts = new ArrayList<>();
    private final AnimationTimer timer = new AnimationTimer() {
        @Override
        public void handle(long now) {
            pulse();
        }
    };

    /** @param source appends what is new to the series */
    public void addSource(Runnable source) {
        sources.add(source);
    }

    public void removeSource(Runnable source) {
        sources.remove(source);
    }

    public void addChart(LiveChart chart) {
        charts.add(chart);
    }

    public void removeChart(LiveChart chart) {
        charts.remove(chart);
    }

    public void start() {
        timer.start();
    }

    public void stop() {
        timer.stop();
    }

    @Override
    public void close() {
        stop();
        sources.clear();
        charts.clear();
    }

    /** What happens at each pulse. */
    void pulse() {
        for (Runnable source : List.copyOf(sources)) {
            try {
                source.run();
            } catch (RuntimeException e) {
                LOG.log(Level.ERROR, "a source of charts failed and is no longer asked", e);
                sources.remove(source);
            }
        }
        charts.forEach(LiveChart::refresh);
    }
}
