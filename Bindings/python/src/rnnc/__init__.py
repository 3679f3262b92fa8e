"""The program rnnc, its kernels and its layers for Python."""
