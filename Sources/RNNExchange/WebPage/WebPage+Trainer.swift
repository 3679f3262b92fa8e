extension WebPage {
    /// The training itself in JavaScript, in a worker: the settings of `rnnc train`, with `rnnk_network` in the module.
    static let trainerScript = #"""
        // Runs in a worker, of which it is the whole program, after `compileModule` and `Native`. It is sent a list of names as
        // tokens, and sends what each epoch came to, with the weights if they are the best so far.
        function trainInWorker() {
          // Numbers in 0 ..< 1 from a seed: the same list gives the same model (mulberry32).
          function generator(seed) {
            return () => {
              let z = seed = seed + 0x6D2B79F5 | 0;
              z = Math.imul(z ^ z >>> 15, z | 1);
              z ^= z + Math.imul(z ^ z >>> 7, z | 61);
              return ((z ^ z >>> 14) >>> 0) / 4294967296;
            };
          }

          function shuffle(values, random) {
            for (let i = values.length - 1; i > 0; i--) {
              const j = Math.floor(random() * (i + 1));
              [values[i], values[j]] = [values[j], values[i]];
            }
            return values;
          }

          // PyTorch's first weights: uniform within 1 / √H.
          function firstWeights({cell, hidden, tokens}, random) {
            const gates = {rnn: 1, lstm: 4, gru: 3}[cell], weights = [];
            const draw = (count, units) => {
              for (let i = 0; i < count; i++) weights.push((2 * random() - 1) / Math.sqrt(units));
            };
            hidden.forEach((H, index) => {
              draw(gates * H * ((index ? hidden[index - 1] : tokens) + H + 1) + (cell === "gru" ? H : 0), H);
            });
            draw(tokens * (hidden.at(-1) + 1), hidden.at(-1));
            return Float32Array.from(weights);
          }

          // Names that are held out, a tenth of the distinct ones, and the others, each as often as it is in the list.
          function split(counts, random) {
            const order = shuffle(counts.map((_, index) => index), random);
            const heldOut = Math.round(counts.length / 10), repeat = indices => indices.flatMap(i => Array(counts[i]).fill(i));
            return {training: repeat(order.slice(heldOut)), heldOut: repeat(order.slice(0, heldOut)), distinct: order.slice(0, heldOut)};
          }

          async function train(task) {
            const {names, counts, batch, patience} = task, random = generator(task.seed);
            const longest = names.reduce((most, name) => Math.max(most, name.length), 0);
            const network = await Native.open(await compileModule(task.moduleText),
              {...task, sequences: batch, steps: longest + 1, training: true});
            const {calls} = network, {training, heldOut, distinct} = split(counts, random);
            network.weights = task.weights ?? firstWeights(task, random);
            let end = 0;
            const first = Int32Array.from([0, ...names.map(name => end += name.length)]);
            calls.begin_training(network.put(Int32Array.from(names.flat())), network.put(first));
            const indices = calls.take(4 * batch), began = performance.now();
            let told = began;

            // The mean loss of predictions over all batches, by a call for each.
            function mean(order, call, progress) {
              let loss = 0, predictions = 0;
              for (let at = 0; at < order.length; at += batch) {
                const part = order.slice(at, at + batch);
                network.view(Int32Array, indices, part.length).set(part);
                loss += call(part.length, indices);
                predictions += calls.predictions();
                if (progress && performance.now() > told + 250) postMessage({progress: at / order.length}), told = performance.now();
              }
              return loss / predictions;
            }

            postMessage({heldOut: distinct});
            let share = 1, waited = 0, best = Infinity;
            for (let epoch = 1; share >= 1 / 64; epoch++) {
              const rate = task.rate * share;
              const loss = mean(shuffle(training, random), (count, names) => calls.learn(count, names, rate), true);
              const validation = heldOut.length ? mean(heldOut, calls.measure, false) : null, measured = validation ?? loss;
              if (!(loss < 10 * Math.log(task.tokens)) || !Number.isFinite(measured)) return postMessage({ended: "diverged"});
              const isBest = measured < best;
              if (isBest) best = measured;
              waited = isBest ? 0 : waited + 1;
              if (waited >= patience) [waited, share] = [0, share / 2];
              postMessage({epoch, loss, validation, isBest, seconds: (performance.now() - began) / 1000,
                weights: isBest ? network.weights : null});
            }
            postMessage({ended: "converged"});
          }

          onmessage = ({data}) => train(data).catch(error => postMessage({ended: "failed", error: String(error)}));
        }
        """#

    /// A learned model as a file in JavaScript: as RNNSwift writes it.
    static let modelFileScript = #"""
        // The safetensors file of a model, with the tensors of PyTorch: `rnnc` opens it.
        function modelFile({cell, hidden, characters, record}, weights) {
          const gates = {rnn: 1, lstm: 4, gru: 3}[cell], tensors = [], V = characters.length + 2;
          let taken = 0;
          const take = count => weights.subarray(taken, taken += count);
          hidden.forEach((H, index) => {
            const P = index ? hidden[index - 1] : V, second = new Float32Array(gates * H);
            const add = (kind, shape, values) => tensors.push({name: "rnn." + kind + "_l" + index, shape, values});
            add("weight_ih", [gates * H, P], take(gates * H * P));
            add("weight_hh", [gates * H, H], take(gates * H * H));
            add("bias_ih", [gates * H], take(gates * H));
            if (cell === "gru") second.set(take(H), 2 * H);
            add("bias_hh", [gates * H], second);
          });
          const H = hidden.at(-1);
          tensors.push({name: "out.weight", shape: [V, H], values: take(V * H)}, {name: "out.bias", shape: [V], values: take(V)});
          let end = 0;
          const header = {__metadata__: {"rnnc.format": "1", "rnnc.architecture": JSON.stringify({cell, hidden}),
            "rnnc.vocabulary": JSON.stringify(characters), "rnnc.training": JSON.stringify(record)}};
          for (const {name, shape, values} of tensors) {
            header[name] = {dtype: "F32", shape, data_offsets: [end, end += 4 * values.length]};
          }
          const text = new TextEncoder().encode(JSON.stringify(header)), length = Math.ceil(text.length / 8) * 8;
          const start = new Uint8Array(8 + length).fill(32);
          new DataView(start.buffer).setBigUint64(0, BigInt(length), true);
          start.set(text, 8);
          return [start, ...tensors.map(({values}) => values)];
        }
        """#
}
