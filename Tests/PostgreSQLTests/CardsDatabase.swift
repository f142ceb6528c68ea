import PostgreSQL
import PostgreSQLTesting
import Testing

/// A database with two cards, neither blocked.
struct CardsDatabase {
    let target: String

    init(in cluster: TestCluster? = nil) throws {
        target = try (cluster ?? .shared()).database()
        try connect().executeScript(
            """
            CREATE TABLE cards (id text PRIMARY KEY, title text NOT NULL, blocked bigint);
            INSERT INTO cards VALUES ('visa', 'Visa', 0), ('amex', 'Amex', 0);
            """
        )
    }

    func connect(_ timeouts: Timeouts = Timeouts()) throws -> Connection {
        try .open(target, timeouts)
    }
}

/// Blocks one card.
let block = "UPDATE cards SET blocked = 1 WHERE id = $1"

extension Connection {
    /// The cards that are blocked, in the order of their names.
    func blocked() throws -> [String] {
        try execute("SELECT id FROM cards WHERE blocked = 1 ORDER BY id").rows
            .compactMap { $0[0]?.text }
    }
}

/// What a body is refused with.
func refusal(
    sourceLocation: SourceLocation = #_sourceLocation,
    _ body: () throws -> Void
) throws -> PostgreSQLError {
    try #require(
        throws: PostgreSQLError.self,
        sourceLocation: sourceLocation,
        performing: body
    )
}
