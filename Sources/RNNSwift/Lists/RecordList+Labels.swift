extension RecordList {
    /// A list of records with labels: see ``Labels``.
    ///
    /// - Parameters:
    ///   - rows: The fields of each record, and a value for each of `labels`.
    ///   - labels: The names of the labels.
    /// - Throws: As ``init(columns:sampledColumns:rows:source:allowingControlCharacters:)``.
    public init(
        columns: [String], sampledColumns: [String] = [], rows: some Sequence<(fields: [String], values: [String])>,
        labels: [String], source: String = "the list", allowingControlCharacters: Bool = false
    ) throws {
        try self.init(
            columns: columns, sampledColumns: sampledColumns, labels: labels, source: source,
            rule: NameRule(allowsControlCharacters: allowingControlCharacters)
        ) { list in
            for (number, row) in rows.enumerated() {
                try list.append(row.fields, labels: row.values) { _ in "row \(number + 1)" }
            }
        }
    }

    /// The labels of the records that have a text in a column.
    func labels(of column: Int) -> NameLabels? { labels?.selecting { !rows.field($0, column).isEmpty } }

    /// Makes values of labels that come fewer times one value, ``NameLabels/rareValue``.
    mutating func mergeLabels(rarerThan count: Int) { labels = labels?.merging(rarerThan: count) }

    /// The records whose values are among those of other labels, or have ``NameLabels/rareValue`` there; all records if
    /// a column is missing here.
    ///
    /// - Throws: ``ListError/empty(source:)`` if there are none.
    func relabeled(_ others: Labels) throws -> RecordList {
        guard let names = labels?.names(in: others) else { return self }
        var list = self
        list.labels = NameLabels(others, numbers: names.lazy.map(\.numbers))
        list.rows = Rows(columns: columns.count)
        for name in names { list.rows.append(rows[name.name]) }
        guard !list.rows.isEmpty else { throw ListError.empty(source: source) }
        return list
    }
}
