/// Reads names that are there already, a row of the lock-step each; when one is read the next begins in its place.
struct LockstepReading {
    /// A beginning of a name that was just read: which name's, and its length.
    struct Place: BitwiseCopyable {
        var name: Int
        var length: Int
    }

    private static let mostRows = 96

    let mixture: Mixture

    /// Reads names of tokens.
    ///
    /// - Parameter onStep: Called with the logits of what follows some beginnings, a row each, which it may change. Each
    ///   beginning of each name comes once, the empty one and the whole name included.
    func read(_ names: [[Int]], onStep: (_ logits: Matrix, _ places: ArraySlice<Place>) -> Void) {
        let lockstep = Lockstep(mixture, rows: min(max(names.count, 1), Self.mostRows))
        var places: [Place] = []
        var begun = min(lockstep.rows, names.count)
        for row in 0..<begun {
            places.append(Place(name: row, length: 0))
            lockstep.reset(row: row)
            lockstep.tokens[row] = mixture.vocabulary.start
        }
        while !places.isEmpty {
            lockstep.step(rows: places.count)
            onStep(lockstep.logits.leading(rows: places.count), places[...])
            for row in places.indices.reversed() {
                let place = places[row]
                if place.length < names[place.name].count {
                    lockstep.tokens[row] = names[place.name][place.length]
                    places[row].length += 1
                } else if begun < names.count {
                    lockstep.reset(row: row)
                    lockstep.tokens[row] = mixture.vocabulary.start
                    places[row] = Place(name: begun, length: 0)
                    begun += 1
                } else {
                    let last = places.count - 1  // has its next token already
                    if row != last {
                        places[row] = places[last]
                        lockstep.tokens[row] = lockstep.tokens[last]
                        lockstep.states.copyRow(row, from: lockstep.states, row: last)
                    }
                    places.removeLast()
                }
            }
        }
    }
}
