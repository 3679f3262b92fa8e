// The latency of one step of one sequence beside RTNeural's: the same network of one layer and an output, with the same
// weights and tokens, in one process. Compiled and run by compare_rtneural.
//
// RTNeural has no one-hot inputs: it reads a vector of V floats per token. With V = 1 both have a single input.
#include <RTNeural/RTNeural.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <vector>

#include "rnnk_network.h"

namespace {

using Tensor = std::vector<float>;
using Rows = std::vector<std::vector<float>>;

struct Weights {
    size_t V, H, G;
    Tensor W, U, b, c, output, bias;  // in PyTorch's layouts and order of the gates

    Weights(size_t V, size_t H, size_t G)
        : V(V), H(H), G(G), W(random(G * H * V)), U(random(G * H * H)), b(random(G * H)), c(random(G * H)),
          output(random(V * H)), bias(random(V)) {}

    Tensor random(size_t count) {
        static std::mt19937 generator(1);
        const float bound = 1 / std::sqrt(static_cast<float>(H));
        std::uniform_real_distribution<float> uniform(-bound, bound);
        Tensor values(count);
        for (float &value : values) value = uniform(generator);
        return values;
    }
};

// A matrix [rows, columns] of PyTorch as RTNeural takes it: transposed, with gate g in place g' of `order`.
Rows transposed(const Tensor &x, size_t columns, size_t H, const std::vector<size_t> &order) {
    Rows y(columns, std::vector<float>(order.size() * H));
    for (size_t i = 0; i < columns; i++) {
        for (size_t g = 0; g < order.size(); g++) {
            for (size_t k = 0; k < H; k++) y[i][g * H + k] = x[(order[g] * H + k) * columns + i];
        }
    }
    return y;
}

template <int V, int H> void set(RTNeural::LSTMLayerT<float, V, H> &layer, const Weights &w) {
    const std::vector<size_t> order = {0, 1, 2, 3};
    Tensor b = w.b;
    for (size_t i = 0; i < b.size(); i++) b[i] += w.c[i];
    layer.setWVals(transposed(w.W, V, H, order));
    layer.setUVals(transposed(w.U, H, H, order));
    layer.setBVals(transposed(b, 1, H, order)[0]);
}

template <int V, int H> void set(RTNeural::GRULayerT<float, V, H> &layer, const Weights &w) {
    const std::vector<size_t> order = {1, 0, 2};  // z, r, n
    layer.setWVals(transposed(w.W, V, H, order));
    layer.setUVals(transposed(w.U, H, H, order));
    layer.setBVals({transposed(w.b, 1, H, order)[0], transposed(w.c, 1, H, order)[0]});
}

double now() {
    const auto time = std::chrono::steady_clock::now().time_since_epoch();
    return std::chrono::duration<double, std::nano>(time).count();
}

double median(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

template <int V, int H, typename Layer> void compare(const rnnk_kernels *kernels, rnnk_cell cell, int rounds) {
    constexpr int tokens = 64, steps = 512, pieces = 21;
    const Weights w(V, H, cell == RNNK_CELL_LSTM ? 4 : 3);
    const float *const pointers[] = {w.W.data(), w.U.data(), w.b.data(), w.c.data(), w.output.data(), w.bias.data()};
    const size_t units = H;
    const rnnk_shape shape = {cell, false, V, 1, &units, 1, 1};
    const size_t size = rnnk_network_size(kernels, &shape);
    std::vector<char> memory(size);
    rnnk_network *ours;
    if (rnnk_network_init(kernels, &shape, pointers, memory.data(), size, &ours) != RNNK_OK) std::abort();

    static RTNeural::ModelT<float, V, V, Layer, RTNeural::DenseT<float, H, V>> theirs;
    set(theirs.template get<0>(), w);
    Rows output(V, std::vector<float>(H));
    for (size_t v = 0; v < V; v++) std::copy_n(w.output.begin() + static_cast<long>(v * H), H, output[v].begin());
    theirs.template get<1>().setWeights(output);
    theirs.template get<1>().setBias(w.bias.data());
    theirs.reset();

    int32_t token[tokens];
    alignas(64) static float input[tokens][(V + 15) / 16 * 16];
    for (int t = 0; t < tokens; t++) input[t][token[t] = t * 7 % V] = 1;
    for (int t = 0; t < tokens; t++) {
        rnnk_network_forward(ours, 1, &token[t]);
        theirs.forward(input[t]);
        for (int v = 0; v < V; v++) {
            const float difference = rnnk_network_logits(ours)[v] - theirs.getOutputs()[v];
            if (!(std::fabs(difference) < 1e-4F)) {
                std::printf("step %d, logit %d: off by %g\n", t, v, static_cast<double>(difference));
                std::exit(1);
            }
        }
    }

    std::vector<double> one, other, ratios;
    volatile float sink = 0;
    for (int round = 0; round < rounds; round++) {
        std::vector<double> times[2];
        for (int piece = 0; piece < pieces; piece++) {
            const double begin = now();
            for (int t = 0; t < steps; t++) rnnk_network_forward(ours, 1, &token[t % tokens]);
            const double middle = now();
            for (int t = 0; t < steps; t++) sink = theirs.forward(input[t % tokens]);
            times[0].push_back((middle - begin) / steps);
            times[1].push_back((now() - middle) / steps);
        }
        one.push_back(median(times[0]));
        other.push_back(median(times[1]));
        ratios.push_back(other.back() / one.back());
    }
    (void)sink;
    const auto range = std::minmax_element(ratios.begin(), ratios.end());
    std::printf("| %s | %d | %d | %s | %.0f | %.0f | %.2f | %.2f to %.2f |\n",
                cell == RNNK_CELL_LSTM ? "LSTM" : "GRU", H, V, kernels->name, median(one), median(other),
                median(ratios), *range.first, *range.second);
    std::fflush(stdout);
}

template <int V, int H> void compare_cells(const rnnk_kernels *kernels, int rounds) {
    compare<V, H, RTNeural::LSTMLayerT<float, V, H>>(kernels, RNNK_CELL_LSTM, rounds);
    compare<V, H, RTNeural::GRULayerT<float, V, H>>(kernels, RNNK_CELL_GRU, rounds);
}

template <int V> void compare_sizes(const rnnk_kernels *kernels, int rounds) {
    compare_cells<V, 8>(kernels, rounds);
    compare_cells<V, 16>(kernels, rounds);
    compare_cells<V, 24>(kernels, rounds);
    compare_cells<V, 32>(kernels, rounds);
    compare_cells<V, 48>(kernels, rounds);
    compare_cells<V, 64>(kernels, rounds);
}

}  // namespace

int main(int count, char **arguments) {
    const rnnk_kernels *kernels = count > 2 ? rnnk_kernels_named(arguments[2]) : rnnk_kernels_best();
    const int rounds = count > 1 ? std::atoi(arguments[1]) : 5;
    if (!kernels || rounds < 1) return std::fprintf(stderr, "usage: peer_rtneural [ROUNDS [TABLE]]\n"), 64;
    std::printf("| cell | units | classes | table | rnnk, ns | RTNeural, ns | ratio | rounds |\n");
    std::printf("|---|--:|--:|---|--:|--:|--:|--:|\n");
    compare_sizes<28>(kernels, rounds);
    compare_sizes<1>(kernels, rounds);
}
