extension SweepAxis {
    /// An option that can be an axis.
    package struct Kind: Sendable {
        package let name: String
        /// What a value is, for the error.
        package let expected: String
        package let parse: @Sendable (String) -> Value?
        package var applies: @Sendable (TrainingOptions) -> Bool = { _ in true }

        /// In the order in which values are applied.
        package static let all: [Kind] = [
            choice("cell", Architecture.Cell.allCases) { $0.architecture.cell = $1 },
            hidden,
            whole("layers", 1...Architecture.deepestNetwork) { options, layers in
                options.architecture.hidden = Array(repeating: options.architecture.hidden[0], count: layers)
            },
            choice("init", Initialization.allCases) { $0.initialization = $1 },
            choice("optimizer", TrainingOptions.OptimizerKind.allCases) { $0.optimizer = $1 },
            number("learning-rate", "a number above 0", { $0 > 0 }) { $0.learningRate = $1 },
            number("momentum", "a number from 0, less than 1", { (0..<1).contains(Float($0)) }) { $0.momentum = $1 }
                .only { $0.optimizer.hasMomentum },
            number("weight-decay", "a number from 0", { $0 >= 0 }) { $0.weightDecay = $1 }
                .only { $0.optimizer != .adam },
            optional("clip", "a number above 0", { $0 > 0 }) { $0.clip = $1 },
            number("dropout", "a number from 0, less than 1", { (0..<1).contains(Float($0)) }) { $0.dropout = $1 },
            number("weight-dropout", "a number from 0, less than 1", { (0..<1).contains(Float($0)) }) {
                $0.weightDropout = $1
            },
            optional("ema", "a number from 0, less than 1", { (0..<1).contains(Float($0)) }) {
                $0.averaging = $1 == 0 ? nil : $1
            },
            whole("batch-size", 1...Int(Int32.max)) { $0.batchSize = $1 },
            choice("schedule", TrainingOptions.Schedule.allCases.filter { $0 != .step }) { $0.schedule = $1 },
            whole("patience", 1...Int(Int32.max)) { $0.patience = $1 },
            number("warmup", "a number from 0", { $0 >= 0 }) { $0.warmup = $1 },
            seed,
        ]

        /// This kind, restricted to settings that satisfy a condition; it has no effect in others.
        private func only(_ applies: @escaping @Sendable (TrainingOptions) -> Bool) -> Kind {
            Kind(name: name, expected: expected, parse: parse, applies: applies)
        }

        private static func choice<Choice: RawRepresentable<String> & Sendable>(
            _ name: String, _ choices: [Choice], _ apply: @escaping @Sendable (inout TrainingOptions, Choice) -> Void
        ) -> Kind {
            let names = choices.map(\.rawValue)
            let expected = names.dropLast().joined(separator: ", ") + " or " + (names.last ?? "")
            return Kind(name: name, expected: expected) { text in
                choices.first { $0.rawValue == text.lowercased() }.map { choice in
                    Value(text: choice.rawValue, arguments: ["--" + name, choice.rawValue]) { apply(&$0, choice) }
                }
            }
        }

        private static func number(
            _ name: String, _ expected: String, _ isValid: @escaping @Sendable (Double) -> Bool,
            _ apply: @escaping @Sendable (inout TrainingOptions, Double) -> Void
        ) -> Kind {
            Kind(name: name, expected: expected) { text in
                guard let number = Double(text), number.isFinite, isValid(number) else { return nil }
                let text = number == number.rounded() && abs(number) < 1e6 ? "\(Int(number))" : "\(number)"
                return Value(text: text, arguments: ["--" + name, text]) { apply(&$0, number) }
            }
        }

        /// A number, or "none".
        private static func optional(
            _ name: String, _ expected: String, _ isValid: @escaping @Sendable (Double) -> Bool,
            _ apply: @escaping @Sendable (inout TrainingOptions, Double?) -> Void
        ) -> Kind {
            let some = number(name, expected, isValid, apply)
            return Kind(name: name, expected: expected + ", or none") { text in
                text == "none" ? Value(text: text, arguments: []) { apply(&$0, nil) } : some.parse(text)
            }
        }

        private static func whole(
            _ name: String, _ range: ClosedRange<Int>,
            _ apply: @escaping @Sendable (inout TrainingOptions, Int) -> Void
        ) -> Kind {
            Kind(name: name, expected: "a whole number from \(range.lowerBound) to \(range.upperBound)") { text in
                guard let number = Int(text), range.contains(number) else { return nil }
                return Value(text: "\(number)", arguments: ["--" + name, "\(number)"]) { apply(&$0, number) }
            }
        }

        private static let seed = Kind(name: "seed", expected: "a whole number from 0 to \(UInt64.max)") { text in
            guard let seed = UInt64(text) else { return nil }
            return Value(text: "\(seed)", arguments: ["--seed", "\(seed)"]) { $0.seed = seed }
        }

        /// "32" for every layer, "64x32" for a first and a second one.
        private static let hidden = Kind(
            name: "hidden",
            expected: "a number of units from 1 to \(Architecture.widestLayer), or one per layer such as 64x32"
        ) { text in
            let units = text.split(separator: "x", omittingEmptySubsequences: false).map { Int($0) }
            guard !units.contains(nil), Architecture.isValid(units.compactMap(\.self)) else { return nil }
            let sizes = units.compactMap(\.self)
            let names = sizes.map(String.init)
            return Value(
                text: names.joined(separator: "x"), arguments: ["--hidden", names.joined(separator: ",")]
            ) { options in
                let layers = sizes.count == 1 ? options.architecture.hidden.count : 1
                options.architecture.hidden = Array(repeating: sizes, count: layers).flatMap(\.self)
            }
        }
    }
}
