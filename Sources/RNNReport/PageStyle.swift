import RNNSwift

/// A report's page and its style sheet; that of its charts is ``Palette/styleSheet``.
enum PageStyle {
    static let sheet = """
        :root{color-scheme:light dark;--ink:#1b1f24;--muted:#57606a;--rule:#dfe3e8;--paper:#fff}
        @media screen and (prefers-color-scheme:dark){
        :root{--ink:#e8ebee;--muted:#a3adb8;--rule:#303841;--paper:#14181d}}
        *{box-sizing:border-box}
        body{margin:0;background:var(--paper);color:var(--ink);
        font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif}
        main,footer{max-width:1040px;margin:0 auto;padding:0 20px}
        header{padding:40px 0 8px}
        h1{font-size:30px;line-height:1.2;font-weight:700;letter-spacing:-.01em;margin:0 0 10px;overflow-wrap:anywhere}
        h2{font-size:21px;line-height:1.3;margin:52px 0 20px;padding-top:14px;border-top:2px solid var(--ink)}
        h3{font-size:16px;line-height:1.35;font-weight:650;margin:0}
        p{margin:0}
        .lead{font-size:17px;color:var(--muted);max-width:70ch;overflow-wrap:anywhere}
        .remark{margin-top:10px;padding-left:12px;border-left:3px solid var(--muted);max-width:75ch;font-size:15px}
        .note{color:var(--muted);font-size:15px;margin-bottom:16px}
        .figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,420px),1fr));gap:40px 40px}
        figure{margin:0;min-width:0;break-inside:avoid}
        figure.wide{grid-column:1/-1}
        figcaption{margin-bottom:12px}
        figcaption p{font-size:14px;line-height:1.45;color:var(--muted);max-width:80ch;overflow-wrap:anywhere}
        .panel svg,.panels svg{display:block;width:100%;height:auto;overflow:visible}
        .panels{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,420px),1fr));gap:28px 40px;align-items:start}
        .panels>svg{max-width:560px;break-inside:avoid}
        .narrow{display:none}
        svg.key{width:14px;height:14px;margin-right:7px;vertical-align:-1px}
        .table{overflow-x:auto;margin:24px 0 0}
        table{border-collapse:collapse;font-size:14.5px;font-variant-numeric:tabular-nums;min-width:100%}
        caption{text-align:left;color:var(--muted);font-size:14px;padding-bottom:6px}
        th,td{text-align:left;white-space:nowrap;padding:7px 20px 7px 0;border-bottom:1px solid var(--rule);vertical-align:top}
        th{font-weight:600}
        thead th{color:var(--muted);font-weight:500;border-bottom:1px solid var(--ink);vertical-align:bottom}
        th:last-child,td:last-child{padding-right:0}
        ul.names{columns:170px;column-gap:28px;list-style:none;margin:8px 0 32px;padding:0}
        ul.names li{break-inside:avoid;overflow-wrap:anywhere;padding:1px 0}
        .known bdi,span.known{text-decoration:underline;text-decoration-color:var(--muted);
        text-decoration-thickness:1px;text-underline-offset:3px}
        pre.text{margin:8px 0 32px;padding:12px 16px;border:1px solid var(--rule);white-space:pre-wrap;overflow-wrap:anywhere;
        font:14px/1.5 ui-monospace,monospace}
        footer p{margin:48px 0 40px;padding-top:14px;border-top:1px solid var(--rule);color:var(--muted);font-size:14px}
        @media screen and (max-width:640px){
        main,footer{padding:0 16px}
        header{padding-top:24px}h1{font-size:25px}h2{margin-top:40px}
        .broad{display:none}.narrow{display:grid}
        .table{margin-right:-16px}}
        @media print{
        @page{margin:14mm}
        body{font-size:11pt}
        main,footer{max-width:none;padding:0}
        h2{break-after:avoid;margin-top:28px}
        .figures,.panels{grid-template-columns:1fr 1fr;gap:24px}
        .table{overflow:visible}table{font-size:9pt}th,td{padding-right:10px}
        footer p{margin:24px 0 0}}
        """

    /// A page: well-formed XML that is HTML too, needs no script and loads nothing.
    static func page(_ title: String, body: [String], footer: String) -> String {
        """
        <!DOCTYPE html>
        <html xmlns="http://www.w3.org/1999/xhtml" lang="en">
        <head>
        <meta charset="utf-8"/>
        <meta name="generator" content="rnnc"/>
        <meta name="viewport" content="width=device-width, initial-scale=1"/>
        <meta name="color-scheme" content="light dark"/>
        <title>\(Markup.escape(title))</title>
        <style>
        \(sheet)
        \(Palette.styleSheet)
        </style>
        </head>
        <body>
        <main>
        \(body.joined(separator: "\n"))
        </main>
        <footer><p>\(Markup.escape(footer))</p></footer>
        </body>
        </html>

        """
    }

    /// A table.
    static func table(_ caption: String, head: String, rows: [String]) -> String {
        """
        <div class="table"><table>
        <caption>\(caption)</caption>
        <thead><tr>\(head)</tr></thead>
        <tbody>
        \(rows.joined(separator: "\n"))
        </tbody>
        </table></div>
        """
    }
}
