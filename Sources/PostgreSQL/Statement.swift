import CPQ

/// A statement that the server keeps parsed for this connection.
struct Statement {
    let name: String
    let parameters: [ColumnType]
    let columns: [String]
    private let types: [ColumnType]

    /// Reads what the server says of a statement.
    ///
    /// - Parameters:
    ///   - name: What it was prepared as.
    ///   - description: What the server answered when asked to describe it.
    /// - Throws: For a type that is not read or written here.
    init(name: String, description: OpaquePointer) throws(PostgreSQLError) {
        self.name = name
        var parameters: [ColumnType] = []
        for place in 0..<PQnparams(description) {
            let oid = PQparamtype(description, place)
            guard let type = ColumnType(oid) else {
                throw .misuse("$\(place + 1) has a type that is not written here (OID \(oid))")
            }
            parameters.append(type)
        }
        var columns: [String] = []
        var types: [ColumnType] = []
        for place in 0..<PQnfields(description) {
            let column = PQfname(description, place).map { String(cString: $0) } ?? ""
            let oid = PQftype(description, place)
            guard let type = ColumnType(oid) else {
                throw .misuse(
                    "the column \(column) has a type that is not read here (OID \(oid)); cast it"
                )
            }
            columns.append(column)
            types.append(type)
        }
        self.parameters = parameters
        self.columns = columns
        self.types = types
    }

    /// What a result of this statement holds.
    func answer(_ result: OpaquePointer) -> Answer {
        let rows = (0..<PQntuples(result)).map { row in
            Row(
                columns: columns,
                cells: types.indices.map { cell(result, row, Int32($0), types[$0]) }
            )
        }
        let changes = PQcmdTuples(result).flatMap { Int(String(cString: $0)) } ?? 0
        return Answer(rows: rows, changes: changes)
    }

    private func cell(
        _ result: OpaquePointer,
        _ row: Int32,
        _ column: Int32,
        _ type: ColumnType
    ) -> Cell {
        guard PQgetisnull(result, row, column) == 0 else { return .null }
        let bytes = UnsafeRawBufferPointer(
            start: PQgetvalue(result, row, column),
            count: Int(PQgetlength(result, row, column))
        )
        return Cell(bytes, as: type)
    }
}
