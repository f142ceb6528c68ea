import PostgreSQL
import PostgreSQLTesting
import Testing

struct CellTests {
    @Test func `A value comes back as it was given`() throws {
        let values: [(String, Cell)] = [
            ("text", .null), ("bigint[]", .null), ("bool", true), ("bool", false),
            ("bigint", .integer(.min)), ("bigint", .integer(.max)), ("integer", -2_147_483_648),
            ("smallint", 32_767), ("text", ""), ("text", "Zürich 🏦"), ("varchar(9)", "short"),
            ("text", "'; DROP TABLE cards; --"), ("json", #"{"a": 1}"#),
            ("bytea", .blob([])), ("bytea", .blob([0, 255, 0])),
            ("bigint[]", .integers([])), ("bigint[]", .integers([1, nil, .min, .max])),
            ("text[]", .texts([])), ("text[]", .texts(["", nil, "NULL", #"a,"b" {c}"#, "🏦"])),
            ("bytea[]", .blobs([])), ("bytea[]", .blobs([[], nil, [0, 255]])),
            ("bytea[]", .blobs([Array(repeating: 7, count: 70_000), [1]])),
        ]
        let connection = try Connection.open(TestCluster.shared().database())
        for (type, cell) in values {
            let row = try connection.first("SELECT $1::\(type) AS value", [cell])
            #expect(row?["value"] == cell, "\(type)")
        }
    }

    @Test func `The server reads what was written as it was meant`() throws {
        let connection = try Connection.open(TestCluster.shared().database())
        let row = try connection.first(
            "SELECT $1::bigint::text, $2::bytea::text, $3::bigint[]::text, $4::text[]::text, $5::bytea[]::text",
            [
                -258, .blob([0, 255]), .integers([1, nil, -2]), .texts(["a b", nil, "", "NULL"]),
                .blobs([[1], nil, []]),
            ]
        )
        #expect(
            row?.cells == [
                "-258", #"\x00ff"#, "{1,NULL,-2}", #"{"a b",NULL,"","NULL"}"#,
                #"{"\\x01",NULL,"\\x"}"#,
            ]
        )
    }

    @Test func `Arrays are read whatever their dimensions and first place`() throws {
        let connection = try Connection.open(TestCluster.shared().database())
        let row = try connection.first(
            "SELECT '{{1,2},{3,NULL}}'::bigint[], '[5:6]={7,8}'::bigint[]"
        )
        #expect(row?.cells == [.integers([1, 2, 3, nil]), .integers([7, 8])])
    }
}
