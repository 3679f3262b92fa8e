import RNNSwift

extension CSource {
    /// What differs in the head of the file between models of names and of running text.
    struct Wording {
        /// What the network writes.
        let subject: String
        /// The buffer of the example, and its declarator.
        let variable: String
        let example: String
        /// A further constant.
        let constant: String
        /// The functions and their comments.
        let declarations: String

        static let names = Wording(
            subject: "names", variable: "name", example: "name[80]", constant: "",
            declarations: """
                /* A name begins: no character yet. */
                void prefix_start(prefix_state *state);

                /* Reads a token, 0 ... PREFIX_TOKENS - 1, PREFIX_START before the first character; returns the logits of what comes
                 * next: [PREFIX_TOKENS], in the state, until the next step. `rnnc score` takes the softmax of all of them, that of
                 * START included. */
                float *prefix_step(prefix_state *state, int token);

                /* Draws the next token from the softmax of logits / temperature, with a random number that is uniform in
                 * 0 ... 2^32 - 1. Never START. At temperatures that are not above 0, the most probable one. */
                int prefix_sample(const prefix_state *state, float temperature, uint32_t random);

                \(tokenDeclarations)

                /* Whether a token may come after another one in a name: whether their texts, put together, are still these two
                 * characters (extended grapheme clusters in normal form C). No name begins or ends with white space or is empty:
                 * that tells of PREFIX_START before a token and of PREFIX_STOP after one. */
                int prefix_may_follow(int token, int next);

                /* Writes a name, ended by a zero, of at most size - 1 bytes and never part of a character; returns its bytes.
                 * Names in which a token follows that may not are left out, and another one is drawn. 0 if of 1,000 names none
                 * is left. `random` is the state of the random numbers, any number to begin with. */
                size_t prefix_generate(prefix_state *state, float temperature, uint32_t *random, char *name, size_t size);
                """)

        static func text(_ vocabulary: Vocabulary) -> Wording {
            let first = vocabulary.firstOfText
            return Wording(
                subject: "running text", variable: "text", example: "text[1000]",
                constant: "\n    PREFIX_FIRST = \(first), /* the token that is read first: "
                    + (first == vocabulary.start ? "START" : "the line feed") + " */",
                declarations: """
                    /* A text begins: nothing is read yet. */
                    void prefix_start(prefix_state *state);

                    /* Reads a token, 0 ... PREFIX_TOKENS - 1, PREFIX_FIRST before the first one; returns the logits of what comes
                     * next: [PREFIX_TOKENS], in the state, until the next step. */
                    float *prefix_step(prefix_state *state, int token);

                    /* Draws the next token from the softmax of logits / temperature, with a random number that is uniform in
                     * 0 ... 2^32 - 1. Never START or STOP: a text has no end. At temperatures that are not above 0, the most
                     * probable one. */
                    int prefix_sample(const prefix_state *state, float temperature, uint32_t random);

                    \(tokenDeclarations)

                    /* Whether a token may come after another one: whether their texts, put together, are still these two
                     * characters (extended grapheme clusters in normal form C). Never true of PREFIX_STOP. */
                    int prefix_may_follow(int token, int next);

                    /* Writes a text, ended by a zero, of at most size - 1 bytes; returns its bytes. It ends where the next token does
                     * not fit, never in the middle of a character. Tokens that may not follow are not drawn. `random` is the state of
                     * the random numbers, any number to begin with. */
                    size_t prefix_generate(prefix_state *state, float temperature, uint32_t *random, char *text, size_t size);
                    """)
        }

        private static let tokenDeclarations = """
            /* The text of a token, in UTF-8; that of START and STOP is empty. */
            const char *prefix_text(int token);

            /* The token with the longest text that begins here; -1 if there is none. */
            int prefix_token(const char *text);
            """
    }
}
