/* The steps of the optimizers: all parameters are one array, so that a step is one call. */

static bool is_decay(float x) { return x >= 0 && x < 1; }

/* After a step: the gradients begin anew, and the packed weights follow. */
static rnnk_status finish_step(rnnk_network *net) {
    memset(net->gradient, 0, net->count * sizeof(float));
    pack_weights(net);
    return RNNK_OK;
}

rnnk_status rnnk_network_clip(rnnk_network *net, float limit, double *norm) {
    if (!net->training) return RNNK_NO_TRAINING;
    if (!(limit > 0)) return RNNK_BAD_NUMBER;
    const double length = sqrt(net->kernels->sum_of_squares(net->count, net->gradient));
    if (length > (double)limit) net->kernels->scale(net->count, (float)((double)limit / length), net->gradient);
    if (norm) *norm = length;
    return RNNK_OK;
}

rnnk_status rnnk_network_sgd(rnnk_network *net, float lr) {
    if (!net->training) return RNNK_NO_TRAINING;
    if (!isfinite(lr)) return RNNK_BAD_NUMBER;
    net->kernels->sgd(net->count, lr, net->gradient, net->p);
    return finish_step(net);
}

rnnk_status rnnk_network_momentum(rnnk_network *net, float lr, float m) {
    if (!net->training) return RNNK_NO_TRAINING;
    if (!isfinite(lr) || !is_decay(m)) return RNNK_BAD_NUMBER;
    net->kernels->momentum(net->count, lr, m, net->gradient, net->m, net->p);
    return finish_step(net);
}

rnnk_status rnnk_network_adam(rnnk_network *net, float lr, float beta1, float beta2, float epsilon) {
    if (!net->training) return RNNK_NO_TRAINING;
    if (!isfinite(lr) || !is_decay(beta1) || !is_decay(beta2) || !(epsilon > 0)) return RNNK_BAD_NUMBER;
    const double t = (double)++net->updates;
    const float step = (float)((double)lr / (1 - pow((double)beta1, t)));
    const float correction = (float)(1 / sqrt(1 - pow((double)beta2, t)));
    net->kernels->adam(net->count, step, correction, beta1, beta2, epsilon, net->gradient, net->m, net->v, net->p);
    return finish_step(net);
}
