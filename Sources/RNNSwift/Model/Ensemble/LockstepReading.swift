/// Reads names that are there already, a row of the lock-step each; when one is read the next begins in its place.
struct LockstepReading {
    /// A beginning of a name that was just read: which name's, and its length.
    struct Place: BitwiseCopyable {
        var name: Int
        var length: Int
    }

    private static let mostRows = 96

    let ensemble: ModelEnsemble

    /// Reads names of tokens.
    ///
    /// - Parameter onStep: Called with the logits of what follows some beginnings, a row each, which it may change.
    ///   Each beginning of each name comes once, the empty one and the whole name included.
    func read(_ names: [[Int]], onStep: (_ logits: Matrix, _ places: ArraySlice<Place>) -> Void) {
        let lockstep = Lockstep(ensemble, rows: min(max(names.count, 1), Self.mostRows))
        var places = [Place](repeating: Place(name: 0, length: 0), count: lockstep.rows)
        lockstep.run(
            names.count,
            begin: { name, row in
                places[row] = Place(name: name, length: 0)
                lockstep.reset(row: row)
                lockstep.tokens[row] = ensemble.vocabulary.start
                return true
            },
            onStep: { rows in onStep(lockstep.logits.leading(rows: rows), places[..<rows]) },
            goOn: { row in
                let place = places[row]
                guard place.length < names[place.name].count else { return false }
                lockstep.tokens[row] = names[place.name][place.length]
                places[row].length += 1
                return true
            },
            move: { row, other in places[other] = places[row] })
    }
}
