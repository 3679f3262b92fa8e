import RNNSwift

extension WebPage {
    /// The controls in JavaScript.
    static let controlsScript = #"""
        const element = id => document.getElementById(id);
        const say = text => { element("status").textContent = text; };
        const amount = (count, thing) => count.toLocaleString("en") + " " + thing + (count === 1 ? "" : "s");
        const nextTask = () => new Promise(resolve => setTimeout(resolve));

        function item(name, kept, isFavorite) {
          const entry = document.createElement("li"), text = document.createElement("span");
          const star = document.createElement("button");
          text.textContent = name;
          text.dir = "auto";
          star.type = "button";
          star.textContent = kept ? "★" : "☆";
          star.setAttribute("aria-pressed", kept);
          star.setAttribute("aria-label", "Favorite: " + name);
          star.addEventListener("click", () => toggle(name));
          entry.append(text);
          if (!isFavorite && isKnown(name)) {
            const remark = document.createElement("small");
            remark.textContent = "in the list";
            entry.append(remark);
          }
          entry.append(star);
          return entry;
        }

        const mostListed = 200, mostWanted = 100000; // names: as elements of the page, and in the file
        let shown = [];
        function render() {
          const focused = document.activeElement?.getAttribute("aria-label"), list = document.activeElement?.closest("ul");
          const kept = new Set(favorites), listed = shown.slice(0, mostListed);
          element("names").replaceChildren(...listed.map(name => item(name, kept.has(name), false)));
          element("rest").hidden = shown.length <= mostListed;
          element("more").textContent = "and " + (shown.length - mostListed).toLocaleString("en") + " more";
          element("favorites").replaceChildren(...favorites.map(name => item(name, true, true)));
          element("none").hidden = favorites.length > 0;
          for (const id of ["copy", "save", "clear"]) element(id).disabled = favorites.length === 0;
          if (!list) return;
          const same = Array.from(list.querySelectorAll("button")).find(star => star.getAttribute("aria-label") === focused);
          (same ?? list.querySelector("button") ?? element("prefix")).focus();
        }

        // What is asked for; null, with the reason said, if it cannot be.
        function wishes() {
          const value = id => element(id).value, number = id => Math.max(Math.round(element(id).valueAsNumber) || 1, 1);
          const begin = characters(value("prefix").trimStart()), suffix = value("suffix").trimEnd();
          const unknown = [...new Set([...begin, ...characters(suffix)].filter(character => !token.has(character)))];
          if (unknown.length) {
            return say("The model knows no " + unknown.map(character => "“" + character + "”").join(", ") + ".");
          }
          const [shortest, longest] = [number("shortest"), number("longest")];
          if (shortest > longest) return say("No name has at least " + shortest + " and at most " + longest + " characters.");
          if (begin.length > longest) return say("The beginning is longer than " + amount(longest, "character") + ".");
          const words = value("avoid").split(",").map(word => word.trim()).filter(word => word);
          return rulesFor({begin, suffix, words, shortest, longest, onlyNew: element("new").checked});
        }

        const patience = 10000; // tries in a row without a name
        let searches = 0;

        async function invent() {
          const rules = wishes(), mine = ++searches;
          if (!rules) return;
          const wanted = Math.min(Math.max(Math.round(element("count").valueAsNumber) || 1, 1), mostWanted);
          element("stop").hidden = false;
          await ready;
          if (mine !== searches) return; // a later search has begun
          const search = new Search(rules, element("temperature").valueAsNumber), names = [], began = performance.now();
          let vain = 0, told = Date.now();
          for (let pause = Date.now() + 50; names.length < wanted && vain < patience && !search.isExhausted;) {
            const name = search.draw();
            if (name === null) vain++; else vain = 0, names.push(name);
            if (Date.now() < pause) continue;
            if (Date.now() > told + 1000) {
              say("Searching: " + names.length + " of " + wanted + " so far …");
              told = Date.now();
            }
            await nextTask();
            if (mine !== searches) return; // a later search has begun
            if (element("stop").hidden) break;
            pause = Date.now() + 50;
          }
          const stopped = element("stop").hidden;
          element("stop").hidden = true;
          const seconds = (performance.now() - began) / 1000;
          shown = names;
          render();
          say(summary(wanted, search.isExhausted, stopped, seconds));
        }

        function summary(wanted, isExhausted, stopped, seconds) {
          const found = shown.length, known = shown.filter(isKnown).length, isNew = element("new").checked;
          const thing = isNew ? "new name" : "name";
          const remark = known === null || isNew || found === 0 ? ""
            : known === 0 ? " None is in the list." : " " + known + (known === 1 ? " is" : " are") + " in the list.";
          const time = seconds < 0.05 || found < 1000 ? "" : " in " + seconds.toFixed(1) + " s";
          if (found === wanted) return amount(found, thing) + time + "." + remark;
          if (isExhausted) {
            const count = found === 0 ? "There is no " + thing
              : (found === 1 ? "There is only " : "There are only ") + amount(found, thing);
            return count + " like this." + remark;
          }
          return "Only " + found + " of " + amount(wanted, thing) + " found" + (stopped ? "" : " in a long search")
            + "; more daring, or fewer wishes, gives more." + remark;
        }

        // The controls are those of the model in use.
        function showModel() {
          element("longest").value = element("longest").max = element("shortest").max = model.longest;
          element("shortest").value = Math.min(element("shortest").value, model.longest);
          element("new").checked = known !== null;
          element("new").disabled = known === null;
          element("checked").textContent = known !== null ? "Checked against the " + amount(known.size, "name") + " of the list."
            : "The model does not carry its list, so this page cannot tell which names are new.";
        }

        // Offers a file to the visitor: a text, or parts of bytes.
        function download(text, name) {
          const link = document.createElement("a");
          link.href = URL.createObjectURL(new Blob([].concat(text), {type: "text/plain"}));
          link.download = name;
          link.click();
          setTimeout(() => URL.revokeObjectURL(link.href), 10000);
        }

        function setUp() {
          element("temperature").value = pageTemperature;
          const showDegree = () => { element("degree").textContent = element("temperature").valueAsNumber.toFixed(2); };
          element("temperature").addEventListener("input", showDegree);
          showDegree();
          element("controls").addEventListener("submit", event => { event.preventDefault(); invent(); });
          element("stop").addEventListener("click", () => { element("stop").hidden = true; element("go").focus(); });
          element("all").addEventListener("click", () => download(shown.map(name => name + "\n").join(""), "names.txt"));
          if (!model) return;
          showModel();
          invent();
        }
        """#
}
