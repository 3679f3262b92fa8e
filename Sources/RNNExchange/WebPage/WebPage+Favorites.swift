import RNNSwift

extension WebPage {
    /// The favorites in JavaScript: kept by the browser, and read and written as the terminal does, one name per line.
    static let favoritesScript = #"""
        const key = "rnnc favorites " + pageTitle;
        let favorites = [];
        function stored(key) {
          try { return JSON.parse(localStorage.getItem(key)) ?? []; } catch { return []; } // no storage: for this visit only
        }
        function store(key, names) {
          try { localStorage.setItem(key, JSON.stringify(names)); } catch { /* as above */ }
        }

        function keep(names) {
          favorites = names;
          store(key, favorites);
          render();
        }

        function toggle(name) {
          const had = favorites.includes(name);
          keep(had ? favorites.filter(other => other !== name) : [...favorites, name]);
          say(had ? name + " is no favorite any more." : name + " is a favorite.");
        }

        // Adds names; returns how many were not there.
        function add(names) {
          const had = favorites.length;
          keep([...new Set([...favorites, ...names])]);
          return favorites.length - had;
        }

        // The favorites that came with the page join those of the browser once, so that a removed one stays away.
        function greet() {
          favorites = stored(key);
          const before = stored(key + " offered");
          add(firstFavorites.filter(name => !before.includes(name)));
          store(key + " offered", [...new Set([...before, ...firstFavorites])]);
        }

        const lines = text => text.replace(/^\uFEFF/, "").split(/\r\n|[\n\r]/).map(line => line.trim().normalize("NFC"))
          .filter(line => line);

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
          say(amount(favorites.length, "favorite") + " copied, one per line.");
        }

        function save() {
          download(favorites.join("\n") + "\n", "favorites.txt");
          say(amount(favorites.length, "favorite") + " saved as favorites.txt, one per line.");
        }

        async function load(file) {
          if (!file) return;
          try {
            const bytes = await file.arrayBuffer();
            const names = lines(new TextDecoder("utf-8", {fatal: true}).decode(bytes));
            say(amount(add(names), "favorite") + " loaded from " + file.name + "; " + amount(favorites.length, "favorite")
              + " now.");
          } catch {
            say(file.name + " is not text in UTF-8.");
          }
        }

        function setUpFavorites() {
          element("copy").addEventListener("click", copy);
          element("save").addEventListener("click", save);
          element("load").addEventListener("click", () => element("file").click());
          element("file").addEventListener("change", async event => {
            await load(event.target.files[0]);
            event.target.value = "";
          });
          element("clear").addEventListener("click", () => {
            if (confirm("Remove all favorites?")) { keep([]); say("No favorites."); }
          });
          greet();
        }
        """#
}
