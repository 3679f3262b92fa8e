import RNNSwift

extension WebPage {
    /// The network in JavaScript, for browsers without WebAssembly, and until the module is ready.
    static func plainEngineScript(_ cell: Architecture.Cell) -> String {
        let indent = String(repeating: " ", count: 8)
        let statements = CellFormula.statements(cell).map { indent + $0 }.joined(separator: "\n")
        return plainEngineTemplate.replacing("GATES", with: "\(cell.traits.gates)")
            .replacing("HAS_CANDIDATE_BIAS", with: "\(cell.traits.hasCandidateBias)")
            .replacing("        STATEMENTS", with: statements)
    }

    private static let plainEngineTemplate = #"""
        // The states of a network of the page's cell, step by step. Matrices are [outputs, inputs]; gates are side by side in
        // PyTorch's order.
        function plainEngine(weights) {
          let taken = 0;
          const take = count => weights.subarray(taken, taken += count);
          const gates = GATES, hasCandidateBias = HAS_CANDIDATE_BIAS;
          const layers = model.hidden.map((H, index) => {
            const P = index ? model.hidden[index - 1] : tokens, N = gates * H;
            return {H, P, N, W: take(N * P), U: take(N * H), b: take(N), c: hasCandidateBias ? take(H) : null};
          });
          const last = model.hidden[model.hidden.length - 1], V = take(tokens * last), a = take(tokens);
          const sigmoid = x => 1 / (1 + Math.exp(-x)), tanh = Math.tanh;

          // y += A x
          function multiply(A, x, y) {
            for (let r = 0, at = 0; r < y.length; r++) {
              let sum = 0;
              for (let c = 0; c < x.length; c++) sum += A[at++] * x[c];
              y[r] += sum;
            }
          }

          // Reads a token; returns the logits of what comes next.
          function step(state, input) {
            let x = null;
            layers.forEach(({H, P, N, W, U, b, c: bias}, index) => {
              const {h, c} = state[index], z = new Float64Array(b);
              if (x) multiply(W, x, z);
              else for (let r = 0; r < N; r++) z[r] += W[r * P + input];
              const q = hasCandidateBias ? new Float64Array(N) : z;
              if (hasCandidateBias) q.set(bias, N - H);
              multiply(U, h, q);
              for (let j = 0; j < H; j++) {
                STATEMENTS
              }
              x = h;
            });
            const y = new Float64Array(a);
            multiply(V, x, y);
            return y;
          }

          return {
            draws: null, step,
            start: () => layers.map(({H}) => ({h: new Float64Array(H), c: new Float64Array(H)})),
            copy: state => state.map(({h, c}) => ({h: h.slice(), c: c.slice()})),
          };
        }
        """#

    /// The model in JavaScript: what ``WebPage`` writes of it, or what the page has learned.
    static let modelScript = #"""
        // The model, and what follows from it; null before the page has one. `token`: the numbers of the characters;
        // `widths`: the characters of each token, where some have more than one, or none; `known`: the names that are not new.
        let model = null, tokens, START, STOP, token, widths, spelled, longestText, known = null;

        // What runs the network: `start`, `copy` and `step` of a state, and `draws` of many names or null.
        let engine = null;

        function use(contents) {
          model = contents;
          tokens = model.characters.length + 2;
          [START, STOP] = [tokens - 2, tokens - 1];
          token = new Map(model.characters.map((character, index) => [character, index]));
          widths = model.widths ?? null;
          // What a reader sees as characters: those of the model, and others in between.
          spelled = new Map(model.characters.filter(text => text).map(text => [text.normalize("NFC"), text]));
          longestText = Math.max(1, ...Array.from(spelled.keys(), text => text.length));
        }

        const width = id => widths ? widths[id] : 1;

        // Whether a token may come after another one: whether their texts together are still these two characters. START comes
        // before the first character, STOP after the last one.
        const mayFollow = (id, next) => model.forbidden[model.left[id]][model.right[next]] === "0";

        // The first character of a text, as far as the browser knows.
        const segmenter = globalThis.Intl?.Segmenter ? new Intl.Segmenter("und", {granularity: "grapheme"}) : null;
        const firstCharacter = text =>
          segmenter ? segmenter.segment(text)[Symbol.iterator]().next().value.segment : String.fromCodePoint(text.codePointAt(0));

        // The characters of a name, as far as the browser knows.
        const clusters = name => segmenter ? Array.from(segmenter.segment(name), ({segment}) => segment) : Array.from(name);

        function characters(text) {
          if (model.unit !== "tokens" && /^[\x20-\x7E]*$/.test(text)) return text.split("");
          const found = [];
          for (let rest = text.normalize("NFC"); rest;) {
            let part = "";
            for (let length = Math.min(longestText, rest.length); length && !part; length--) {
              if (spelled.has(rest.slice(0, length))) part = rest.slice(0, length);
            }
            const first = String.fromCodePoint(rest.codePointAt(0)), parts = Array.from(first.normalize("NFD"));
            if (!part && model.unit === "code points" && parts.every(character => token.has(character))) {
              found.push(...parts);
              rest = rest.slice(first.length);
              continue;
            }
            const size = part.length;
            part = spelled.get(part) ?? firstCharacter(rest);
            const [last, id] = [token.get(found.at(-1)), token.get(part)];
            if (last !== undefined && id !== undefined && !mayFollow(last, id)) found.push(found.pop() + part);
            else found.push(part);
            rest = rest.slice(size || part.length);
          }
          return found;
        }

        // The logits after each prefix of a text.
        function logits(text) {
          const state = engine.start();
          return [START, ...characters(text).map(character => token.get(character))].map(id => Array.from(engine.step(state, id)));
        }
        """#

    /// The page's own model in JavaScript, after the scripts above and `contents`.
    static let openScript = #"""
        use(contents);
        const pageWeights = new Float32Array(Uint8Array.from(atob(model.weights), character => character.charCodeAt(0)).buffer);
        engine = plainEngine(pageWeights);
        if (model.hashes != null) known = new HashedNames(model.hashes);
        """#

    /// Ends with the module in use, if the browser can run it.
    static let readyScript = #"""
        // The module; null if the browser cannot run it.
        const ready = compileModule(moduleText).then(async module => {
          try {
            if (module && model) engine = await NativeEngine.open(module, pageWeights);
            return module;
          } catch {
            return null; // not enough memory, or too many tokens
          }
        });
        """#
}
