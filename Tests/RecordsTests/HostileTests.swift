import BotRuntime
import Dialogue
import Records
import Testing
import Values

@Suite struct `What a customer writes` {
    /// A text with a name, so that a log shows neither a megabyte nor a NUL.
    struct Writing: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let text: String

        init(_ name: String, _ text: String) {
            testDescription = name
            self.text = text
        }
    }

    static let writings = [
        Writing("SQL", "'; DROP TABLE t_pets; --"), Writing("double quotes", "\" OR \"1\"=\"1"),
        Writing("quotes", "x' OR id != '"), Writing("a wildcard", "%"),
        Writing("a parameter", "?1"), Writing("an expression", "takes.name"),
        Writing("a template", "{id}"), Writing("a NUL in a text", "a\u{0}b"),
        Writing("a NUL", "\u{0}"), Writing("joined emoji", "🐈‍⬛"),
        Writing("right to left", "\u{202E}desrever"), Writing("a word of SQL", "NULL"),
        Writing("a number", "0x41"), Writing("a megabyte", String(repeating: "x", count: 1 << 20)),
    ]

    @Test(arguments: writings)
    func `is stored and found as it is`(writing: Writing) throws {
        let shop = try petShop()
        let added = shop.call(
            "pets.add",
            ["id": .string(writing.text), "name": .string(writing.text)]
        )
        #expect(added.column("name") == [.string(writing.text)])
        #expect(shop.call("pets.one", ["pet": .string(writing.text)]).rows == added.rows)
        #expect(shop.call("pets.named", ["name": .string(writing.text)]).rows == added.rows)
        #expect(shop.backEnd.rows(of: "pets").count == 5)
        #expect(shop.backEnd.rows(of: "orders").count == 1)
    }

    @Test(arguments: writings)
    func `is no way to another row`(writing: Writing) throws {
        let shop = try petShop()
        #expect(shop.call("pets.one", ["pet": .string(writing.text)]) == CallAnswer(.ok, .null))
        #expect(shop.call("pets.sell", ["pet": .string(writing.text)]) == CallAnswer(.refused))
        #expect(shop.call("pets.named", ["name": .string(writing.text)]).rows.isEmpty)
    }

    @Test(arguments: writings)
    func `may be the key of a call`(writing: Writing) throws {
        let shop = try petShop()
        let first = shop.call("orders.place", ["pet": "dog-1"], key: writing.text)
        #expect(first.outcome == .ok)
        #expect(shop.call("orders.place", ["pet": "dog-1"], key: writing.text) == first)
    }

    @Test(arguments: ["own_answers", "sqlite_master", "t_pets", "select", "rowid", "place"])
    func `meets tables and columns of any name`(name: String) throws {
        let shop = try Shop(
            tables: [
                name: "columns: { id: text, \(name): text }\nrows: [{ id: a, \(name): b }]"
            ],
            actions: """
                all: { safe: true, gives: list of \(name), records: { table: \(name), order: \(name) } }
                change:
                  gives: \(name)
                  records: { table: \(name), where: \(name) == 'b', update: { \(name): "'c'" } }
                """
        )
        #expect(shop.call("change").column(name) == ["c"])
        #expect(shop.call("all").column("id") == ["a"])
    }
}
