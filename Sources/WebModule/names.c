/* Names drawn by many sequences side by side, each independently of all others.
 *
 * A name is numbered when it begins. A short one ends before a long one that began earlier: who takes the names in the
 * order of their numbers takes them as the model draws them, and not the short ones first. Names that are too long, or
 * with tokens that may not follow each other, are reported as rejected. */
#include "module.h"

#include <math.h>
#include <string.h>

enum {
    REJECTED = -1,
    IDLE = -1,       /* in place of a stream's length: it has no name */
    MOST_BEGINS = 16 /* names that a sequence begins in a row if each ends at once */
};

/* Which tokens may follow which: those of a left class and those of a right class, as in TokenBoundaries. */
typedef struct {
    const int32_t *left, *right; /* [V] */
    const uint8_t *forbidden;    /* [left classes, right classes] */
    size_t right_classes;
} boundaries;

static struct {
    boundaries apart;
    const int32_t *widths;   /* [V] characters of each token */
    int32_t longest;         /* characters of a name */
    size_t most;             /* tokens of a name */
    float temperature;
    uint64_t random;
    /* What all names begin with: the states and the distribution behind it. */
    int32_t last, width;
    float *states;
    int32_t *cumulative;     /* [V] */
    /* [B] of each sequence: what it reads next, tokens and characters so far, the number of its name. */
    int32_t *next, *length, *characters, *number, *drawn;
    uint32_t *numbers_drawn; /* [B] random numbers */
    int32_t *tokens;         /* [B, most] */
    int32_t begun;           /* names so far */
    int32_t *ended;          /* of each name: its number, its tokens or REJECTED, the tokens */
    size_t used, capacity;
} names;

/* SplitMix64. */
static uint32_t random_bits(void) {
    uint64_t z = names.random += 0x9e3779b97f4a7c15;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9;
    z = (z ^ z >> 27) * 0x94d049bb133111eb;
    return (uint32_t)((z ^ z >> 31) >> 32);
}

static bool may_follow(int32_t token, int32_t next) {
    const boundaries *apart = &names.apart;
    return !apart->forbidden[(size_t)apart->left[token] * apart->right_classes + (size_t)apart->right[next]];
}

static void end_name(int32_t number, int32_t length, const int32_t *tokens) {
    int32_t *at = names.ended + names.used;
    at[0] = number;
    at[1] = length;
    if (length > 0) memcpy(at + 2, tokens, (size_t)length * sizeof(int32_t));
    names.used += 2 + (size_t)(length > 0 ? length : 0);
}

/* Whether the name of sequence b continues with `token`, behind `last`. If it does, the sequence reads it next; if not,
 * the name ends. */
static bool continue_name(size_t b, int32_t last, int32_t token) {
    int32_t *tokens = names.tokens + b * names.most;
    const int32_t stop = (int32_t)module.shape.classes - 1;
    if (!may_follow(last, token)) {
        end_name(names.number[b], REJECTED, NULL);
    } else if (token == stop) {
        end_name(names.number[b], names.length[b], tokens);
    } else if (names.characters[b] + names.widths[token] > names.longest || (size_t)names.length[b] == names.most) {
        end_name(names.number[b], REJECTED, NULL);
    } else {
        tokens[names.length[b]++] = token;
        names.characters[b] += names.widths[token];
        names.next[b] = token;
        return true;
    }
    names.length[b] = IDLE;
    return false;
}

static void begin_name(size_t b) {
    const float *at = names.states;
    for (size_t l = 0; l < module.shape.layers; at += state_columns(l++)) {
        memcpy(rnnk_network_state(module.network, l) + b * state_columns(l), at, state_columns(l) * sizeof(float));
    }
    for (int i = 0; i < MOST_BEGINS; i++) {
        const uint32_t random = random_bits();
        int32_t token;
        names.number[b] = names.begun++;
        names.length[b] = 0;
        names.characters[b] = names.width;
        rnnk_wasm.draw(1, module.shape.classes, names.cumulative, module.shape.classes, &random, &token);
        if (continue_name(b, names.last, token)) return;
    }
    names.next[b] = names.last; /* anything that the network can read */
}

/* START is never drawn. */
static float *logits_without_start(size_t sequences) {
    const size_t V = module.shape.classes;
    float *logits = rnnk_network_logits(module.network);
    for (size_t b = 0; b < sequences; b++) logits[b * V + V - 2] = -INFINITY;
    return logits;
}

static void read_beginning(size_t count, const int32_t *beginning) {
    const size_t V = module.shape.classes, B = module.shape.sequences;
    rnnk_network_reset(module.network);
    for (size_t i = 0; i < count; i++) {
        for (size_t b = 0; b < B; b++) names.next[b] = beginning[i];
        (void)rnnk_network_forward(module.network, 1, names.next);
    }
    float *at = names.states, *work = take(V * sizeof(float));
    for (size_t l = 0; l < module.shape.layers; at += state_columns(l++)) {
        memcpy(at, rnnk_network_state(module.network, l), state_columns(l) * sizeof(float));
    }
    rnnk_wasm.cumulate(1, V, logits_without_start(1), V, 1 / names.temperature, names.cumulative, V, work);
}

/* Memory for the names that `run_names` returns. */
static void take_streams(void) {
    const size_t V = module.shape.classes, B = module.shape.sequences;
    size_t states = 0;
    for (size_t l = 0; l < module.shape.layers; l++) states += state_columns(l);
    names.states = take(states * sizeof(float));
    names.cumulative = take(V * sizeof(int32_t));
    int32_t **const columns[] = {&names.next, &names.length, &names.characters, &names.number, &names.drawn};
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++) *columns[i] = take(B * sizeof(int32_t));
    names.numbers_drawn = take(B * sizeof(uint32_t));
    names.tokens = take(B * names.most * sizeof(int32_t));
    names.capacity = B * (4 * (names.most + 2) + 2 * MOST_BEGINS);
    names.ended = take(names.capacity * sizeof(int32_t));
}

/* Prepares to draw names, with a network that was opened for some sequences of one step.
 * beginning [count]  START, and the tokens that all names begin with, which are apart from each other
 * width              characters of these tokens
 * widths [V]; left, right [V], forbidden [left classes, right classes]: all are kept
 * longest, most      characters and tokens of a name, with and without those of the beginning
 * temperature        above 0 */
void EXPORT(begin_names)(size_t count, const int32_t *beginning, int32_t width, const int32_t *widths,
                         const int32_t *left, const int32_t *right, const uint8_t *forbidden, size_t right_classes,
                         int32_t longest, size_t most, float temperature, uint32_t seed, uint32_t more_seed) {
    names.apart = (boundaries){left, right, forbidden, right_classes};
    names.widths = widths;
    names.longest = longest;
    names.most = most;
    names.temperature = temperature;
    names.random = (uint64_t)more_seed << 32 | seed;
    names.last = beginning[count - 1];
    names.width = width;
    names.begun = 0;
    names.used = 0;
    take_streams();
    read_beginning(count, beginning);
    for (size_t b = 0; b < module.shape.sequences; b++) begin_name(b);
}

/* Names that have ended: see `run_names`. */
const int32_t *EXPORT(ended_names)(void) { return names.ended; }

/* Advances all sequences by at most this many steps. Returns the length of `ended_names`: for each name that has ended
 * since the last call, its number, its tokens or -1 if it was rejected, and the tokens behind the beginning. */
size_t EXPORT(run_names)(size_t steps) {
    const size_t B = module.shape.sequences;
    size_t returned = 0;
    for (; steps > 0 && names.used + B * (names.most + 2 + 2 * MOST_BEGINS) <= names.capacity; steps--) {
        (void)rnnk_network_forward(module.network, 1, names.next);
        (void)logits_without_start(B);
        for (size_t b = 0; b < B; b++) names.numbers_drawn[b] = random_bits();
        (void)rnnk_network_sample(module.network, names.temperature, names.numbers_drawn, names.drawn);
        for (size_t b = 0; b < B; b++) {
            if (names.length[b] == IDLE || !continue_name(b, names.next[b], names.drawn[b])) begin_name(b);
        }
    }
    returned = names.used;
    names.used = 0;
    return returned;
}
