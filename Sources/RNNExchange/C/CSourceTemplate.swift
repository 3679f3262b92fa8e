import RNNSwift

/// The parts of a ``CSource`` that are the same whatever the weights. `prefix` and `PREFIX` stand for the prefix of
/// names.
enum CSourceTemplate {
    /// Products with matrices.
    static func arithmetic(_ precision: CSource.Precision) -> String {
        let times = precision == .float ? "" : " * A.factor[r]"
        return """
            /* y += A x */
            static void prefix_multiply(prefix_matrix A, int rows, int columns, const float *x, float *y) {
                for (int r = 0; r < rows; r++) {
                    float sum = 0;
                    for (int c = 0; c < columns; c++) sum += (float)A.value[(size_t)r * (size_t)columns + (size_t)c] * x[c];
                    y[r] += sum\(times);
                }
            }

            /* y += column i of A, which is stored as row i */
            static void prefix_add_column(prefix_matrix A, int rows, int i, float *y) {
                for (int r = 0; r < rows; r++) y[r] += (float)A.value[(size_t)i * (size_t)rows + (size_t)r]\(times);
            }

            """
    }

    /// The function that computes the next state of a layer from what the inputs give, and the state.
    static func cell(_ cell: Architecture.Cell) -> String {
        let indent = String(repeating: " ", count: 8)
        let statements = CellFormula.statements(cell).map { indent + inC($0) }.joined(separator: "\n")
        let products = cell.traits.hasCandidateBias ? separateProducts : "    prefix_multiply(layer->U, N, H, h, z);"
        return """
            static inline float prefix_sigmoid(float x) { return 1 / (1 + expf(-x)); }

            /* The next state of a layer. In z: what the inputs give, the gates side by side. */
            static void prefix_cell(const prefix_layer *layer, float *z, float *h, float *c) {
                const int H = layer->units, N = PREFIX_GATES * H;
                (void)c;
            \(products)
                for (int j = 0; j < H; j++) {
            \(statements)
                }
            }

            """
    }

    private static func inC(_ statement: String) -> String {
        statement.replacing("tanh(", with: "tanhf(").replacing("sigmoid(", with: "prefix_sigmoid(")
    }

    /// The recurrent products apart from what the inputs give, with the bias of the candidates.
    private static let separateProducts = """
            float *q = z + N;
            for (int j = 0; j < N; j++) q[j] = j < N - H ? 0 : layer->c[j - (N - H)];
            prefix_multiply(layer->U, N, H, h, q);
        """

    /// The functions that the head declares.
    static let interface = """
        void prefix_start(prefix_state *state) {
            memset(state->h, 0, sizeof state->h);
            memset(state->c, 0, sizeof state->c);
        }

        float *prefix_step(prefix_state *state, int token) {
            const float *x = NULL;
            float *h = state->h, *c = state->c;
            for (int l = 0; l < PREFIX_LAYERS; l++) {
                const prefix_layer *layer = prefix_layers + l;
                const int N = PREFIX_GATES * layer->units;
                memcpy(state->work, layer->b, (size_t)N * sizeof(float));
                if (l == 0) {
                    prefix_add_column(layer->W, N, token, state->work);
                } else {
                    prefix_multiply(layer->W, N, layer->inputs, x, state->work);
                }
                prefix_cell(layer, state->work, h, c);
                x = h;
                h += layer->units;
                if (PREFIX_CELLS > 1) c += layer->units;
            }
            memcpy(state->logits, prefix_a, sizeof state->logits);
            prefix_multiply(prefix_output, PREFIX_TOKENS, prefix_layers[PREFIX_LAYERS - 1].units, x, state->logits);
            return state->logits;
        }

        const char *prefix_text(int token) { return prefix_texts[token]; }

        int prefix_token(const char *text) {
            int longest = -1;
            for (int v = 0; v < PREFIX_START; v++) {
                const size_t length = strlen(prefix_texts[v]);
                if (length > 0 && strncmp(text, prefix_texts[v], length) == 0 &&
                    (longest < 0 || length > strlen(prefix_texts[longest]))) {
                    longest = v;
                }
            }
            return longest;
        }

        int prefix_may_follow(int token, int next) {
            return !prefix_forbidden[prefix_left[token] * PREFIX_CLASSES + prefix_right[next]];
        }

        """

    /// The drawing of a token: never START, nor STOP of running text.
    static func sampling(isText: Bool) -> String {
        guard isText else { return sampling }
        return sampling.replacing("PREFIX_STOP", with: "0").replacing("PREFIX_TOKENS", with: "PREFIX_START")
            .replacing("v != PREFIX_START && ", with: "").replacing("v == PREFIX_START ? 0 : ", with: "")
            .replacing("        if (v == PREFIX_START) continue;\n", with: "")
    }

    private static let sampling = """
        int prefix_sample(const prefix_state *state, float temperature, uint32_t random) {
            const float *z = state->logits;
            int best = PREFIX_STOP;
            for (int v = 0; v < PREFIX_TOKENS; v++) {
                if (v != PREFIX_START && z[v] > z[best]) best = v;
            }
            if (!(temperature > 0)) return best;
            float sum = 0;
            for (int v = 0; v < PREFIX_TOKENS; v++) sum += v == PREFIX_START ? 0 : expf((z[v] - z[best]) / temperature);
            float left = (float)(random >> 8) / 16777216.0f * sum;
            for (int v = 0; v < PREFIX_TOKENS; v++) {
                if (v == PREFIX_START) continue;
                left -= expf((z[v] - z[best]) / temperature);
                if (left < 0) return v;
            }
            return best; /* rounding left a little over */
        }

        /* The state advances by a constant, and is mixed as in the end of MurmurHash3: states that are near to each other
         * give numbers that are not. */
        static uint32_t prefix_random(uint32_t *random) {
            uint32_t z = *random += 0x9E3779B9u;
            z = (z ^ z >> 16) * 0x85EBCA6Bu;
            z = (z ^ z >> 13) * 0xC2B2AE35u;
            return z ^ z >> 16;
        }

        """

    /// The generation of a name.
    static let nameGeneration = """
        /* Draws a name; -1 if a token follows that may not. */
        static long prefix_attempt(prefix_state *state, float temperature, uint32_t *random, char *name, size_t size) {
            size_t length = 0;
            int token = PREFIX_START;
            prefix_start(state);
            for (;;) {
                prefix_step(state, token);
                int next = prefix_sample(state, temperature, prefix_random(random));
                const size_t bytes = strlen(prefix_texts[next]);
                if (next != PREFIX_STOP && bytes >= size - length) next = PREFIX_STOP; /* the name is cut */
                if (!prefix_may_follow(token, next)) return -1;
                if (next == PREFIX_STOP) return (long)length;
                memcpy(name + length, prefix_texts[next], bytes);
                length += bytes;
                token = next;
            }
        }

        size_t prefix_generate(prefix_state *state, float temperature, uint32_t *random, char *name, size_t size) {
            long length = -1;
            for (int attempt = 0; size > 1 && length < 0 && attempt < 1000; attempt++) {
                length = prefix_attempt(state, temperature, random, name, size);
            }
            if (length < 0) length = 0;
            if (size > 0) name[length] = 0;
            return (size_t)length;
        }

        """

    /// The generation of running text.
    static let textGeneration = """
        size_t prefix_generate(prefix_state *state, float temperature, uint32_t *random, char *text, size_t size) {
            size_t length = 0;
            int last = PREFIX_START;
            prefix_start(state);
            prefix_step(state, PREFIX_FIRST);
            while (size > 1) {
                for (int v = 0; v < PREFIX_TOKENS; v++) {
                    if (!prefix_may_follow(last, v)) state->logits[v] = -INFINITY;
                }
                const int next = prefix_sample(state, temperature, prefix_random(random));
                const size_t bytes = strlen(prefix_texts[next]);
                if (!prefix_may_follow(last, next) || bytes >= size - length) break;
                memcpy(text + length, prefix_texts[next], bytes);
                length += bytes;
                last = next;
                prefix_step(state, next);
            }
            if (size > 0) text[length] = 0;
            return length;
        }

        """
}
