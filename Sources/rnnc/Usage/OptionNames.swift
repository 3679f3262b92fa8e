import Foundation
import RNNSwift

/// Names of options for properties of the library that are called otherwise.
private let otherNames: [String: String] =
    TrainingSetting.all.reduce(into: [
        "allowingControlCharacters": "allow-control-characters", "kernels": "isa", "excluded": "not-in",
    ]) { $0[$1.property] = $1.name }

/// Properties of the library that texts name, besides training settings; their options have the same names.
private let sameNames: Set = [
    "column", "delimiter", "ensemble", "firstRound", "format", "from", "isa", "keepAll", "key", "labels", "novel",
    "random", "seed", "start", "stop", "teacher", "validation", "vocabulary",
]

/// The name of the option for a property: "weight-decay" for "weightDecay".
func optionName(_ property: some StringProtocol) -> String {
    if let name = otherNames[String(property)] { return name }
    return property.reduce(into: "") { name, character in
        if character.isUppercase { name += "-" }
        name += character.lowercased()
    }
}

/// A text of the library, which names properties in backquotes, for users of the program: "requires `weightDecay`"
/// becomes "requires --weight-decay".
func withOptionNames(_ text: String) -> String {
    text.replacing(#/`([a-z0-9A-Z]+)`/#) { match in
        let property = String(match.1)
        guard otherNames[property] != nil || sameNames.contains(property) else { return String(match.0) }
        return "--" + optionName(property)
    }
}
