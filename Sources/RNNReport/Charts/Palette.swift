import RNNSwift

/// Distinction of runs: by color, by the shape of their marks and by the dashes of their lines, each of which is
/// sufficient.
///
/// The first hues are those of Okabe and Ito, "Color Universal Design" (2008), darker on white and lighter on black
/// until text in them has a contrast of 4.5 to the paper. For eyes without red or green receptors (by the simulation of
/// Machado, Oliveira and Fernandes, 2009) any two are at least 20 apart in CIELAB.
package enum Palette {
    /// On white and on black.
    package static let colors: [(light: String, dark: String)] = [
        ("#0072b2", "#56b4e9"), ("#c65300", "#ff8a3d"), ("#007a58", "#2fc79a"), ("#431b4c", "#f3e6ff"),
        ("#9428e0", "#bd59ff"), ("#660000", "#f5ee3c"),
    ]
    /// Four steps from dark to light, or from light to dark on black, for what has an order.
    package static let ordinals: [(light: String, dark: String)] = [
        ("#3d1a6e", "#f3e55f"), ("#2a6fa8", "#4fc98f"), ("#21a07a", "#4f9fd0"), ("#b8a000", "#a06fd6"),
    ]
    private static let dashes = ["", "7 3", "2 3", "8 3 2 3", "12 3", "4 2", "8 2 2 2 2 2"]

    package static func colorClass(_ style: Int) -> String { "c\(style % colors.count)" }

    /// A line's pattern. Lines of the same color have different ones.
    package static func dash(_ style: Int) -> String {
        dashes[(style % colors.count + style / colors.count) % dashes.count]
    }

    /// A mark's outline around a point. Every one has about the same area.
    package static func mark(_ style: Int, x: Double, y: Double, radius r: Double) -> String {
        func polygon(_ corners: [(Double, Double)]) -> String {
            "M" + corners.map { Markup.point(x + r * $0.0, y + r * $0.1) }.joined(separator: "L") + "Z"
        }
        switch style % 8 {
        case 0:
            let (left, width) = (Markup.point(x - r, y), Markup.number(2 * r))
            let radius = Markup.number(r)
            return "M\(left)a\(radius) \(radius) 0 1 0 \(width) 0a\(radius) \(radius) 0 1 0 -\(width) 0Z"
        case 1: return polygon([(-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)])
        case 2: return polygon([(0, -1.25), (1.15, 0.85), (-1.15, 0.85)])
        case 3: return polygon([(0, -1.35), (1.35, 0), (0, 1.35), (-1.35, 0)])
        case 4: return polygon([(0, 1.25), (1.15, -0.85), (-1.15, -0.85)])
        case 5:
            let (a, b) = (1.3, 0.42)
            return polygon([
                (-b, -a), (b, -a), (b, -b), (a, -b), (a, b), (b, b), (b, a), (-b, a), (-b, b), (-a, b), (-a, -b),
                (-b, -b),
            ])
        case 6: return polygon([(-1.25, -0.6), (1.25, -0.6), (1.25, 0.6), (-1.25, 0.6)])
        default: return polygon([(-0.6, -1.25), (0.6, -1.25), (0.6, 1.25), (-0.6, 1.25)])
        }
    }

    /// Colors by class name for light and dark, and what all charts share. It has no variables and no nesting, so that
    /// programs other than browsers read it too.
    static var styleSheet: String {
        func rules(_ entries: [(String, String)], paper: String) -> String {
            entries.map { ".\($0.0){color:\($0.1)}" }.joined() + ".paper{fill:\(paper)}.halo{stroke:\(paper)}"
        }
        let base: [(String, light: String, dark: String)] = [
            ("ink", "#1b1f24", "#e8ebee"), ("muted", "#57606a", "#a3adb8"), ("grid", "#dfe3e8", "#303841"),
            ("list", "#aab3bd", "#596572"),
        ]
        let named =
            base + colors.enumerated().map { ("c\($0.offset)", $0.element.light, $0.element.dark) }
            + ordinals.enumerated().map { ("v\($0.offset)", $0.element.light, $0.element.dark) }
        let light = rules(named.map { ($0.0, $0.1) }, paper: "#ffffff")
        let dark = rules(named.map { ($0.0, $0.2) }, paper: "#14181d")
        return """
            svg text{font:12px system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif;fill:currentColor}
            svg .halo{paint-order:stroke;stroke-width:4px;stroke-linejoin:round}
            svg .strong{font-weight:600}
            \(light)
            @media screen and (prefers-color-scheme:dark){\(dark)}
            """
    }
}
