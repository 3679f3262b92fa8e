/* Names from a network of a model, and their probabilities. */

static bool is_character(const rnnk_model *model, int32_t token) {
    return token >= 0 && (size_t)token < model->characters;
}

/* The next number of SplitMix64. */
static uint32_t next_random(uint64_t *state) {
    uint64_t z = *state += 0x9E3779B97F4A7C15u;
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
    z = (z ^ z >> 27) * 0x94D049BB133111EBu;
    return (uint32_t)((z ^ z >> 31) >> 32);
}

/* The token with the largest logit; NaN is no larger than anything. */
static int32_t largest(const float *logits, int32_t tokens) {
    int32_t best = 0;
    for (int32_t v = 1; v < tokens; v++) {
        if (logits[v] > logits[best]) best = v;
    }
    return best;
}

/* Draws what follows `token`. */
static rnnk_status next_token(const rnnk_model *model, rnnk_network *network, float temperature, uint64_t *random,
                              int32_t *token) {
    const rnnk_status status = rnnk_network_forward(network, 1, token);
    if (status != RNNK_OK) return status;
    float *const logits = rnnk_network_logits(network);
    logits[rnnk_model_start(model)] = -INFINITY;
    if (model->is_running_text) logits[rnnk_model_stop(model)] = -INFINITY;
    if (temperature > 0) {
        const uint32_t number = next_random(random);
        return rnnk_network_sample(network, temperature, &number, token);
    }
    *token = largest(logits, rnnk_model_stop(model) + 1);
    return RNNK_OK;
}

rnnk_status rnnk_model_generate(const rnnk_model *model, rnnk_network *network, float temperature, uint64_t *random,
                                size_t capacity, int32_t *tokens, size_t *count) {
    if (capacity == 0) return RNNK_BAD_LENGTH;
    if (!(temperature >= 0 && temperature <= FLT_MAX)) return RNNK_BAD_NUMBER;
    rnnk_network_reset(network);
    *count = 0;
    int32_t token = rnnk_model_start(model);
    while (*count < capacity) {
        const rnnk_status status = next_token(model, network, temperature, random, &token);
        if (status != RNNK_OK) return status;
        if (!is_character(model, token)) break;
        tokens[(*count)++] = token;
    }
    return RNNK_OK;
}

/* -log softmax(logits)[token] */
static double nats(const float *logits, int32_t tokens, int32_t token) {
    const float most = logits[largest(logits, tokens)];
    double sum = 0;
    for (int32_t v = 0; v < tokens; v++) sum += exp((double)logits[v] - (double)most);
    return log(sum) + (double)most - (double)logits[token];
}

rnnk_status rnnk_model_score(const rnnk_model *model, rnnk_network *network, size_t count, const int32_t *tokens,
                             double *log_probability) {
    const int32_t stop = rnnk_model_stop(model);
    for (size_t i = 0; i < count; i++) {
        if (!is_character(model, tokens[i])) return RNNK_BAD_TOKEN;
    }
    rnnk_network_reset(network);
    *log_probability = 0;
    int32_t token = rnnk_model_start(model);
    for (size_t i = 0; i < count + !model->is_running_text; i++) {
        const rnnk_status status = rnnk_network_forward(network, 1, &token);
        if (status != RNNK_OK) return status;
        token = i < count ? tokens[i] : stop;
        *log_probability -= nats(rnnk_network_logits(network), stop + 1, token);
    }
    return RNNK_OK;
}
