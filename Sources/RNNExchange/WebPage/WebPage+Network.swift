import RNNSwift

extension WebPage {
    /// The network in JavaScript. `model` is what ``WebPage`` writes: sizes, texts, and weights as float32 in base64.
    static func networkScript(_ cell: Architecture.Cell) -> String {
        let indent = String(repeating: " ", count: 6)
        let statements = CellFormula.statements(cell).map { indent + $0 }.joined(separator: "\n")
        return networkTemplate.replacing("GATES", with: "\(cell.traits.gates)")
            .replacing("HAS_CANDIDATE_BIAS", with: "\(cell.traits.hasCandidateBias)")
            .replacing("      STATEMENTS", with: statements)
    }

    private static let networkTemplate = #"""
        // Matrices are [outputs, inputs]; gates are side by side in PyTorch's order.
        const bytes = Uint8Array.from(atob(model.weights), character => character.charCodeAt(0));
        const all = new Float32Array(bytes.buffer);
        let taken = 0;
        const take = count => all.subarray(taken, taken += count);
        const gates = GATES, hasCandidateBias = HAS_CANDIDATE_BIAS;
        const tokens = model.characters.length + 2, START = tokens - 2, STOP = tokens - 1;
        const layers = model.hidden.map((H, index) => {
          const P = index ? model.hidden[index - 1] : tokens, N = gates * H;
          return {H, P, N, W: take(N * P), U: take(N * H), b: take(N), c: hasCandidateBias ? take(H) : null};
        });
        const last = model.hidden[model.hidden.length - 1], V = take(tokens * last), a = take(tokens);
        const token = new Map(model.characters.map((character, index) => [character, index]));
        // The characters of each token, where some have more than one, or none.
        const widths = model.widths ?? null, width = id => widths ? widths[id] : 1;
        const sigmoid = x => 1 / (1 + Math.exp(-x)), tanh = Math.tanh;

        // y += A x
        function multiply(A, x, y) {
          for (let r = 0, at = 0; r < y.length; r++) {
            let sum = 0;
            for (let c = 0; c < x.length; c++) sum += A[at++] * x[c];
            y[r] += sum;
          }
        }

        const start = () => layers.map(({H}) => ({h: new Float64Array(H), c: new Float64Array(H)}));

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

        // Whether a token may come after another one: whether their texts together are still these two characters. START comes
        // before the first character, STOP after the last one.
        const mayFollow = (id, next) => model.forbidden[model.left[id]][model.right[next]] === "0";

        // What a reader sees as characters: those of the model, and others in between.
        const spelled = new Map(model.characters.filter(text => text).map(text => [text.normalize("NFC"), text]));
        const longestText = Math.max(1, ...Array.from(spelled.keys(), text => text.length));
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
            part = spelled.get(part) ?? (globalThis.Intl?.Segmenter
              ? new Intl.Segmenter("und", {granularity: "grapheme"}).segment(rest)[Symbol.iterator]().next().value.segment
              : first);
            const [last, id] = [token.get(found.at(-1)), token.get(part)];
            if (last !== undefined && id !== undefined && !mayFollow(last, id)) found.push(found.pop() + part);
            else found.push(part);
            rest = rest.slice(size || part.length);
          }
          return found;
        }

        // The logits after each prefix of a text.
        function logits(text) {
          const state = start();
          return [START, ...characters(text).map(character => token.get(character))].map(id => Array.from(step(state, id)));
        }
        """#
}
