package dev.foresight.engine.data;

/**
 * Images as a file or a generator gives them; not changed after it is made.
 *
 * @param pixels [N,C,H,W], unsigned bytes
 * @param labels [N], classes from 0
 */
record ImagePart(byte[] pixels, byte[] labels) {
    int size() {
        return labels.length;
    }

    /** The images at these indices, in this order. */
    ImagePart select(int[] indices) {
        int image = size() == 0 ? 0 : pixels.length / size();
        byte[] chosen = new byte[Math.multiplyExact(indices.length, image)];
        byte[] chosenLabels = new byte[indices.length];
        for (int i = 0; i < indices.length; i++) {
            System.arraycopy(pixels, indices[i] * image, chosen, i * image, image);
            chosenLabels[i] = labels[indices[i]];
        }
        return new ImagePart(chosen, chosenLabels);
    }
}
