package dev.foresight.engine.optim;

import dev.foresight.engine.spec.Quantity;
import java.util.List;

/**
 * Samples of the weights' way under an update, and of how well it is predicted; they change nothing of it. A sample that
 * is taken after t completed steps keeps W_t and the predicted move of one step, U = gamma_(t+1)*Delta_t with decay where
 * the arm predicts it, so that What = W_t - f(h)*U serves every horizon h. {@link Quantity} says what is measured.
 */
public interface Probes {
    /** Takes no samples. */
    Probes NONE = new Probes() {
        @Override
        public void look(Listener listener) {}

        @Override
        public List<Long> open() {
            return List.of();
        }

        @Override
        public List<Moment> kept() {
            return List.of();
        }

        @Override
        public void resume(List<Long> steps) {}

        @Override
        public void end() {}
    };

    /** Is told what was measured. */
    interface Listener {
        /**
         * @param step t, at which the sample was taken
         * @param layer the layer's name, or {@link Quantity#ALL}
         * @param horizon h; 0 where the quantity knows none
         */
        void measured(long step, String layer, Quantity quantity, int horizon, double value);
    }

    /** Right after each step: measures what is known now of the open samples, and takes one where it is time. */
    void look(Listener listener);

    /** At which steps the open samples were taken, ascending. */
    List<Long> open();

    /** What the open samples keep of each trained weight. */
    List<Moment> kept();

    /** Opens samples that were taken at these steps; what they keep is put back by itself. */
    void resume(List<Long> steps);

    /** Ends the open samples without a word. */
    void end();
}
