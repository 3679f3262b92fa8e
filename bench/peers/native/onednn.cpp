// oneDNN: both layers in one primitive. Weights are in the formats that it chooses for forward and backward, reordered
// before the measurement. Initial states are given although they are 0: without them, version 3.2 computes a wrong
// gradient of an LSTM's recurrent weights.
#include <unordered_map>
#include "oneapi/dnnl/dnnl.hpp"
#include "layers.h"

using namespace dnnl;
using tag = memory::format_tag;

static engine cpu(engine::kind::cpu, 0);
static stream queue(cpu);
static struct shape shape;
static primitive forward, backward;
static std::unordered_map<int, memory> arguments; // of backward, which include those of forward
static std::unordered_map<int, memory> forward_arguments;

static memory::desc description(memory::dims size, tag format) { return {size, memory::data_type::f32, format}; }
static memory::desc rows(tag format = tag::tnc) { return description({shape.T, shape.B, shape.H}, format); }
static memory::desc weights(tag format) { return description({LAYERS, 1, shape.H, gates(shape), shape.H}, format); }
static memory::desc states() { return description({LAYERS, 1, shape.B, shape.H}, tag::ldnc); }
// PyTorch's GRU has a second bias for the candidate, which is 0 here.
static memory::desc biases() { return description({LAYERS, 1, 4, shape.H}, tag::ldgo); }

static memory zero_states() {
    memory zero(states(), cpu);
    memset(zero.get_data_handle(), 0, states().get_size());
    return zero;
}

static void copy(memory from, memory to) {
    reorder(from, to).execute(queue, from, to);
    queue.wait();
}

// Values of one kind, layer after layer, from or to the plain format.
static void exchange(memory own, memory::desc plain, const struct layer *layers, float *layer::*kind, bool read) {
    memory all(plain, cpu);
    size_t stride = plain.get_size() / LAYERS, used = sizeof(float) * gates(shape) * shape.H;
    if (kind != &layer::b) used *= shape.H;
    char *data = (char *)all.get_data_handle();
    memset(data, 0, plain.get_size());
    if (read) copy(own, all);
    for (int l = 0; l < LAYERS; l++)
        read ? memcpy(layers[l].*kind, data + l * stride, used) : memcpy(data + l * stride, layers[l].*kind, used);
    if (!read) copy(all, own);
}

template <class Forward, class Backward>
static void bind(const Forward &f, const Backward &b, const struct layer *layers, const float *x, const float *dy) {
    forward = primitive(f), backward = primitive(b);
    forward_arguments = {
        {DNNL_ARG_SRC_LAYER, memory(rows(), cpu, (void *)x)},
        {DNNL_ARG_WEIGHTS_LAYER, memory(f.weights_layer_desc(), cpu)},
        {DNNL_ARG_WEIGHTS_ITER, memory(f.weights_iter_desc(), cpu)},
        {DNNL_ARG_BIAS, memory(biases(), cpu)},
        {DNNL_ARG_DST_LAYER, memory(rows(), cpu)},
        {DNNL_ARG_SRC_ITER, zero_states()},
        {DNNL_ARG_SRC_ITER_C, zero_states()},
        {DNNL_ARG_DST_ITER, zero_states()},
        {DNNL_ARG_DST_ITER_C, zero_states()},
        {DNNL_ARG_WORKSPACE, memory(f.workspace_desc(), cpu)},
    };
    arguments = forward_arguments;
    arguments[DNNL_ARG_WEIGHTS_LAYER] = memory(b.weights_layer_desc(), cpu);
    arguments[DNNL_ARG_WEIGHTS_ITER] = memory(b.weights_iter_desc(), cpu);
    arguments[DNNL_ARG_DIFF_SRC_LAYER] = memory(rows(), cpu);
    arguments[DNNL_ARG_DIFF_WEIGHTS_LAYER] = memory(b.diff_weights_layer_desc(), cpu);
    arguments[DNNL_ARG_DIFF_WEIGHTS_ITER] = memory(b.diff_weights_iter_desc(), cpu);
    arguments[DNNL_ARG_DIFF_BIAS] = memory(biases(), cpu);
    for (int kind : {DNNL_ARG_DIFF_SRC_ITER, DNNL_ARG_DIFF_DST_ITER}) arguments[kind] = zero_states();
    for (int kind : {DNNL_ARG_DIFF_SRC_ITER_C, DNNL_ARG_DIFF_DST_ITER_C}) arguments[kind] = zero_states();
    arguments[DNNL_ARG_DIFF_DST_LAYER] = memory(rows(), cpu, (void *)dy);
    for (auto *values : {&forward_arguments, &arguments}) {
        exchange((*values)[DNNL_ARG_WEIGHTS_LAYER], weights(tag::ldigo), layers, &layer::w, false);
        exchange((*values)[DNNL_ARG_WEIGHTS_ITER], weights(tag::ldigo), layers, &layer::u, false);
        exchange((*values)[DNNL_ARG_BIAS], biases(), layers, &layer::b, false);
    }
}

static void prepare(struct shape s, const struct layer layers[LAYERS], const float *x, const float *dy, int) {
    shape = s;
    auto direction = rnn_direction::unidirectional_left2right;
    auto training = prop_kind::forward_training, gradient = prop_kind::backward;
    auto any = weights(tag::any), b = biases(), r = rows(), h = states();
    if (s.cell == LSTM) {
        lstm_forward::primitive_desc f(cpu, training, direction, r, h, h, any, any, b, r, h, h);
        lstm_backward::primitive_desc g(cpu, gradient, direction, r, h, h, any, any, b, r, h, h, // values
                                        r, h, h, any, any, b, r, h, h, f);                       // gradients
        bind(f, g, layers, x, dy);
    } else {
        lbr_gru_forward::primitive_desc f(cpu, training, direction, r, h, any, any, b, r, h);
        lbr_gru_backward::primitive_desc g(cpu, gradient, direction, r, h, any, any, b, r, h, // values
                                           r, h, any, any, b, r, h, f);                       // gradients
        bind(f, g, layers, x, dy);
    }
}

static void step(void) {
    for (int kind : {DNNL_ARG_DIFF_WEIGHTS_LAYER, DNNL_ARG_DIFF_WEIGHTS_ITER, DNNL_ARG_DIFF_BIAS}) {
        memory gradient = arguments[kind]; // to which backward adds
        memset(gradient.get_data_handle(), 0, gradient.get_desc().get_size());
    }
    forward.execute(queue, forward_arguments);
    backward.execute(queue, arguments);
    queue.wait();
}

static void results(float *y, float *dx, struct layer gradients[LAYERS]) {
    memcpy(y, arguments[DNNL_ARG_DST_LAYER].get_data_handle(), rows().get_size());
    memcpy(dx, arguments[DNNL_ARG_DIFF_SRC_LAYER].get_data_handle(), rows().get_size());
    exchange(arguments[DNNL_ARG_DIFF_WEIGHTS_LAYER], weights(tag::ldigo), gradients, &layer::w, true);
    exchange(arguments[DNNL_ARG_DIFF_WEIGHTS_ITER], weights(tag::ldigo), gradients, &layer::u, true);
    exchange(arguments[DNNL_ARG_DIFF_BIAS], biases(), gradients, &layer::b, true);
}
