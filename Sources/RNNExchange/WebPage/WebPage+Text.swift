import RNNSwift

/// The page of a model of running text.
extension WebPage {
    static let textBody = """
        <form id="controls">
          <div class="wide"><label for="beginning">Begin with <small>(optional)</small></label>
            <textarea id="beginning" rows="3" autocapitalize="off" spellcheck="false"></textarea></div>
          <div><label for="temperature">Daring <small><output id="degree" for="temperature">1.0</output></small></label>
            <input id="temperature" type="range" min="0.2" max="1.6" step="0.05"></div>
          <div><label for="length">Length <small>(characters)</small></label>
            <input id="length" type="number" min="1" max="1000000" value="1000" inputmode="numeric" required></div>
          <div class="actions wide"><button class="main" id="go" type="submit">Write</button>
            <button id="stop" type="button" hidden>Stop</button></div>
        </form>
        <p id="status" role="status"></p>
        <section aria-labelledby="text-title"><h2 id="text-title">Text</h2><pre id="text" dir="auto" tabindex="0"></pre></section>
        """

    static let textStyle = """
        textarea { display: block; width: 100%; font: inherit; color: inherit; padding: .5rem .6rem; background: var(--paper);
          border: 1px solid var(--soft); border-radius: .4rem; resize: vertical }
        #text { margin: 0; padding: 1rem; min-height: 8rem; background: var(--card); border: 1px solid var(--line);
          border-radius: .6rem; font: inherit; white-space: pre-wrap; overflow-wrap: anywhere }
        """

    /// The writer and the controls in JavaScript.
    static let textScript = #"""
        // Writes a text token by token. It reads the model's first token, mostly a line feed, and then the beginning, given as
        // tokens. START and STOP are never drawn, nor a token that would join the one before it.
        class Writer {
          constructor(beginning, temperature) {
            Object.assign(this, {temperature, state: engine.start(), last: START});
            for (const id of [model.first, ...beginning]) this.y = engine.step(this.state, id);
            if (beginning.length) this.last = beginning[beginning.length - 1];
          }

          // The text of the next token; null if none may follow.
          next() {
            const {y, temperature} = this, p = new Float64Array(START);
            let best = -1, total = 0;
            for (let id = 0; id < START; id++) if (mayFollow(this.last, id) && (best < 0 || y[id] > y[best])) best = id;
            if (best < 0) return null;
            let id = best;
            if (temperature > 0) {
              for (let other = 0; other < START; other++) {
                if (mayFollow(this.last, other)) total += p[other] = Math.exp((y[other] - y[best]) / temperature);
              }
              let left = Math.random() * total;
              for (let other = 0; other < START; other++) {
                if ((left -= p[other]) < 0) {
                  id = other;
                  break;
                }
              }
            }
            this.y = engine.step(this.state, id);
            this.last = id;
            return model.characters[id];
          }
        }

        const element = id => document.getElementById(id);
        const say = text => { element("status").textContent = text; };
        const nextTask = () => new Promise(resolve => setTimeout(resolve));
        let runs = 0;

        async function write() {
          const mine = ++runs, beginning = element("beginning").value, parts = characters(beginning);
          const unknown = [...new Set(parts.filter(part => !token.has(part)))];
          if (unknown.length) {
            element("stop").hidden = true;
            return say("The model knows no " + unknown.map(part => "“" + part + "”").join(", ") + ".");
          }
          const length = Math.max(Math.round(element("length").valueAsNumber) || 1, 1);
          const makeWriter = () => new Writer(parts.map(part => token.get(part)), element("temperature").valueAsNumber);
          const text = element("text");
          text.textContent = beginning;
          element("stop").hidden = false;
          say("Writing …");
          await ready;
          if (mine !== runs) return; // a later text has begun
          const writer = makeWriter();
          let written = 0, pending = "", ended = false;
          for (let pause = Date.now() + 50; written < length && !ended;) {
            const part = writer.next();
            if (part === null) ended = true;
            else pending += part, written += width(writer.last);
            if (Date.now() < pause && written < length && !ended) continue;
            text.append(pending);
            pending = "";
            await nextTask();
            if (mine !== runs) return; // a later text has begun
            if (element("stop").hidden) break;
            pause = Date.now() + 50;
          }
          const stopped = element("stop").hidden;
          element("stop").hidden = true;
          say(written + (written === 1 ? " character" : " characters") + (stopped ? ", stopped." : "."));
        }

        function setUp() {
          element("temperature").value = pageTemperature;
          const showDegree = () => { element("degree").textContent = element("temperature").valueAsNumber.toFixed(2); };
          element("temperature").addEventListener("input", showDegree);
          showDegree();
          element("controls").addEventListener("submit", event => { event.preventDefault(); write(); });
          element("stop").addEventListener("click", () => { element("stop").hidden = true; element("go").focus(); });
        }
        setUp();
        """#
}
