import PostgreSQL

extension Command {
    /// A statement over many rows, whose columns are its parameters, each an array; nil where there
    /// are no rows.
    ///
    /// - Parameters:
    ///   - rows: How many; the statement is the same for any number of them.
    ///   - columns: Their names and their values, in the order of the parameters.
    ///   - sql: Gives the statement, from `unnest(…) AS u(…)` of these columns.
    init?(
        rows: Int,
        _ columns: [(name: String, values: Cell)],
        _ sql: (String) -> String
    ) {
        guard rows > 0 else { return nil }
        let parameters = columns.enumerated().map { place, column in
            "$\(place + 1)::\(column.values.arrayType)"
        }
        let names = columns.map(\.name)
        self.init(
            sql(
                """
                unnest(\(parameters.joined(separator: ", "))) AS u(\(names.joined(separator: ", ")))
                """
            ),
            columns.map(\.values)
        )
    }
}

extension Cell {
    fileprivate var arrayType: String {
        switch self {
        case .integers: "bigint[]"
        case .texts: "text[]"
        case .blobs: "bytea[]"
        case .null, .bool, .integer, .text, .blob:
            preconditionFailure("a column of many rows is an array")
        }
    }
}
