// A C++ class for a network: automatic memory, errors as exceptions, vectors as arguments and results. The program
// memorizes one sentence and prints it.
//
//     c++ -std=c++17 names.cpp $(pkg-config --cflags --libs rnnk) && ./a.out
#include <rnnk_network.h>

#include <cstdint>
#include <iostream>
#include <memory>
#include <random>
#include <stdexcept>
#include <string>
#include <vector>

class Network {
  public:
    struct Shape {
        rnnk_cell cell;
        std::size_t classes;
        std::vector<std::size_t> units;
        std::size_t sequences = 1, steps = 1;
        bool training = false;
    };

    /// Draws all weights from a uniform distribution in ±bound.
    Network(const Shape &shape, float bound, std::uint32_t seed) : classes_(shape.classes), sequences_(shape.sequences) {
        std::mt19937 random(seed);
        std::uniform_real_distribution<float> uniform(-bound, bound);
        std::vector<std::vector<float>> tensors;
        std::size_t inputs = shape.classes;
        const std::size_t gates = shape.cell == RNNK_CELL_LSTM ? 4 : shape.cell == RNNK_CELL_GRU ? 3 : 1;
        for (std::size_t units : shape.units) {
            for (std::size_t columns : {inputs, units, std::size_t{1}, std::size_t{1}}) {
                tensors.emplace_back(gates * units * columns);
            }
            inputs = units;
        }
        tensors.emplace_back(shape.classes * inputs);
        tensors.emplace_back(shape.classes);
        std::vector<const float *> pointers;
        for (auto &tensor : tensors) {
            for (float &weight : tensor) weight = uniform(random);
            pointers.push_back(tensor.data());
        }

        const rnnk_kernels *kernels = rnnk_kernels_best();
        const rnnk_shape c_shape{shape.cell,          shape.training,  shape.classes, shape.units.size(),
                                 shape.units.data(),  shape.sequences, shape.steps};
        const std::size_t size = rnnk_network_size(kernels, &c_shape);
        memory_.reset(new unsigned char[size]);
        check(rnnk_network_init(kernels, &c_shape, pointers.data(), memory_.get(), size, &network_));
    }

    /// The logits after the last of the tokens, which are [steps, sequences].
    std::vector<float> forward(const std::vector<std::int32_t> &tokens) {
        const std::size_t steps = tokens.size() / sequences_;
        check(rnnk_network_forward(network_, steps, tokens.data()));
        const float *last = rnnk_network_logits(network_) + (steps - 1) * sequences_ * classes_;
        return {last, last + sequences_ * classes_};
    }

    /// One step of Adam; returns the mean loss in nats.
    double train(const std::vector<std::int32_t> &tokens, const std::vector<std::int32_t> &targets, float rate) {
        double loss = 0;
        reset();
        forward(tokens);
        check(rnnk_network_cross_entropy(network_, targets.data(), 1 / static_cast<float>(targets.size()), &loss));
        check(rnnk_network_backward(network_));
        check(rnnk_network_adam(network_, rate, 0.9F, 0.999F, 1e-8F));
        return loss / static_cast<double>(targets.size());
    }

    void reset() { rnnk_network_reset(network_); }

  private:
    static void check(rnnk_status status) {
        if (status != RNNK_OK) throw std::runtime_error(rnnk_status_text(status));
    }

    std::unique_ptr<unsigned char[]> memory_; // aligned as by malloc; moving the object keeps its address
    rnnk_network *network_ = nullptr;
    std::size_t classes_, sequences_;
};

int main() {
    const std::string sentence = "the quick brown fox jumps over the lazy dog.";
    const std::vector<std::int32_t> text(sentence.begin(), sentence.end());
    const std::vector<std::int32_t> tokens(text.begin(), text.end() - 1), targets(text.begin() + 1, text.end());

    Network network({RNNK_CELL_LSTM, 128, {48}, 1, tokens.size(), true}, 0.2F, 5);
    double loss = 0;
    for (int step = 0; step < 300; step++) loss = network.train(tokens, targets, 0.02F);
    std::cout << "loss " << loss << " nats\n";

    std::string recited = sentence.substr(0, 1);
    for (network.reset(); recited.size() < sentence.size();) {
        const std::vector<float> logits = network.forward({recited.back()});
        std::size_t best = 0;
        for (std::size_t i = 1; i < logits.size(); i++) best = logits[i] > logits[best] ? i : best;
        recited += static_cast<char>(best);
    }
    std::cout << recited << "\n";

    try {
        network.forward({200}); // of 128 classes
    } catch (const std::runtime_error &error) {
        std::cout << "error: " << error.what() << "\n";
    }
}
