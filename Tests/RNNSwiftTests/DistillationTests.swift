import Foundation
import RNNSwift
import Testing

@Suite struct DistillationTests {
    private func options(_ change: (inout TrainingOptions) -> Void = { _ in }) -> TrainingOptions {
        var options = TrainingOptions()
        options.architecture = Architecture(cell: .gru, hidden: [9, 5])
        options.data.batchSize = 130
        options.schedule.epochs = 3
        options.schedule.learningRate = 0.02
        options.threads = 1
        change(&options)
        return options
    }

    private func teacher(seed: UInt64 = 1) throws -> Model {
        let vocabulary = try Trainer(NameList(.dinosaurs), options: options()).vocabulary
        return try randomModel(vocabulary, cell: .lstm, hidden: [7], seed: seed, spread: 4)
    }

    private func ensemble(_ mean: ModelEnsemble.Mean = .arithmetic) throws -> ModelEnsemble {
        ModelEnsemble(EnsembleModel([try teacher(seed: 1), try teacher(seed: 2)], mean: mean))
    }

    /// What a teacher says after a prefix.
    private func predictions(_ models: [Model], _ mean: ModelEnsemble.Mean, _ prefix: String) throws -> [Double] {
        let all = try models.map { model -> [Double] in
            let row = try model.logits(for: prefix).last!.map { Double($0) }
            let total = row.reduce(0) { $0 + exp($1) }
            return row.map { exp($0) / total }
        }
        let share = 1 / Double(all.count)
        let values = all[0].indices.map { token in
            mean == .arithmetic
                ? all.reduce(0) { $0 + share * $1[token] } : exp(all.reduce(0) { $0 + share * log($1[token]) })
        }
        let total = values.reduce(0, +)
        return values.map { $0 / total }
    }

    /// The loss of the first step is the cross-entropy with the mixed targets, by definition: name by name, prefix by
    /// prefix. With the predictions of the list, and with those of each batch.
    @Test(arguments: ModelEnsemble.Mean.allCases, [false, true])
    func theLoss(_ mean: ModelEnsemble.Mean, _ usesList: Bool) throws {
        let names = randomNames(80, letters: 4, longest: 5, seed: 1)
        let vocabulary = try Vocabulary(Array("abcd"))
        let encoded = EncodedNames(names, vocabulary: vocabulary)
        let models = try (1...2).map { try randomModel("abcd", cell: .gru, hidden: [5], seed: $0, spread: 4) }
        let student = try randomModel("abcd", hidden: [6], seed: 9, spread: 2)
        let teacher = Teacher(ModelEnsemble(EnsembleModel(models, mean: mean)), mostBytes: usesList ? 1 << 20 : 0)
        let weight = 0.375
        let step = TrainingStep(
            student.network, student.weights.parameters.copy(), options(),
            teaching: .init(teacher: teacher, weight: weight, usesList: true), WorkerPool(threads: 2))
        let selection = encoded.occurrences.indices.filter { $0 % 3 != 1 }.map { encoded.occurrences[$0] }
        step.begin(encoded, selection: selection[...])
        let result = step.finish(learningRate: 0)
        var expected = 0.0
        for position in selection {
            let name = encoded.text(Int(position))
            for length in 0...name.count {
                let prefix = String(name.prefix(length))
                let own = try predictions([student], .arithmetic, prefix)
                let taught = try predictions(models, mean, prefix)
                let target =
                    length < name.count ? vocabulary.token(of: Array(name)[length])! : vocabulary.stop
                for token in own.indices {
                    let wanted = (token == target ? 1 - weight : 0) + weight * taught[token]
                    expected -= wanted * log(own[token])
                }
            }
        }
        #expect(abs(result.loss - expected) < 1e-4 * expected, "\(result.loss) \(expected)")
    }

    /// The gradient of the whole against central differences, on the reference kernels.
    @Test(arguments: Architecture.Cell.allCases) func centralDifferences(_ cell: Architecture.Cell) throws {
        let kernels = try #require(Kernels(named: "reference"))
        let names = EncodedNames(
            randomNames(12, letters: 4, longest: 5, seed: 1), vocabulary: try Vocabulary(Array("abcd")))
        let models = try (1...2).map {
            try randomModel("abcd", hidden: [5], seed: $0, kernels: kernels, spread: 4)
        }
        let teacher = Teacher(ModelEnsemble(EnsembleModel(models, mean: .arithmetic)))
        let network = Network(Architecture(cell: cell, hidden: [4, 3]), vocabularySize: 6, kernels: kernels)
        let parameters = network.initialParameters(seed: 2)
        let workspace = Workspace(network)
        workspace.rows.build(names, selection: names.occurrences)
        let space = Teacher.Space(teacher.ensemble, workspace.rows)
        let table = teacher.predictions(names, WorkerPool(threads: 1))
        let soft = space.targets(names, Array(names.occurrences)[...], table, weight: 0.75)
        defer { withExtendedLifetime((space, table)) {} }
        let scale = 1 / Double(workspace.rows.predictions)
        func loss() -> Double {
            scale
                * network.addGradient(
                    network.pack(parameters), workspace, scale: 1, soft: soft, to: Parameters(network.layout))
        }
        let gradient = Parameters(network.layout)
        _ = network.addGradient(network.pack(parameters), workspace, scale: Float(scale), soft: soft, to: gradient)
        // Steps and tolerance as in GradientTests.
        let (step, tolerance) = (Float(0x1p-7), 5e-5)
        for slice in network.layout.slices {
            let (values, slopes) = (parameters.matrix(slice), gradient.matrix(slice))
            for row in 0..<slice.rows {
                for column in 0..<slice.columns {
                    let value = values[row, column]
                    values[row, column] = value + step
                    let above = loss()
                    values[row, column] = value - step
                    let below = loss()
                    values[row, column] = value
                    let difference = (above - below) / Double(2 * step)
                    #expect(
                        abs(difference - Double(slopes[row, column])) < tolerance, "\(slice.name) [\(row), \(column)]")
                }
            }
        }
    }

    /// The predictions of the list are those of each prefix.
    @Test func theTable() throws {
        let names = EncodedNames(
            randomNames(3000, letters: 5, longest: 9, seed: 3), vocabulary: try Vocabulary(Array("abcde")))
        let model = try randomModel("abcde", cell: .lstm, hidden: [6], spread: 4)
        let teacher = Teacher(ModelEnsemble(model))
        let table = try #require(teacher.predictions(names, WorkerPool(threads: 3)))
        let rows = PackedRows()
        let space = Teacher.Space(teacher.ensemble, rows)
        let selection = Array(names.occurrences).enumerated().filter { $0.offset % 5 == 2 }.map(\.element)
        rows.build(names, selection: selection)
        let soft = space.targets(names, selection[...], table, weight: 1)
        let other = Teacher.Space(teacher.ensemble, rows)
        let direct = other.targets(names, selection[...], nil, weight: 1)
        defer { withExtendedLifetime((space, other, table)) {} }
        for row in 0..<rows.count {
            let (a, b) = (soft.probabilities(ofRow: row), direct.probabilities(ofRow: row))
            #expect(zip(a, b).allSatisfy { abs($0 - $1) < 1e-6 }, "row \(row)")
            #expect(abs(a.reduce(0, +) - 1) < 1e-5)
        }
        #expect(Teacher(ModelEnsemble(model), mostBytes: 1000).predictions(names, WorkerPool(threads: 1)) == nil)
    }

    /// The same bytes for any number of threads and processes, and across a resumption.
    @Test(arguments: Kernels.available) func determinism(_ kernels: Kernels) throws {
        let list = try NameList(.dinosaurs)
        let teacher = try ensemble()
        func trainer(_ threads: Int, weight: Double = 0.5) throws -> Trainer {
            try Trainer(
                list,
                options: options {
                    $0.threads = threads
                    $0.kernels = kernels
                    $0.data.teacherWeight = weight
                }, teacher: teacher)
        }
        let alone = try trainer(1).train()
        #expect(alone.record.settings["teacher_weight"] == .number(0.5))
        #expect(try trainer(3).train().serialized() == alone.serialized())
        #expect(try LocalProcesses.run([[0], [1, 2]]) { try trainer(1).train().serialized() } == alone.serialized())
        #expect(try trainer(1, weight: 0.25).train().serialized() != alone.serialized())
        var states: [Checkpoint] = []
        _ = try trainer(1).train(onEpoch: { _ in }, checkpoints: .seconds(0), onCheckpoint: { states.append($0) })
        for state in [states[1], states[states.count / 2]] {
            let resumed = try trainer(2)
            try resumed.check(state)
            #expect(try resumed.train(from: state, onEpoch: { _ in }).model.serialized() == alone.serialized())
            let other = try Trainer(
                list, options: options { $0.data.teacherWeight = 0.5 }, teacher: ensemble(.geometric))
            #expect(throws: CheckpointError.self) { try other.check(state) }
            #expect(throws: CheckpointError.self) { try Trainer(list, options: options()).check(state) }
        }
    }

    /// Without a teacher, and with one of the weight of almost nothing.
    @Test func aSmallWeightIsNone() throws {
        let list = try NameList(.dinosaurs)
        let plain = try Trainer(list, options: options()).train()
        let taught = try Trainer(
            list, options: options { $0.data.teacherWeight = 1e-9 }, teacher: ensemble()
        ).train()
        #expect(abs(plain.record.loss - taught.record.loss) < 1e-4)
    }

    /// A network that is taught with all the weight learns what its teacher says.
    @Test func aStudentBecomesItsTeacher() throws {
        let list = try NameList(.dinosaurs)
        let teacher = ModelEnsemble(try teacher())
        func distance(_ weight: Double?) throws -> Double {
            let student = try Trainer(
                list,
                options: options {
                    $0.data.teacherWeight = weight
                    $0.schedule.epochs = 30
                }, teacher: weight == nil ? nil : teacher
            ).train()
            let names = Array(list.names).prefix(50)
            let own = student.scores(for: Array(names)).map(\.natsPerCharacter)
            let wanted = teacher.scores(for: Array(names)).map(\.natsPerCharacter)
            return zip(own, wanted).reduce(0) { $0 + abs($1.0 - $1.1) } / 50
        }
        let (taught, plain) = try (distance(1), distance(nil))
        #expect(taught < 0.5 * plain, "\(taught) \(plain)")
    }

    /// Label dropout reads names without labels, whose predictions are computed with each batch.
    @Test func labels() throws {
        let names = randomNames(300, letters: 4, longest: 6, seed: 4).filter { !$0.isEmpty }
        var text = "name,kind\n"
        for (index, name) in names.enumerated() { text += "\(name),\(index % 2 == 0 ? "x" : "y")\n" }
        let path = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString + ".csv").path
        try text.write(toFile: path, atomically: true, encoding: .utf8)
        defer { try? FileManager.default.removeItem(atPath: path) }
        let list = try NameList(contentsOf: path, labels: ["kind"])
        let change: (inout TrainingOptions) -> Void = { $0.data.labelDropout = 0.3 }
        let teacher = ModelEnsemble(try Trainer(list, options: options(change)).train())
        let one = try Trainer(list, options: options(change), teacher: teacher).train().serialized()
        let threads = try Trainer(
            list,
            options: options {
                change(&$0)
                $0.threads = 3
            }, teacher: teacher
        ).train().serialized()
        #expect(one == threads)
        let plain = try NameList(Array(list.names))
        #expect(throws: TrainingError.self) { try Trainer(plain, options: options(), teacher: teacher) }
    }

    @Test func unknownTokensAreNamed() throws {
        let teacher = ModelEnsemble(try randomModel("abn"))
        let list = try NameList(["anna", "bob", "zoe"])
        let error = #expect(throws: TrainingError.self) { try Trainer(list, options: options(), teacher: teacher) }
        #expect(error?.description.contains("does not know 3 tokens") == true, "\(error!)")
        #expect(throws: TrainingError.self) { try Trainer(list, options: options { $0.data.teacherWeight = 0.5 }) }
        // A teacher that knows more gives its vocabulary.
        let wide = ModelEnsemble(try randomModel("abenoxz"))
        #expect(try Trainer(list, options: options(), teacher: wide).vocabulary.characters == Array("abenoxz"))
    }

    /// The student holds out what its teacher did.
    @Test func theSplit() throws {
        let list = try NameList(.dinosaurs)
        let teacher = try Trainer(
            list,
            options: options {
                $0.seed = 5
                $0.schedule.epochs = 1
            }
        ).train()
        var own = options { $0.seed = 9 }
        own.holdOut(as: teacher.record)
        let trainer = try Trainer(list, options: own, teacher: ModelEnsemble(teacher))
        #expect(trainer.options.data.splitSeed == 5 && trainer.holdsOut(as: teacher.record))
        own.data.validation = .share(0.2)
        #expect(try !Trainer(list, options: own, teacher: ModelEnsemble(teacher)).holdsOut(as: teacher.record))
    }
}
