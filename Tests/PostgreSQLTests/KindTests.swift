import PostgreSQL
import PostgreSQLTesting
import Testing

struct KindTests {
    @Test func `What the server refuses with says what to do next`() throws {
        let kinds: [(String, PostgreSQLError.Kind)] = [
            ("40001", .conflict), ("40P01", .conflict), ("23505", .uniqueViolation),
            ("40003", .outcomeUnknown), ("08007", .outcomeUnknown), ("08006", .disconnected),
            ("57P01", .shuttingDown), ("57P02", .shuttingDown), ("57P03", .shuttingDown),
            ("55P03", .timedOut), ("57014", .timedOut), ("53100", .outOfResources),
            ("53200", .outOfResources), ("53300", .outOfResources), ("58030", .outOfResources),
            ("25006", .readOnly), ("23502", .other), ("42P01", .other), ("XX000", .other),
        ]
        let connection = try Connection.open(TestCluster.shared().database())
        for (state, kind) in kinds {
            let error = try refusal {
                try connection.executeScript(
                    "DO $$ BEGIN RAISE EXCEPTION 'no' USING ERRCODE = '\(state)'; END $$"
                )
            }
            #expect(error == PostgreSQLError(kind: kind, state: state, message: "no"))
        }
    }
}
