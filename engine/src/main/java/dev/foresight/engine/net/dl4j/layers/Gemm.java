package dev.foresight.engine.net.dl4j.layers;

import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.openblas.global.openblas_nolapack;

/** Products of row-major matrices, by the BLAS that ND4J has loaded. */
final class Gemm {
    private static final int ROW_MAJOR = 101;
    private static final int PLAIN = 111;
    private static final int TRANSPOSED = 112;

    private Gemm() {}

    /** C[m,n] = A[m,k] B[k,n] + beta C. */
    static void product(int m, int n, int k, FloatPointer a, FloatPointer b, float beta, FloatPointer c) {
        call(PLAIN, PLAIN, m, n, k, a, k, b, n, beta, c);
    }

    /** C[m,n] = A[m,k] B[n,k]^T + beta C. */
    static void timesTransposed(int m, int n, int k, FloatPointer a, FloatPointer b, float beta, FloatPointer c) {
        call(PLAIN, TRANSPOSED, m, n, k, a, k, b, k, beta, c);
    }

    /** C[m,n] = A[k,m]^T B[k,n] + beta C. */
    static void transposedTimes(int m, int n, int k, FloatPointer a, FloatPointer b, float beta, FloatPointer c) {
        call(TRANSPOSED, PLAIN, m, n, k, a, m, b, n, beta, c);
    }

    private static void call(
            int transposeA,
            int transposeB,
            int m,
            int n,
            int k,
            FloatPointer a,
            int rowA,
            FloatPointer b,
            int rowB,
            float beta,
            FloatPointer c) {
        openblas_nolapack.cblas_sgemm(ROW_MAJOR, transposeA, transposeB, m, n, k, 1, a, rowA, b, rowB, beta, c, n);
    }
}
