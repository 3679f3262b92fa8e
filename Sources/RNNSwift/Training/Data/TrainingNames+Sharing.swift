extension TrainingNames {
    /// What the other processes have to know before the names.
    private struct Outline: Codable {
        let lists: Int
        let isHeldOutApart: Bool
        let charactersPerToken: Double
        let hasTeacher: Bool
    }

    static var order: Order.Kind { .names }

    consuming func share(in group: any ProcessGroup) -> TrainingNames {
        let lists = heldOut.map { isHeldOutApart ? [[training], [$0]] : [[training, $0]] } ?? [[training]]
        let outline = Outline(
            lists: lists.count, isHeldOutApart: isHeldOutApart, charactersPerToken: charactersPerToken,
            hasTeacher: teacher != nil)
        let teacher = teacher
        _ = consume self
        return Self.share(consume lists, outline, teacher, in: group)
    }

    static func receive(in group: any ProcessGroup) -> TrainingNames { share([], nil, nil, in: group) }

    /// - Parameter lists: The parts of each list, training names first; none in processes that have no names.
    private static func share(
        _ lists: consuming [[EncodedNames]], _ outline: Outline?, _ teacher: Teacher?, in group: any ProcessGroup
    ) -> TrainingNames {
        let outline = group.broadcast(outline)
        var parts: [EncodedNames] = []
        for _ in 0..<outline.lists {
            let list = lists.isEmpty ? [] : lists.removeFirst()
            parts += EncodedNames.share(consume list, in: group)
        }
        let ensemble = outline.hasTeacher ? ModelEnsemble.share(teacher?.ensemble, in: group) : nil
        return TrainingNames(
            training: parts[0], heldOut: parts.count > 1 ? parts[1] : nil, isHeldOutApart: outline.isHeldOutApart,
            charactersPerToken: outline.charactersPerToken, teacher: ensemble.map { Teacher($0) })
    }
}
