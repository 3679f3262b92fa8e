/// Draws names that fit generation options, in blocks: each thread of each process has one of them at a time.
struct NameDrawing {
    /// Names of a thread: lines of UTF-8, where their line feeds stand, and their label tokens.
    struct Block {
        let lines: [UInt8]
        let ends: [Int]
        let labels: [UInt16]
    }

    let threads: Int
    /// Names of a block.
    let mostAtOnce: Int
    private let workers: WorkerPool
    private let writers: PerThread<NameWriter>

    /// - Parameter count: Number of names that are wanted; nil for names without end.
    /// - Throws: ``GenerationError``, ``RegularExpressionError``.
    init(_ ensemble: ModelEnsemble, _ count: Int?, _ options: GenerationOptions) throws {
        let vocabulary = ensemble.vocabulary
        let maximumLength = ensemble.maximumLength(options)
        let beginning = try NameBeginning(options, vocabulary, maximumLength: maximumLength)
        let constraint = try Constraint(options, vocabulary, beginning, maximumLength: maximumLength)
        let prefix = beginning.tokens
        let filter = try NameFilter(options, trainingNames: ensemble.trainingNames)
        let steering = constraint.map { Steering($0, ensemble, options, prefix: prefix) }
        let plan = steering?.plan
        let wanted = count ?? .max
        // As many as are to be drawn, of which a fraction fits.
        let drawn = Int(min(Double(wanted) / (steering?.share ?? 1), 1e15))
        let sampler = NameSampler(
            ensemble, options.sampling, prefix: prefix,
            maximumLength: maximumLength + vocabulary.labels.columns.count, seed: options.seed,
            expected: plan == nil ? drawn : 1)
        threads = min(options.threads, (max(wanted, 1) - 1) / 256 + 1)
        workers = WorkerPool(threads: threads)
        writers = PerThread(count: threads) {
            NameWriter(
                plan.map { SteeredDrafts($0) } ?? sampler.makeDrafts(), vocabulary, constraint: constraint,
                filter: filter)
        }
        mostAtOnce = max(min(4096, 1 << 20 / maximumLength), 1)
    }

    /// Draws names with consecutive numbers from `first` on, `size` for each thread.
    func draw(from first: UInt64, size: Int) {
        workers.forEach(threads) { thread, _ in
            let begin = first + UInt64(thread * size)
            writers[thread].write(begin..<begin + UInt64(size))
        }
    }

    /// The names that were drawn.
    var blocks: some Sequence<Block> {
        writers.values.lazy.map { Block(lines: $0.lines, ends: $0.ends, labels: $0.labels) }
    }
}
