/* Runs the checks of the networks on every table of this machine: network GOLDEN... */
#include <stdio.h>

#include "network_check.h"

int main(int count, char **paths) {
    int failures = 0;
    if (rnnk_version() != RNNK_VERSION) return fprintf(stderr, "The header is not the library's.\n"), 1;
    if (count < 2) return fprintf(stderr, "usage: network GOLDEN.safetensors...\n"), 64;
    for (size_t i = 0; rnnk_kernels_at(i); i++) {
        const rnnk_kernels *kernels = rnnk_kernels_at(i);
        int failed = network_check_errors(kernels) + network_check_states(kernels) + network_check_optimizers(kernels) +
                     network_check_model(kernels) + network_check_stream(kernels) + network_check_dense(kernels) +
                     network_check_losses(kernels) + network_check_parameters(kernels) +
                     network_check_dense_errors(kernels) + network_check_numbers(kernels);
        for (int p = 1; p < count; p++) failed += network_check_golden(kernels, paths[p], 0);
        printf("%s: networks, %d golden files, %d failures\n", kernels->name, count - 1, failed);
        failures += failed;
    }
    fprintf(stderr, "a weight off by 0.01, which has to be found:\n");
    if (network_check_golden(rnnk_kernels_best(), paths[1], 0.01f) == 0) {
        fprintf(stderr, "it is not\n");
        failures++;
    }
    return failures > 0;
}
