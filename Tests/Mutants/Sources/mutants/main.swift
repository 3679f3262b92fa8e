import Foundation

// usage: mutants TREE COUNT SEED LEFT_OUT MODULE …
//
// Plants COUNT defects, drawn from all sites of the modules in TREE/Sources, and prints a line for each: its number,
// its place, its kind, the text and what the defect makes of it, separated by tabs. Each is off until its number is
// chosen: see Switch.swift.txt. LEFT_OUT are numbers of defects, separated by commas, that do not compile and are not
// planted; the others keep their numbers.

/// Steele, Lea and Flood's SplitMix64: the same defects for the same seed everywhere.
struct Generator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}

let arguments = Array(CommandLine.arguments.dropFirst())
guard arguments.count > 4, let count = Int(arguments[1]), let seed = UInt64(arguments[2]) else {
    FileHandle.standardError.write(Data("usage: mutants TREE COUNT SEED LEFT_OUT MODULE …\n".utf8))
    exit(64)
}
let sources = URL(filePath: arguments[0]).appending(path: "Sources")
let leftOut = Set(arguments[3].split(separator: ",").compactMap { Int($0) })

var contents: [String: String] = [:]
var candidates: [(file: String, site: Site)] = []
for module in arguments[4...] {
    let folder = sources.appending(path: module)
    let paths = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
    // Not what other programs wrote.
    for path in paths.filter({ $0.hasSuffix(".swift") && !$0.hasSuffix(".pb.swift") }).sorted() {
        let file = "\(module)/\(path)"
        contents[file] = try String(contentsOf: sources.appending(path: file), encoding: .utf8)
        candidates += sites(in: contents[file]!).map { (file, $0) }
    }
}

var generator = Generator(state: seed)
candidates.shuffle(using: &generator)
var planted: [String: [(number: Int, site: Site)]] = [:]
var number = 0
for (file, site) in candidates where number < count {
    guard planted[file, default: []].allSatisfy({ !$0.site.range.overlaps(site.range) }) else { continue }
    number += 1
    planted[file, default: []].append((number, site))
}

for (file, defects) in planted {
    var bytes = Array(contents[file]!.utf8)
    for (number, site) in defects.sorted(by: { $0.site.range.lowerBound > $1.site.range.lowerBound })
    where !leftOut.contains(number) {
        bytes.replaceSubrange(site.range, with: Array(site.switched(number).utf8))
    }
    try Data(bytes).write(to: sources.appending(path: file))
}
for (number, file, site) in planted.flatMap({ file, defects in defects.map { ($0.number, file, $0.site) } })
    .sorted(by: { $0.0 < $1.0 }) where !leftOut.contains(number)
{
    let before = site.text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    let after =
        switch site.kind {
        case .condition: "!(\(before))"
        case .statement: "(nothing)"
        default: site.defect.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        }
    print(number, "\(file):\(site.line)", site.kind.rawValue, before, after, separator: "\t")
}
