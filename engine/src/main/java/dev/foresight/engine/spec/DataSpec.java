package dev.foresight.engine.spec;

/**
 * A data set and how it is used.
 *
 * @param set the data set with its own parameters, such as the folder it lies in
 * @param trainExamples how many training images or tokens are used; 0 means all. Images are drawn by the data set's own
 *     seed (its parameter {@code subsetSeed} or {@code seed}), not by the run's, so every run of an experiment trains and
 *     validates on the same ones; tokens are taken from the start of the text
 * @param validationExamples how many examples are held out of the training data for validation; for texts, which bring
 *     their own validation part, how many of its tokens are used, 0 meaning all
 * @param augmentation what is done to training images
 */
public record DataSpec(ComponentSpec set, long trainExamples, long validationExamples, Augmentation augmentation) {
    /** Random changes of training images. */
    public enum Augmentation {
        NONE("none"),
        /** Zero padding of 4, random crop back to size, random horizontal flip. */
        CROP_FLIP("crop-flip");

        private final String id;

        Augmentation(String id) {
            this.id = id;
        }

        /** The word in JSON. */
        public String id() {
            return id;
        }
    }

    public DataSpec withSet(ComponentSpec other) {
        return new DataSpec(other, trainExamples, validationExamples, augmentation);
    }

    public DataSpec withTrainExamples(long other) {
        return new DataSpec(set, other, validationExamples, augmentation);
    }

    public DataSpec withValidationExamples(long other) {
        return new DataSpec(set, trainExamples, other, augmentation);
    }

    public DataSpec withAugmentation(Augmentation other) {
        return new DataSpec(set, trainExamples, validationExamples, other);
    }
}
