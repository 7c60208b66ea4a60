package dev.foresight.engine.net.dl4j.layers;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What an LSTM layer remembers of a forward pass of T steps over B streams, and the arithmetic of its cells. */
final class LstmTape {
    private final int longest;
    private final int streams;
    private final int hidden;

    /** [T*B,4H]: gates before their functions. */
    final Floats gates;
    /** [(T+1)*B,H]: h before the first step, then after each. */
    final Floats states;
    /** [T*B,4H]: gradient with respect to {@link #gates}. */
    final Floats gateGradients;
    /** [T*B,H]: gradient with respect to h after each step. */
    final Floats stateGradients;

    /** [T*B,4H]: gates after their functions. */
    private final float[] active;
    /** [(T+1)*B,H]: c before the first step, then after each. */
    private final float[] cells;
    /** [T*B,H]: tanh(c) after each step. */
    private final float[] tanhCells;
    /** [B,4H] and [B,H]: what is being computed for one step. */
    private final float[] gateRow;

    private final float[] stateRow;
    /** [B,H]: gradient with respect to c, going backwards. */
    private final float[] cellGradient;
    /** T of the pass at hand. */
    private int time;

    /** Room for passes of up to {@code longest} steps. */
    LstmTape(int longest, int streams, int hidden) {
        this.longest = longest;
        this.streams = streams;
        this.hidden = hidden;
        int rows = longest * streams;
        gates = Floats.allocate(rows, 4L * hidden);
        states = Floats.allocate(rows + streams, hidden);
        gateGradients = Floats.allocate(rows, 4L * hidden);
        stateGradients = Floats.allocate(rows, hidden);
        active = new float[rows * 4 * hidden];
        cells = new float[(rows + streams) * hidden];
        tanhCells = new float[rows * hidden];
        gateRow = new float[streams * 4 * hidden];
        stateRow = new float[streams * hidden];
        cellGradient = new float[streams * hidden];
    }

    boolean fits(int otherTime, int otherStreams) {
        return otherTime <= longest && streams == otherStreams;
    }

    /** The length of the coming pass. */
    void time(int steps) {
        time = steps;
    }

    void start(float @Nullable [] h, float @Nullable [] c) {
        int size = streams * hidden;
        states.buffer().put(0, h == null ? new float[size] : h);
        if (c == null) {
            Arrays.fill(cells, 0, size, 0);
        } else {
            System.arraycopy(c, 0, cells, 0, size);
        }
    }

    /** One stream's cells at one step. */
    void cell(int t, int stream, float[] bias) {
        int row = t * streams + stream;
        int at = row * 4 * hidden;
        int now = row * hidden;
        int next = now + streams * hidden;
        int out = stream * hidden;
        gates.buffer().get(at, active, at, 4 * hidden);
        for (int j = 0; j < 4 * hidden; j++) {
            active[at + j] += bias[j];
        }
        Elementary.logistic(active, at, at + 2 * hidden);
        Elementary.tanh(active, at + 2 * hidden, at + 3 * hidden);
        Elementary.logistic(active, at + 3 * hidden, at + 4 * hidden);
        for (int j = 0; j < hidden; j++) {
            cells[next + j] = active[at + hidden + j] * cells[now + j] + active[at + j] * active[at + 2 * hidden + j];
        }
        for (int j = 0; j < hidden; j++) {
            tanhCells[now + j] = Elementary.tanh(cells[next + j]);
        }
        for (int j = 0; j < hidden; j++) {
            stateRow[out + j] = active[at + 3 * hidden + j] * tanhCells[now + j];
        }
        states.buffer().put(next, stateRow, out, hidden);
    }

    void startBackward(Floats outputGradient) {
        stateGradients.buffer().put(0, outputGradient.buffer(), 0, time * streams * hidden);
        Arrays.fill(cellGradient, 0);
    }

    /** Gradients of one stream's gates at one step, from that of h and the running one of c. */
    void cellBackward(int t, int stream) {
        int row = t * streams + stream;
        int at = row * 4 * hidden;
        int now = row * hidden;
        int out = stream * hidden;
        int to = stream * 4 * hidden;
        stateGradients.buffer().get(now, stateRow, out, hidden);
        for (int j = 0; j < hidden; j++) {
            float i = active[at + j];
            float f = active[at + hidden + j];
            float g = active[at + 2 * hidden + j];
            float o = active[at + 3 * hidden + j];
            float tanhC = tanhCells[now + j];
            float dh = stateRow[out + j];
            float dc = cellGradient[out + j] + dh * o * (1 - tanhC * tanhC);
            gateRow[to + j] = dc * g * i * (1 - i);
            gateRow[to + hidden + j] = dc * cells[now + j] * f * (1 - f);
            gateRow[to + 2 * hidden + j] = dc * i * (1 - g * g);
            gateRow[to + 3 * hidden + j] = dh * tanhC * o * (1 - o);
            cellGradient[out + j] = dc * f;
        }
        gateGradients.buffer().put(at, gateRow, to, 4 * hidden);
    }

    float[] lastHidden() {
        float[] last = new float[streams * hidden];
        states.buffer().get(time * streams * hidden, last);
        return last;
    }

    float[] lastCell() {
        return Arrays.copyOfRange(cells, time * streams * hidden, (time + 1) * streams * hidden);
    }

    void close() {
        gates.close();
        states.close();
        gateGradients.close();
        stateGradients.close();
    }
}
