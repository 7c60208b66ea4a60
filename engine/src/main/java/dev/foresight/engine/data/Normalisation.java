package dev.foresight.engine.data;

/**
 * How pixels become numbers: value = (byte/255 - mean[c]) / deviation[c], in float32 as torchvision's ToTensor and
 * Normalize do it.
 *
 * @param mean [C]
 * @param deviation [C], positive
 */
record Normalisation(float[] mean, float[] deviation) {
    /** The normalised value of every byte: [C][256]. */
    float[][] table() {
        float[][] table = new float[mean.length][256];
        for (int c = 0; c < mean.length; c++) {
            for (int value = 0; value < 256; value++) {
                table[c][value] = (value / 255f - mean[c]) / deviation[c];
            }
        }
        return table;
    }
}
