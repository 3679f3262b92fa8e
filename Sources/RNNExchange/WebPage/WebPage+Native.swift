import RNNSwift

extension WebPage {
    /// The WebAssembly module in JavaScript: networks of Sources/WebModule. Also the first part of the worker that
    /// trains.
    static let nativeScript = #"""
        // The compiled module; null where the browser has no WebAssembly with SIMD.
        async function compileModule(text) {
          try {
            const packed = Uint8Array.from(atob(text), character => character.charCodeAt(0));
            const unpacked = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
            return await WebAssembly.compile(await new Response(unpacked).arrayBuffer());
          } catch {
            return null;
          }
        }

        // A network in an instance of the module, which has memory of its own.
        class Native {
          static async open(module, {cell, hidden, tokens, sequences = 1, steps = 1, training = false}) {
            const native = new Native();
            native.calls = (await WebAssembly.instantiate(module)).exports;
            const status = native.calls.open_network(["rnn", "lstm", "gru"].indexOf(cell), tokens, hidden.length,
              native.put(Uint32Array.from(hidden)), sequences, steps, training);
            if (status !== 0) throw new Error("the network cannot be made: status " + status);
            return native;
          }

          // The numbers at an address. Memory moves when it grows: a view is good until the next call.
          view(Type, address, count) { return new Type(this.calls.memory.buffer, address, count); }

          // Copies an array into the module's memory; returns its address.
          put(array) {
            const address = this.calls.take(array.byteLength);
            this.view(array.constructor, address, array.length).set(array);
            return address;
          }

          get weights() {
            const count = this.calls.weights_count(), address = this.calls.take(4 * count);
            this.calls.get_weights(address);
            const weights = this.view(Float32Array, address, count).slice();
            this.calls.release(address);
            return weights;
          }

          set weights(weights) {
            const address = this.put(weights);
            this.calls.set_weights(address);
            this.calls.release(address);
          }
        }
        """#

    /// Networks that run in the module, in JavaScript.
    static let nativeEngineScript = #"""
        // The states of a network step by step, as `plainEngine`.
        class NativeEngine {
          constructor(single, side) {
            this.single = single;
            this.draws = side ? new Draws(side) : null;
            this.size = single.calls.states_count();
            this.states = single.calls.take(4 * this.size);
          }

          // Running text is one sequence.
          static async open(module, weights) {
            const networks = [];
            for (const sequences of model.first === undefined ? [1, Draws.streams] : [1]) {
              const network = await Native.open(module, {cell: model.cell, hidden: model.hidden, tokens, sequences});
              network.weights = weights;
              networks.push(network);
            }
            return new NativeEngine(...networks);
          }

          start() { return new Float32Array(this.size); }
          copy(state) { return state.slice(); }

          step(state, input) {
            const {single} = this;
            single.view(Float32Array, this.states, this.size).set(state);
            const logits = single.calls.step(this.states, input);
            state.set(single.view(Float32Array, this.states, this.size));
            return single.view(Float32Array, logits, tokens).slice();
          }
        }

        // Independent names, which many sequences draw side by side, in the order in which they began.
        class Draws {
          static streams = 64;

          constructor(native) {
            this.native = native;
            this.memory = native.calls.take(0);
          }

          // Begins anew, for names that begin with some tokens. Names drawn for another owner are forgotten.
          begin(owner, beginning, longest, temperature) {
            const {native} = this, {calls} = native, text = model.forbidden.join("");
            const characters = beginning.reduce((sum, id) => sum + width(id), 0), empty = (widths ?? []).filter(width => !width);
            const random = () => Math.floor(Math.random() * 2 ** 32);
            calls.release(this.memory);
            calls.begin_names(beginning.length + 1, native.put(Int32Array.from([START, ...beginning])), characters,
              native.put(Int32Array.from({length: tokens}, (_, id) => width(id) ?? 0)), native.put(Int32Array.from(model.left)),
              native.put(Int32Array.from(model.right)), native.put(Uint8Array.from(text, Number)), model.forbidden[0].length,
              longest, longest + empty.length, temperature, random(), random());
            Object.assign(this, {owner, ended: new Map(), next: 0});
          }

          // The tokens of the next name behind its beginning; null if it is too long, or no name.
          take() {
            while (!this.ended.has(this.next)) this.run();
            const ids = this.ended.get(this.next);
            this.ended.delete(this.next++);
            return ids;
          }

          run() {
            const {calls} = this.native, count = calls.run_names(16);
            const numbers = this.native.view(Int32Array, calls.ended_names(), count);
            for (let at = 0; at < count;) {
              const number = numbers[at], length = numbers[at + 1];
              at += 2;
              this.ended.set(number, length < 0 ? null : numbers.slice(at, at += length));
            }
          }
        }
        """#
}
