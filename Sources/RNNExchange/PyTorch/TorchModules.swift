import Foundation
import RNNSwift

/// The order of the recurrent modules of a PyTorch state dict, which has no graph.
///
/// The order is known where the sizes leave one choice only, each module reading what another gives, or where the names
/// differ in nothing but a number, as in an nn.ModuleList.
enum TorchModules {
    struct Module {
        /// What comes before `weight_ih_l0`.
        let prefix: String
        /// The numbers that its first layer reads of each step, and those that its last layer gives.
        let inputs: Int
        let outputs: Int
    }

    /// - Throws: ``InterchangeError`` if several orders are possible.
    static func order(_ modules: [Module]) throws -> [Module] {
        guard modules.count > 1 else { return modules }
        guard modules.count <= Architecture.deepestNetwork else {
            throw InterchangeError(
                "it has \(modules.count) recurrent modules; at most \(Architecture.deepestNetwork) can be read")
        }
        let names = modules.map(\.prefix).sorted().joined(separator: ", ")
        if let numbered = numbered(modules) {
            guard isChain(numbered) else {
                throw InterchangeError(
                    "the recurrent modules \(names) do not read each other's outputs in the order of their numbers")
            }
            return numbered
        }
        var rest = modules
        // What no other module gives is read first.
        let firsts = modules.indices.filter { index in
            !modules.indices.contains { $0 != index && modules[$0].outputs == modules[index].inputs }
        }
        guard firsts.count == 1 else { throw ambiguous(names) }
        var order = [rest.remove(at: firsts[0])]
        while !rest.isEmpty {
            let width = order[order.count - 1].outputs
            let next = rest.indices.filter { rest[$0].inputs == width }
            guard next.count == 1 else { throw ambiguous(names) }
            order.append(rest.remove(at: next[0]))
        }
        return order
    }

    private static func ambiguous(_ names: String) -> InterchangeError {
        InterchangeError(
            "which of the recurrent modules \(names) reads which does not show in a state dict; "
                + "put them into an nn.ModuleList in their order and save it again")
    }

    private static func isChain(_ modules: [Module]) -> Bool {
        zip(modules, modules.dropFirst()).allSatisfy { $0.outputs == $1.inputs }
    }

    /// The modules in the order of their numbers, if their names differ in one number only.
    private static func numbered(_ modules: [Module]) -> [Module]? {
        let parts = modules.map { Self.parts($0.prefix) }
        guard let first = parts.first, parts.allSatisfy({ $0.count == first.count }) else { return nil }
        let different = first.indices.filter { index in parts.contains { $0[index] != first[index] } }
        guard different.count == 1 else { return nil }
        let numbers = parts.map { Int($0[different[0]]) }
        // A module without a number, as in `rnn.` and `rnn2.`, has no part there.
        guard numbers.allSatisfy({ $0 != nil }), Set(numbers).count == numbers.count else { return nil }
        return zip(modules, numbers.map { $0! }).sorted { $0.1 < $1.1 }.map(\.0)
    }

    /// A name cut between digits and other characters: "rnn10." is "rnn", "10", ".".
    private static func parts(_ name: String) -> [String] {
        var parts: [String] = []
        var isDigit: Bool?
        for character in name {
            let isNumber = character.isASCII && character.isNumber
            if isNumber == isDigit {
                parts[parts.count - 1].append(character)
            } else {
                parts.append(String(character))
            }
            isDigit = isNumber
        }
        return parts
    }
}
