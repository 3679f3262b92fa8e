/// The parts of a ``WebPage`` that are the same whatever the model.
enum WebPageTemplate {
    static let style = """
        :root { color-scheme: light dark; --ink: #1d1f24; --paper: #fbfaf7; --soft: #6a6e78; --line: #d9d6ce; --card: #fff;
          --accent: #8a3324; --on-accent: #fff }
        @media (prefers-color-scheme: dark) {
          :root { --ink: #eceae4; --paper: #17181b; --soft: #a5a8b0; --line: #3a3c42; --card: #212327; --accent: #e79a83;
            --on-accent: #23100b }
        }
        * { box-sizing: border-box }
        body { margin: 0 auto; max-width: 60rem; padding: 1.5rem 1rem 4rem; background: var(--paper); color: var(--ink);
          font: 1rem/1.5 system-ui, sans-serif }
        h1 { margin: 0; font-size: 1.7rem; line-height: 1.2; overflow-wrap: anywhere }
        h2 { margin: 0 0 .5rem; font-size: 1.1rem }
        p { margin: .3rem 0 1rem; color: var(--soft) }
        form { display: grid; grid-template-columns: repeat(auto-fit, minmax(11rem, 1fr)); gap: 1rem; align-items: end;
          margin-bottom: 1.5rem; padding: 1rem; background: var(--card); border: 1px solid var(--line); border-radius: .6rem }
        label { display: block; font-weight: 600 }
        label small { font-weight: 400; color: var(--soft) }
        input { display: block; width: 100%; font: inherit; color: inherit }
        input:not([type=range]) { padding: .5rem .6rem; background: var(--paper); border: 1px solid var(--soft);
          border-radius: .4rem }
        input[type=range] { height: 2.65rem; margin: 0; accent-color: var(--accent) }
        button { font: inherit; min-height: 2.75rem; padding: .4rem 1rem; color: var(--ink); background: var(--card);
          border: 1px solid var(--soft); border-radius: .4rem; cursor: pointer }
        button.main { color: var(--on-accent); background: var(--accent); border-color: var(--accent); font-weight: 600 }
        button:disabled { opacity: .5; cursor: default }
        :focus-visible { outline: 3px solid var(--accent); outline-offset: 2px }
        .columns { display: grid; grid-template-columns: 1fr; gap: 1.5rem }
        @media (min-width: 44rem) { .columns { grid-template-columns: 3fr 2fr } }
        ul { margin: 0; padding: 0; list-style: none }
        li { display: flex; align-items: center; gap: .5rem; border-bottom: 1px solid var(--line) }
        li span { flex: 1; min-width: 0; padding: .4rem 0; overflow-wrap: anywhere; white-space: pre-wrap }
        li button { min-width: 2.75rem; padding: 0; border-color: transparent; background: none; font-size: 1.3rem }
        li button[aria-pressed=true] { color: var(--accent) }
        .actions { display: flex; flex-wrap: wrap; gap: .5rem; margin-top: 1rem }
        #status { min-height: 1.5rem }
        """

    static let body = """
        <form id="controls">
          <div><label for="prefix">Begin with <small>(optional)</small></label>
            <input id="prefix" autocomplete="off" autocapitalize="off" spellcheck="false" maxlength="40"></div>
          <div><label for="temperature">Daring <small><output id="degree" for="temperature">1.0</output></small></label>
            <input id="temperature" type="range" min="0.2" max="1.6" step="0.1" value="0.8"></div>
          <div><label for="count">How many</label>
            <input id="count" type="number" min="1" max="200" value="20" inputmode="numeric" required></div>
          <div><button class="main" type="submit">New names</button></div>
        </form>
        <p id="status" role="status"></p>
        <div class="columns">
          <section aria-labelledby="names-title"><h2 id="names-title">Names</h2><ul id="names"></ul></section>
          <section aria-labelledby="favorites-title"><h2 id="favorites-title">Favorites</h2>
            <p id="none">Press the star beside a name to keep it here.</p><ul id="favorites"></ul>
            <div class="actions"><button id="copy" type="button" disabled>Copy all</button>
              <button id="clear" type="button" disabled>Remove all</button></div></section>
        </div>
        <noscript><p>This page needs JavaScript; it works without a network.</p></noscript>
        """

    /// The network. `model` is what ``WebPage`` writes: sizes, texts, and weights as float32 in base64.
    static let network = #"""
        // Matrices are [outputs, inputs]; gates stand side by side in PyTorch's order.
        const bytes = Uint8Array.from(atob(model.weights), character => character.charCodeAt(0));
        const all = new Float32Array(bytes.buffer);
        let taken = 0;
        const take = count => all.subarray(taken, taken += count);
        const gates = {rnn: 1, lstm: 4, gru: 3}[model.cell];
        const tokens = model.characters.length + 2, START = tokens - 2, STOP = tokens - 1;
        const layers = model.hidden.map((H, index) => {
          const P = index ? model.hidden[index - 1] : tokens, N = gates * H;
          return {H, P, N, W: take(N * P), U: take(N * H), b: take(N), c: model.cell === "gru" ? take(H) : null};
        });
        const last = model.hidden[model.hidden.length - 1], V = take(tokens * last), a = take(tokens);
        const token = new Map(model.characters.map((character, index) => [character, index]));
        const sigmoid = x => 1 / (1 + Math.exp(-x));

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
            const {h, c} = state[index], z = Float64Array.from(b);
            if (x) multiply(W, x, z);
            else for (let r = 0; r < N; r++) z[r] += W[r * P + input];
            if (model.cell === "gru") {
              const q = new Float64Array(N);
              q.set(bias, 2 * H);
              multiply(U, h, q);
              for (let j = 0; j < H; j++) {
                const r = sigmoid(z[j] + q[j]), keep = sigmoid(z[H + j] + q[H + j]);
                h[j] = (1 - keep) * Math.tanh(z[2 * H + j] + r * q[2 * H + j]) + keep * h[j];
              }
            } else {
              multiply(U, h, z);
              for (let j = 0; j < H; j++) {
                if (model.cell === "rnn") {
                  h[j] = Math.tanh(z[j]);
                } else {
                  c[j] = sigmoid(z[H + j]) * c[j] + sigmoid(z[j]) * Math.tanh(z[2 * H + j]);
                  h[j] = sigmoid(z[3 * H + j]) * Math.tanh(c[j]);
                }
              }
            }
            x = h;
          });
          const y = Float64Array.from(a);
          multiply(V, x, y);
          return y;
        }

        // Whether a token may come after another one: whether their texts together are still these two characters. START comes
        // before the first character, STOP after the last one.
        const mayFollow = (id, next) => model.forbidden[model.left[id]][model.right[next]] === "0";

        // What a reader sees as characters: those of the model, and others in between.
        const longestText = Math.max(1, ...model.characters.map(text => text.length));
        function characters(text) {
          const found = [];
          for (let rest = text.normalize("NFC"); rest;) {
            let part = "";
            for (let length = Math.min(longestText, rest.length); length && !part; length--) {
              if (token.has(rest.slice(0, length))) part = rest.slice(0, length);
            }
            part ||= globalThis.Intl?.Segmenter
              ? new Intl.Segmenter("und", {granularity: "grapheme"}).segment(rest)[Symbol.iterator]().next().value.segment
              : String.fromCodePoint(rest.codePointAt(0));
            const [last, id] = [token.get(found.at(-1)), token.get(part)];
            if (last !== undefined && id !== undefined && !mayFollow(last, id)) found.push(found.pop() + part);
            else found.push(part);
            rest = rest.slice(part.length);
          }
          return found;
        }

        // The logits after each prefix of a text.
        function logits(text) {
          const state = start();
          return [START, ...characters(text).map(character => token.get(character))].map(id => Array.from(step(state, id)));
        }

        // Draws from softmax(y / temperature), without START.
        function draw(y, temperature) {
          y[START] = -Infinity;
          const largest = Math.max(...y), weights = y.map(z => Math.exp((z - largest) / temperature));
          let left = Math.random() * weights.reduce((sum, weight) => sum + weight, 0);
          for (let id = 0; id < tokens; id++) if ((left -= weights[id]) < 0) return id;
          return STOP;
        }

        // A name that begins so; null if it does not end within `longest` characters, or has other characters than those that
        // were drawn.
        function generate(begin, temperature, longest) {
          const state = start();
          let y = step(state, START), last = START, name = begin.join("");
          for (const character of begin) {
            const next = token.get(character);
            if (!mayFollow(last, next)) return null;
            y = step(state, next);
            last = next;
          }
          for (let length = begin.length; length <= longest; length++) {
            const next = draw(y, temperature);
            if (!mayFollow(last, next)) return null;
            if (next === STOP) return name;
            name += model.characters[next];
            y = step(state, next);
            last = next;
          }
          return null;
        }
        """#

    /// The controls.
    static let page = #"""
        const element = id => document.getElementById(id);
        const say = text => { element("status").textContent = text; };
        const key = "rnnc favorites " + model.title;
        let favorites = [];
        try { favorites = JSON.parse(localStorage.getItem(key)) ?? []; } catch { /* no storage: for this visit only */ }

        function item(name, kept) {
          const entry = document.createElement("li"), text = document.createElement("span");
          const star = document.createElement("button");
          text.textContent = name;
          star.type = "button";
          star.textContent = kept ? "★" : "☆";
          star.setAttribute("aria-pressed", kept);
          star.setAttribute("aria-label", "Favorite: " + name);
          star.addEventListener("click", () => toggle(name));
          entry.append(text, star);
          return entry;
        }

        let shown = [];
        function render() {
          const focused = document.activeElement?.getAttribute("aria-label"), list = document.activeElement?.closest("ul");
          element("names").replaceChildren(...shown.map(name => item(name, favorites.includes(name))));
          element("favorites").replaceChildren(...favorites.map(name => item(name, true)));
          element("none").hidden = favorites.length > 0;
          element("copy").disabled = element("clear").disabled = favorites.length === 0;
          if (!list) return;
          const same = Array.from(list.querySelectorAll("button")).find(star => star.getAttribute("aria-label") === focused);
          (same ?? list.querySelector("button") ?? element("prefix")).focus();
        }

        function keep(names) {
          favorites = names;
          try { localStorage.setItem(key, JSON.stringify(favorites)); } catch { /* as above */ }
          render();
        }

        function toggle(name) {
          const had = favorites.includes(name);
          keep(had ? favorites.filter(other => other !== name) : [...favorites, name]);
          say(had ? name + " is no favorite any more." : name + " is a favorite.");
        }

        function invent() {
          const begin = characters(element("prefix").value);
          const unknown = [...new Set(begin.filter(character => !token.has(character)))];
          if (unknown.length) return say("The model knows no " + unknown.map(character => "“" + character + "”").join(", ") + ".");
          const wanted = Math.min(Math.max(Math.round(element("count").valueAsNumber) || 1, 1), 200);
          const found = new Set();
          for (let tries = 0; found.size < wanted && tries < 20 * wanted; tries++) {
            const name = generate(begin, element("temperature").valueAsNumber, model.longest);
            if (name) found.add(name);
          }
          shown = [...found];
          render();
          say(found.size === wanted ? wanted + (wanted === 1 ? " new name." : " new names.")
            : found.size + " different names found: more daring, or a shorter beginning, gives more.");
        }

        async function copy() {
          const text = favorites.join("\n");
          try {
            await navigator.clipboard.writeText(text);
          } catch { // not on every page from a file
            const area = document.createElement("textarea");
            area.value = text;
            document.body.append(area);
            area.select();
            document.execCommand("copy");
            area.remove();
            element("copy").focus();
          }
          say(favorites.length + (favorites.length === 1 ? " favorite" : " favorites") + " copied, one a line.");
        }

        const showDegree = () => { element("degree").textContent = element("temperature").valueAsNumber.toFixed(1); };
        element("temperature").addEventListener("input", showDegree);
        element("controls").addEventListener("submit", event => { event.preventDefault(); invent(); });
        element("copy").addEventListener("click", copy);
        element("clear").addEventListener("click", () => {
          if (confirm("Remove all favorites?")) { keep([]); say("No favorites."); }
        });
        showDegree();
        invent();
        """#
}
