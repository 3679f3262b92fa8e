extension WebPage {
    /// The elements of a page that trains.
    static let trainingBody = """
        <section aria-labelledby="training-title"><h2 id="training-title">Train on your own list</h2>
        <form id="trainer">
          <div class="wide"><label for="list">Names <small>(one per line)</small></label>
            <textarea id="list" rows="8" autocapitalize="off" autocomplete="off" spellcheck="false" dir="auto"></textarea></div>
          <div><label for="network">Network</label><select id="network">
            <option value="">Automatic</option><option value="rnn 32 32">SimpleRNN 2 × 32</option>
            <option value="gru 64">GRU 64</option><option value="gru 128 128">GRU 2 × 128</option>
          </select></div>
          <div id="from-field"><label for="from">Start from</label><select id="from">
            <option value="">Nothing</option><option value="page">This model</option></select></div>
          <div class="actions wide"><button class="main" id="train" type="submit">Train</button>
            <button id="end" type="button" hidden>Stop</button>
            <button id="read" type="button">Load file</button>
            <button id="keep" type="button" hidden>Save model</button>
            <input id="list-file" type="file" accept=".txt,text/plain" aria-label="File of names" hidden></div>
        </form>
        <p id="progress" role="status"></p>
        <figure id="curves" hidden><svg viewBox="0 0 600 140" role="img" aria-label="Losses of the epochs">
          <line class="axis" x1="0" y1="139" x2="600" y2="139"/><polyline id="loss-curve"/><polyline id="validation-curve"/></svg>
          <figcaption><span class="key loss">training</span> <span class="key validation">held-out names</span>
            <span id="range"></span></figcaption></figure>
        </section>
        """

    static let trainingStyle = """
        textarea, select { display: block; width: 100%; font: inherit; color: inherit; padding: .5rem .6rem;
          background: var(--paper); border: 1px solid var(--soft); border-radius: .4rem }
        textarea { resize: vertical }
        select { min-height: 2.65rem }
        figure { margin: 0 0 1.5rem }
        svg { display: block; width: 100%; height: auto; overflow: visible }
        polyline { fill: none; stroke: var(--soft); stroke-width: 2; stroke-linejoin: round; vector-effect: non-scaling-stroke }
        #validation-curve { stroke: var(--accent) }
        #generator + section { margin-top: 2.5rem }
        .axis { stroke: var(--line); vector-effect: non-scaling-stroke }
        figcaption { display: flex; flex-wrap: wrap; gap: .2rem 1.2rem; padding-top: .4rem; color: var(--soft); font-size: .9rem }
        .key::before { content: ""; display: inline-block; width: 1.2rem; height: 0; margin-right: .4rem;
          border-top: 2px solid var(--soft); vertical-align: middle }
        .validation::before { border-color: var(--accent) }
        #progress { min-height: 1.5rem; font-variant-numeric: tabular-nums }
        """

    /// The list, the progress and the result of a training in JavaScript.
    static let trainingScript = #"""
        const note = text => { element("progress").textContent = text; };
        const longestName = 100; // characters of a name that is trained on
        const pageModel = model, pageKnown = known;

        // A list of names, without those that cannot be learned. For a model, its characters are the only ones.
        function readList(text, base) {
          const counts = new Map(), names = [], left = {long: 0, other: 0};
          for (const name of lines(text)) {
            if (/[\u0000-\u001F\u007F-\u009F\u2028\u2029\uFEFF]/.test(name)) left.other++;
            else counts.set(name, (counts.get(name) ?? 0) + 1);
          }
          for (const [name, count] of counts) {
            const parts = clusters(name);
            if (parts.length > longestName) left.long += count;
            else if (base && !parts.every(part => base.characters.includes(part))) left.other += count;
            else names.push({name, count, parts});
          }
          const vocabulary = base?.characters ?? [...new Set(names.flatMap(({parts}) => parts))].sort();
          return {names, left, vocabulary};
        }

        // Which characters may follow which, as TokenBoundaries: spaces are neither first nor last. Whether characters would
        // join is asked of each name.
        function boundaries(vocabulary) {
          const classes = [...vocabulary.map(text => text.trim() ? 0 : 1), 2, 3];
          return {left: classes, right: classes, forbidden: ["0010", "0011", "0111", "1111"], isLearned: true};
        }

        function taskFor(text) {
          const base = element("from").value === "page" ? pageModel : null;
          const {names, left, vocabulary} = readList(text, base), isShort = names.length < 500;
          const [cell, ...units] = (element("network").value || (isShort ? "gru 64" : "rnn 32 32")).split(" ");
          const number = new Map(vocabulary.map((part, index) => [part, index]));
          return {
            names: names.map(({parts}) => parts.map(part => number.get(part))), counts: names.map(({count}) => count), list: names,
            left, vocabulary, base, tokens: vocabulary.length + 2, cell: base?.cell ?? cell,
            hidden: base?.hidden ?? units.map(Number), weights: base ? pageWeights : null, seed: 1, moduleText,
            batch: isShort ? 32 : 256, patience: isShort ? 4 : 8, rate: (isShort ? 0.01 : 0.005) / (base ? 5 : 1),
          };
        }

        const decimals = number => number.toFixed(3);
        let worker = null, curve = [], heldOut = [], learned = null; // heldOut: indices in the task's list

        function draw() {
          const values = curve.flatMap(({loss, validation}) => [loss, validation ?? loss]);
          const low = Math.min(...values), high = Math.max(...values);
          const x = index => curve.length > 1 ? 600 * index / (curve.length - 1) : 300, y = value => 135 - 130 * (value - low) / (high - low || 1);
          const points = key => curve.flatMap((epoch, index) =>
            epoch[key] === null ? [] : [x(index).toFixed(1) + "," + y(epoch[key]).toFixed(1)]).join(" ");
          element("loss-curve").setAttribute("points", points("loss"));
          element("validation-curve").setAttribute("points", points("validation"));
          element("range").textContent = "nats per character, " + decimals(low) + " to " + decimals(high);
          element("curves").hidden = curve.length < 2;
        }

        // What the best epoch so far has come to.
        function state() {
          const last = curve.at(-1), best = curve.findLast(epoch => epoch.isBest);
          return "Epoch " + last.epoch + ", " + last.seconds.toFixed(1) + " s: " + decimals(last.loss) + " nats per character"
            + (last.validation === null ? "" : ", " + decimals(last.validation) + " on " + amount(heldOut.length, "held-out name"))
            + "; best " + decimals(best.validation ?? best.loss) + " after epoch " + best.epoch + ".";
        }

        async function train() {
          finish();
          const task = taskFor(element("list").value), total = task.counts.reduce((sum, count) => sum + count, 0);
          const leftOut = task.left.long + task.left.other;
          const remark = leftOut ? " " + amount(leftOut, "name") + " left out: longer than " + longestName + " characters, or with "
            + (task.base ? "characters that the model does not know." : "control characters.") : "";
          if (task.names.length < 2) return note("A list needs at least two different names, one per line." + remark);
          curve = [];
          learned = null;
          draw();
          note("Training on " + amount(total, "name") + " …" + remark);
          element("end").hidden = false;
          const program = [compileModule, Native].join("\n") + "\n(" + trainInWorker + ")();";
          const address = URL.createObjectURL(new Blob([program], {type: "text/javascript"}));
          let shownAt = -Infinity;
          const mine = worker = new Worker(address);
          URL.revokeObjectURL(address);
          mine.onerror = event => { if (worker === mine) finish(), note("The training failed: " + event.message); };
          mine.onmessage = ({data}) => {
            if (worker !== mine) return;
            if (data.heldOut) {
              heldOut = data.heldOut;
            } else if (data.epoch) {
              curve.push(data);
              if (data.isBest) learned = {task, weights: data.weights, epoch: data};
              if (performance.now() < shownAt + 200) return;
              shownAt = performance.now();
              draw();
              note(state() + remark);
            } else if (data.ended) {
              finish();
              if (curve.length) draw(), note(state() + remark);
              if (data.ended !== "converged") note("The training " + (data.error ? "failed: " + data.error : "diverged."));
              if (learned) adopt();
            } else if (curve.length === 0) {
              note("Training on " + amount(total, "name") + ", first epoch: " + Math.round(100 * data.progress) + " %." + remark);
            }
          };
          const {list, left, base, ...message} = task;
          mine.postMessage(message);
        }

        function finish() {
          worker?.terminate();
          worker = null;
          element("end").hidden = true;
        }

        // The page invents names with what it has learned.
        const adopt = () => useLearned().catch(error => note("The model cannot be used: " + error.message));

        async function useLearned() {
          const {task, weights, epoch} = learned, module = await ready;
          const longest = task.list.reduce((most, {parts}) => Math.max(most, parts.length), 0);
          const total = task.counts.reduce((sum, count) => sum + count, 0);
          searches++; // none is of the model before
          use({
            cell: task.cell, hidden: task.hidden, characters: task.vocabulary, longest: Math.max(50, longest), unit: "clusters",
            ...(task.base ? {left: task.base.left, right: task.base.right, forbidden: task.base.forbidden} : boundaries(task.vocabulary)),
            record: {list: "pasted list", names: total, distinct_names: task.list.length,
              held_out_names: heldOut.length, longest_name: longest, seed: task.seed,
              epochs: curve.length, best_epoch: epoch.epoch, loss: epoch.loss, ...(epoch.validation === null ? {} : {validation_loss: epoch.validation})},
          });
          const listed = new Set(task.list.map(({name}) => name));
          known = !task.base || !pageKnown ? listed : {
            size: pageKnown.size + task.list.filter(({name}) => !pageKnown.has(name)).length,
            has: name => listed.has(name) || pageKnown.has(name),
          };
          engine = await NativeEngine.open(module, weights);
          element("keep").hidden = false;
          element("generator").hidden = false;
          element("title").textContent = "Names from your list";
          element("about").textContent = "Names that a small neural network invents, having learned "
            + amount(task.list.length, "name") + " in this page. Nothing leaves this page.";
          if (pageModel) element("title").scrollIntoView();
          showModel();
          invent();
        }

        async function setUpTraining() {
          element("from-field").hidden = !pageModel || pageModel.unit !== "clusters" || !!pageModel.widths;
          element("trainer").addEventListener("submit", event => { event.preventDefault(); train(); });
          element("from").addEventListener("change", () => { element("network").disabled = element("from").value === "page"; });
          element("end").addEventListener("click", () => {
            finish();
            if (learned) draw(), note(state()), adopt();
            else note("Stopped before the end of the first epoch.");
          });
          element("keep").addEventListener("click", () => download(modelFile(model, learned.weights), "names.safetensors"));
          element("read").addEventListener("click", () => element("list-file").click());
          element("list-file").addEventListener("change", async event => {
            const file = event.target.files[0];
            if (file) element("list").value = await file.text();
            event.target.value = "";
          });
          if (await ready) return;
          element("train").disabled = true;
          note("Training needs a browser with WebAssembly and its SIMD instructions.");
        }
        """#
}
