// A filter for blocks of audio, with an LSTM. The program trains it to imitate an amplifier (a soft clipper and a
// low-pass), runs it as a plug-in would, block by block, and checks the result:
//     c++ -std=c++17 -O2 filter.cpp $(pkg-config --cflags --libs rnnk) && ./a.out
#include <rnnk_network.h>

#include <algorithm>
#include <cmath>
#include <iostream>
#include <memory>
#include <random>
#include <stdexcept>
#include <vector>

/// A network of one LSTM layer with one number in and one out, in memory of its own.
struct Network {
    Network(std::size_t units, std::size_t sequences, std::size_t steps, bool training, const float *const *weights) {
        rnnk_architecture a{};
        a.size = sizeof a;
        a.cell = RNNK_CELL_LSTM;
        a.training = training;
        a.features = a.outputs = a.layers = 1;
        a.units = &units;
        a.sequences = sequences;
        a.steps = steps;
        const std::size_t size = rnnk_network_size_of(rnnk_kernels_best(), &a);
        memory.reset(new unsigned char[size]);
        check(rnnk_network_create(rnnk_kernels_best(), &a, weights, memory.get(), size, &net));
    }
    static void check(rnnk_status status) {
        if (status != RNNK_OK) throw std::runtime_error(rnnk_status_text(status));
    }
    std::unique_ptr<unsigned char[]> memory;
    rnnk_network *net = nullptr;
};

/// What runs on the audio thread: nothing here allocates, locks, waits or throws.
class Filter {
    Network network_;

  public:
    Filter(std::size_t units, const float *const *weights) : network_(units, 1, 1, false, weights) {}
    void reset() noexcept { rnnk_network_reset(network_.net); }
    void process(const float *in, float *out, std::size_t count) noexcept {
        const float *y = rnnk_network_outputs(network_.net);
        for (std::size_t i = 0; i < count; i++) {
            rnnk_network_run(network_.net, 1, nullptr, nullptr, in + i);
            out[i] = *y;
        }
    }
};

/// The amplifier: y is the output before, and then the next one.
static float amplify(float x, float &y) { return y = 0.6F * y + 0.4F * std::tanh(3 * x); }

int main() {
    constexpr std::size_t H = 16, B = 32, T = 64, updates = 1000, length = 12000;
    std::mt19937 random(7);
    std::uniform_real_distribution<float> uniform(-1, 1);
    std::vector<float> tensors[6];
    float *weights[6];
    for (int i = 0; i < 6; i++) {
        const std::size_t counts[] = {4 * H, 4 * H * H, 4 * H, 4 * H, H, 1};
        for (std::size_t j = 0; j < counts[i]; j++) tensors[i].push_back(0.25F * uniform(random));
        weights[i] = tensors[i].data();
    }

    Network learner(H, B, T, true, weights);
    std::vector<float> x(T * B), t(T * B), y(B), level(B);
    for (std::size_t update = 0; update < updates; update++) { // each continues the signals of the one before
        for (std::size_t i = 0; i < T * B; i++) {
            x[i] = level[i % B] += 0.3F * (uniform(random) - level[i % B]);
            t[i] = amplify(x[i], y[i % B]);
        }
        double loss = 0;
        Network::check(rnnk_network_run(learner.net, T, nullptr, nullptr, x.data()));
        Network::check(rnnk_network_squared_error(learner.net, t.data(), nullptr, 1.0F / (T * B), &loss));
        Network::check(rnnk_network_backward(learner.net));
        Network::check(rnnk_network_adam(learner.net, update < 800 ? 0.01F : 0.002F, 0.9F, 0.999F, 1e-8F));
    }
    rnnk_network_get_weights(learner.net, weights);

    Filter filter(H, weights);
    std::vector<float> in(length), once(length), blocks(length);
    for (std::size_t i = 0; i < length; i++) in[i] = 0.5F * std::sin(0.03F * i) * std::sin(0.0007F * i);
    filter.process(in.data(), once.data(), length);
    filter.reset();
    for (std::size_t i = 0, n = 1; i < length; i += n, n = n % 64 + 1) { // blocks of 1, 2, ... samples
        filter.process(&in[i], &blocks[i], std::min(n, length - i));
    }
    double error = 0, energy = 0;
    float before = 0; // the amplifier starts from silence, as the filter does
    for (std::size_t i = 0; i < length; i++) {
        const float expected = amplify(in[i], before);
        error += std::pow(once[i] - expected, 2), energy += std::pow(expected, 2);
    }
    std::cout << "error-to-signal ratio " << 100 * error / energy << " %\n";
    std::cout << "block by block: " << (once == blocks ? "the same samples" : "other samples") << "\n";
    return once == blocks && error < 0.01 * energy ? 0 : 1;
}
