import RNNSwift

extension WebPage {
    /// The elements of the page.
    package static let body = """
        <div id="generator"><form id="controls">
          <div><label for="prefix">Begin with <small>(optional)</small></label>
            <input id="prefix" autocomplete="off" autocapitalize="off" spellcheck="false" maxlength="40"></div>
          <div><label for="suffix">End with <small>(optional)</small></label>
            <input id="suffix" autocomplete="off" autocapitalize="off" spellcheck="false" maxlength="40"></div>
          <div><label for="temperature">Daring <small><output id="degree" for="temperature">1.0</output></small></label>
            <input id="temperature" type="range" min="0.2" max="1.6" step="0.05"></div>
          <div><label for="count">How many</label>
            <input id="count" type="number" min="1" max="100000" value="20" inputmode="numeric" required></div>
          <div class="wide row"><label class="check"><input id="new" type="checkbox" checked aria-describedby="checked">
            Only new names</label> <small id="checked"></small></div>
          <details class="wide"><summary>Length, words to avoid</summary><div class="fields">
            <div><label for="shortest">At least <small>(characters)</small></label>
              <input id="shortest" type="number" min="1" value="1" inputmode="numeric" required></div>
            <div><label for="longest">At most <small>(characters)</small></label>
              <input id="longest" type="number" min="1" inputmode="numeric" required></div>
            <div class="wide"><label for="avoid">Never with <small>(words or letters, separated by commas)</small></label>
              <input id="avoid" autocomplete="off" autocapitalize="off" spellcheck="false"></div>
          </div></details>
          <div class="actions wide"><button class="main" id="go" type="submit">Invent names</button>
            <button id="stop" type="button" hidden>Stop</button></div>
        </form>
        <p id="status" role="status"></p>
        <div class="columns">
          <section aria-labelledby="names-title"><h2 id="names-title">Names</h2><ul id="names"></ul>
            <div class="actions" id="rest" hidden><span id="more"></span> <button id="all" type="button">Save all as file</button></div></section>
          <section aria-labelledby="favorites-title"><h2 id="favorites-title">Favorites</h2>
            <p id="none">Press the star beside a name to keep it here.</p><ul id="favorites"></ul>
            <div class="actions"><button id="copy" type="button" disabled>Copy all</button>
              <button id="save" type="button" disabled>Save as file</button>
              <button id="load" type="button">Load file</button>
              <button id="clear" type="button" disabled>Remove all</button>
              <input id="file" type="file" accept=".txt,text/plain" aria-label="File of favorites" hidden></div>
          </section>
        </div></div>
        """

    package static let style = """
        :root { color-scheme: light dark; --ink: #1d1f24; --paper: #fbfaf7; --soft: #6a6e78; --line: #d9d6ce; --card: #fff;
          --accent: #8a3324; --on-accent: #fff }
        @media (prefers-color-scheme: dark) {
          :root { --ink: #eceae4; --paper: #17181b; --soft: #a5a8b0; --line: #3a3c42; --card: #212327; --accent: #e79a83;
            --on-accent: #23100b }
        }
        * { box-sizing: border-box }
        [hidden] { display: none !important }
        body { margin: 0 auto; max-width: 60rem; padding: 1.5rem 1rem 4rem; background: var(--paper); color: var(--ink);
          font: 1rem/1.5 system-ui, sans-serif }
        h1 { margin: 0; font-size: 1.7rem; line-height: 1.2; overflow-wrap: anywhere }
        h2 { margin: 0 0 .5rem; font-size: 1.1rem }
        p { margin: .3rem 0 1rem; color: var(--soft) }
        form, .fields { display: grid; grid-template-columns: repeat(auto-fit, minmax(11rem, 1fr)); gap: 1rem; align-items: end }
        form { margin-bottom: 1.5rem; padding: 1rem; background: var(--card); border: 1px solid var(--line);
          border-radius: .6rem }
        .wide { grid-column: 1 / -1 }
        .fields { padding-top: .8rem }
        label { display: block; font-weight: 600 }
        small { font-weight: 400; color: var(--soft) }
        input { display: block; width: 100%; font: inherit; color: inherit }
        input:not([type=range], [type=checkbox]) { padding: .5rem .6rem; background: var(--paper);
          border: 1px solid var(--soft); border-radius: .4rem }
        input[type=range] { height: 2.65rem; margin: 0; accent-color: var(--accent) }
        .row { display: flex; flex-wrap: wrap; align-items: center; gap: 0 .8rem }
        .check { display: flex; align-items: center; gap: .5rem; min-height: 2.75rem }
        input[type=checkbox] { width: 1.25rem; height: 1.25rem; margin: 0; accent-color: var(--accent) }
        summary { min-height: 2.75rem; line-height: 2.75rem; cursor: pointer }
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
        .actions { display: flex; flex-wrap: wrap; gap: .5rem }
        section .actions { margin-top: 1rem; align-items: center }
        #status { min-height: 1.5rem }
        """
}
