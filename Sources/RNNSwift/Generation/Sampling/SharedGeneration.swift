/// The drawing of names as the processes of a group share it, on both sides.
package final class SharedGeneration {
    private struct Plan: Codable {
        let count: Int?
        let options: GenerationOptions
    }

    /// Names from which on it is worthwhile to tell other processes of a model.
    private static let fewest = 5_000

    private let group: any ProcessGroup
    private let threads: Int
    /// Rounds that were begun and not received.
    private var open = 0
    var processes: Int { group.count }

    /// Has the other processes prepare for drawing; nil if there are none, or too little to do.
    init?(_ ensemble: ModelEnsemble, _ count: Int?, _ options: GenerationOptions, _ drawing: NameDrawing) {
        guard let group = Processes.current, group.count > 1, count ?? .max >= Self.fewest else { return nil }
        (self.group, threads) = (group, drawing.threads)
        group.give(Order(.generate))
        _ = group.broadcast(Plan(count: count, options: options))
        _ = ModelEnsemble.share(ensemble, withTrainingNames: options.novel, in: group)
    }

    /// Has the others draw names with consecutive numbers, those of the process with rank 1 first.
    ///
    /// - Parameters:
    ///   - first: The first number of the coordinator, which draws the first names.
    ///   - size: Names for each thread of each process.
    func draw(from first: UInt64, size: Int) {
        group.give(Order(.block, Int(first), value: Double(size)))
        open += 1
    }

    /// What the others have drawn in the first round that was not received yet.
    func receive() -> [NameDrawing.Block] {
        open -= 1
        return group.others.flatMap { rank in (0..<threads).map { _ in receive(from: rank) } }
    }

    private func receive(from rank: Int) -> NameDrawing.Block {
        var counts = [0, 0, 0]
        group.receive(&counts, from: rank)
        var lines = [UInt8](repeating: 0, count: counts[0])
        var ends = [Int](repeating: 0, count: counts[1])
        var labels = [UInt16](repeating: 0, count: counts[2])
        group.receive(&lines, from: rank)
        group.receive(&ends, from: rank)
        if counts[2] > 0 { group.receive(&labels, from: rank) }
        return NameDrawing.Block(lines: lines, ends: ends, labels: labels)
    }

    func end() {
        while open > 0 { _ = receive() }
        group.give(Order(.endGeneration))
    }

    /// The part of the other processes.
    package static func help(_ group: any ProcessGroup) {
        let plan = group.broadcast(nil, as: Plan.self)
        let ensemble = ModelEnsemble.share(nil, withTrainingNames: plan.options.novel, in: group)
        guard let drawing = try? NameDrawing(ensemble, plan.count, plan.options) else {
            group.abort("\(group.name(of: group.rank)) cannot generate what the coordinator can")
        }
        while true {
            let order = group.nextOrder(patiently: true)
            guard order.kind == .block else { return }
            let size = Int(order.value)
            drawing.draw(from: UInt64(order.number + group.rank * drawing.threads * size), size: size)
            for block in drawing.blocks {
                group.send([block.lines.count, block.ends.count, block.labels.count], to: 0)
                group.send(block.lines, to: 0)
                group.send(block.ends, to: 0)
                if !block.labels.isEmpty { group.send(block.labels, to: 0) }
            }
        }
    }
}
