package dev.foresight.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** AdamW on arrays, in place, as a loop over all entries: what the update of a network is measured against. */
final class PlainAdamW implements AutoCloseable {
    private static final int STRETCH = 1 << 16;

    private final float[] theta;
    private final float[] m;
    private final float[] v;
    private final float[] gradient;
    private final ExecutorService threads;
    private final int lanes;
    private int steps;

    PlainAdamW(int length, int lanes) {
        Random random = new Random(1);
        theta = new float[length];
        m = new float[length];
        v = new float[length];
        gradient = new float[length];
        for (int i = 0; i < length; i++) {
            theta[i] = (float) (0.05 * random.nextGaussian());
            gradient[i] = (float) (0.01 * random.nextGaussian());
        }
        this.lanes = lanes;
        threads = Executors.newFixedThreadPool(lanes);
    }

    void step(double lr) {
        steps++;
        float keep = (float) (1 - lr * 0.01);
        float size = (float) (lr / (1 - Math.pow(0.9, steps)));
        float root = (float) Math.sqrt(1 - Math.pow(0.999, steps));
        List<Future<?>> all = new ArrayList<>();
        for (int i = 0; i < lanes; i++) {
            int lane = i;
            all.add(threads.submit(() -> {
                for (int from = lane * STRETCH; from < theta.length; from += lanes * STRETCH) {
                    update(from, Math.min(theta.length, from + STRETCH), keep, size, root);
                }
            }));
        }
        for (Future<?> one : all) {
            try {
                one.get();
            } catch (InterruptedException | ExecutionException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private void update(int start, int end, float keep, float size, float root) {
        for (int i = start; i < end; i++) {
            float g = gradient[i];
            float mi = m[i] * 0.9f + 0.1f * g;
            float vi = v[i] * 0.999f + 0.001f * g * g;
            m[i] = mi;
            v[i] = vi;
            theta[i] = theta[i] * keep - size * mi / ((float) Math.sqrt(vi) / root + 1e-8f);
        }
    }

    @Override
    public void close() {
        threads.shutdown();
    }
}
