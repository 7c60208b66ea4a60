package dev.foresight.engine.data;

import java.util.Arrays;

/**
 * The augmentation {@code crop-flip}, in torchvision's order: RandomCrop(size, padding=4) and RandomHorizontalFlip on the
 * bytes, normalisation after. Padding is therefore black, that is (0 - mean)/deviation, and not 0.
 *
 * <p>For an image with offsets dy, dx in 0..8: out[y,x] = in[y+dy-4, x'+dx-4] with x' = W-1-x if flipped and x otherwise;
 * outside the image in = black. The draws of key (seed, AUGMENTATION, epoch, index of the example in the epoch), in this
 * order: dy = below(9), dx = below(9), flipped = below(2) == 1.
 */
record CropFlip(int dy, int dx, boolean flipped) {
    static final int PADDING = 4;

    /** Nothing moved. */
    static final CropFlip NONE = new CropFlip(PADDING, PADDING, false);

    static CropFlip draw(long seed, long epoch, int indexInEpoch) {
        Draws draws = Draws.of(seed, Draws.AUGMENTATION, epoch, indexInEpoch);
        return new CropFlip(draws.below(2 * PADDING + 1), draws.below(2 * PADDING + 1), draws.below(2) == 1);
    }

    /**
     * One plane, moved and looked up in the table of its channel.
     *
     * @param from first byte of the plane [H,W] in {@code pixels}
     * @param table [256], the normalised value of each byte
     * @param to first entry of the plane in {@code out}
     */
    void apply(byte[] pixels, int from, int height, int width, float[] table, float[] out, int to) {
        float black = table[0];
        // The columns x' that come from inside the image, and where they go: found once, so that the innermost loop has
        // no conditions.
        int first = Math.min(width, Math.max(0, PADDING - dx));
        int end = Math.max(first, Math.min(width, width + PADDING - dx));
        int left = flipped ? width - end : first;
        int right = flipped ? width - first : end;
        int step = flipped ? -1 : 1;
        int start = (flipped ? end - 1 : first) + dx - PADDING;
        for (int y = 0; y < height; y++) {
            int sourceY = y + dy - PADDING;
            int row = to + y * width;
            if (sourceY < 0 || sourceY >= height) {
                Arrays.fill(out, row, row + width, black);
                continue;
            }
            Arrays.fill(out, row, row + left, black);
            Arrays.fill(out, row + right, row + width, black);
            int source = from + sourceY * width + start;
            for (int x = left; x < right; x++) {
                out[row + x] = table[pixels[source] & 0xff];
                source += step;
            }
        }
    }
}
