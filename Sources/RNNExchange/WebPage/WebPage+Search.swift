import RNNSwift

extension WebPage {
    /// The search for names in JavaScript: the rules that a name must follow, and exact draws
    /// without repetition.
    static let searchScript = #"""
        // The rules of a search. `words` must not occur, in upper or lower case.
        //   begin: what names begin with, as characters; suffix, words: texts; shortest, longest: characters; onlyNew
        function rulesFor({begin, suffix, words, shortest, longest, onlyNew}) {
          // Between separators a text occurs only as whole characters: "e" is not in "é".
          const separated = text => "\u0000" + characters(text).join("\u0000") + "\u0000";
          const forbidden = words.map(word => word.toLowerCase()).map(separated), ending = separated(suffix);
          return {
            begin, shortest, longest, onlyNew, isLimited: forbidden.length > 0,
            // Whether a beginning may become a name.
            mayContinue(text) {
              if (forbidden.length === 0) return true;
              const lower = separated(text.toLowerCase());
              return !forbidden.some(word => lower.includes(word));
            },
            // Whether a text is a part of what names begin with, or begins with it.
            mayBegin(text) { return text.startsWith(begin.join("")) || begin.join("").startsWith(text); },
            mayEnd(text, length) {
              return length >= shortest && text.startsWith(begin.join("")) && (suffix === "" || separated(text).endsWith(ending));
            },
          };
        }

        // Draws names without repetition, each in proportion to its probability at a temperature among the names that follow
        // the rules and were not drawn yet. The beginnings drawn so far are a tree, in which every node has the shares of its
        // continuations that are left; what was drawn, or turned out to break a rule, is taken away. (Shi, Bieber and Sutton,
        // Incremental sampling without replacement for sequence models, 2020.)
        class Search {
          constructor(rules, temperature) {
            Object.assign(this, {rules, temperature, found: new Set(), draws: engine.draws, tries: 0, hits: 0, root: null});
            if (!this.draws) this.plant();
          }

          // The tokens that all names begin with. Where tokens have several characters, a text has several spellings.
          get beginning() { return widths ? [] : this.rules.begin.map(character => token.get(character)); }

          plant() {
            const state = engine.start(), ids = this.beginning;
            let y = engine.step(state, START), last = START, isName = true;
            for (const id of ids) {
              y = engine.step(state, id);
              isName &&= mayFollow(last, id);
              last = id;
            }
            this.numbers = 0;
            this.root = this.node(state, y, widths ? "" : this.rules.begin.join(""), ids.length, last);
            if (!isName) this.root.total = 0;
          }

          get isExhausted() { return this.root !== null && this.root.total < 1e-12; }

          // A node with the probabilities of what follows `text`, which ends with the token `last`; 0 for what breaks a rule.
          node(state, y, text, length, last) {
            const {rules} = this, p = new Float64Array(tokens);
            if (length <= rules.longest && rules.mayContinue(text)) {
              let largest = -Infinity, total = 0;
              for (let id = 0; id < tokens; id++) if (id !== START) largest = Math.max(largest, y[id]);
              for (let id = 0; id < tokens; id++) {
                if (id !== START) total += p[id] = Math.exp((y[id] - largest) / this.temperature);
              }
              for (let id = 0; id < tokens; id++) {
                const isWanted = mayFollow(last, id) && (id === STOP || length + width(id) <= rules.longest)
                  && (!widths || rules.mayBegin(text + (model.characters[id] ?? "")));
                p[id] = isWanted ? p[id] / total : 0;
              }
              if (!rules.mayEnd(text, length)) p[STOP] = 0;
            }
            this.numbers += tokens + 2 * sum(model.hidden);
            return {p, total: sum(p), share: 1, state, text, length, children: new Map()};
          }

          extend(parent, id) {
            const state = engine.copy(parent.state);
            const text = parent.text + model.characters[id];
            const child = this.node(state, engine.step(state, id), text, parent.length + width(id), id);
            child.share = parent.p[id];
            parent.children.set(id, child);
            return child;
          }

          // One try: a name, or null if the draw met something that is not wanted.
          draw() { return this.draws ? this.drawOne() : this.drawFromTree(); }

          // A name that the model draws on its own, if it follows the rules and was not drawn yet: names are as probable as in
          // the tree, which takes over where few of them are wanted, and knows when there are no more.
          drawOne() {
            const {draws, rules, beginning: ids} = this;
            if (draws.owner !== this) {
              const all = [START, ...ids];
              if (ids.length > rules.longest || ids.some((id, place) => !mayFollow(all[place], id))) return this.leaveDraws();
              draws.begin(this, ids, rules.longest, this.temperature);
            }
            const name = this.accepted(ids, draws.take());
            if (name !== null) this.hits++;
            if (++this.tries < 500) return name;
            if (this.hits < 25) this.leaveDraws();
            this.tries = this.hits = 0;
            return name;
          }

          leaveDraws() {
            this.draws = null;
            this.plant();
            return null;
          }

          // The name of a beginning and tokens; null if it is not wanted.
          accepted(beginning, rest) {
            if (rest === null) return null;
            const {rules} = this, ids = [...beginning, ...rest];
            let text = "", length = 0;
            for (const id of ids) {
              text += model.characters[id];
              length += width(id);
              if (rules.isLimited && !rules.mayContinue(text)) return null;
            }
            return rules.mayEnd(text, length) ? this.add(text, ids) : null;
          }

          // A name that was not found before, and is new if it has to be; null if it is not, or if it is read as other tokens.
          add(text, ids) {
            const name = text.normalize("NFC"); // code points of a model may not be in it
            if (this.found.has(name) || (this.rules.onlyNew && isKnown(name)) || (model.isLearned && !reads(ids, name))) return null;
            this.found.add(name);
            return name;
          }

          drawFromTree() {
            // Memory for a few thousand names; names found before are then left out by the set.
            if (this.numbers > 4e6) this.plant();
            const path = [this.root];
            let name = null, isNew = false;
            for (let node = this.root; ;) {
              // A new node was reached with the share that it would have without rules: what they took is a try in vain.
              const id = pick(node.p, isNew ? 1 : node.total);
              if (id === null) break;
              if (id === STOP) {
                node.p[STOP] = 0;
                name = this.add(node.text, [...this.beginning, ...path.slice(1).map(({id}) => id)]);
                break;
              }
              isNew = !node.children.has(id);
              const child = isNew ? this.extend(node, id) : node.children.get(id);
              child.id = id;
              path.push(node = child);
            }
            for (let depth = path.length - 1; depth >= 0; depth--) {
              const node = path[depth];
              node.total = sum(node.p);
              if (depth > 0) path[depth - 1].p[node.id] = node.share * node.total;
            }
            return name;
          }
        }

        // Whether a name is read as these tokens, of characters.
        function reads(ids, name) {
          if (/^[\x20-\x7E]*$/.test(name)) return true;
          const parts = clusters(name);
          return parts.length === ids.length && ids.every((id, place) => model.characters[id] === parts[place]);
        }

        function sum(values) {
          let result = 0;
          for (let i = 0; i < values.length; i++) result += values[i];
          return result;
        }

        // An index in proportion to `shares`, which come to `total` or less; null for the rest.
        function pick(shares, total) {
          let left = Math.random() * total;
          for (let id = 0; id < shares.length; id++) if ((left -= shares[id]) < 0) return id;
          return null;
        }
        """#
}
