import BotRuntime
import Records
import Testing
import Values

@Suite struct `What a customer writes` {
    static let texts = [
        "'; DROP TABLE t_pets; --", "\" OR \"1\"=\"1", "x' OR id != '", "%", "?", ":a",
        "takes.name", "a\u{0}b", "\u{0}", "🐈‍⬛", "\u{202E}desrever", "NULL", "0x41", "{id}",
        String(repeating: "x", count: 1 << 20),
    ]

    @Test(arguments: texts)
    func `is stored and found as it is`(text: String) throws {
        let shop = try petShop()
        let added = shop.call("pets.add", ["id": .string(text), "name": .string(text)])
        #expect(added.column("name") == [.string(text)])
        #expect(shop.call("pets.one", ["pet": .string(text)]).rows == added.rows)
        #expect(shop.call("pets.named", ["name": .string(text)]).rows == added.rows)
        #expect(shop.backEnd.rows(of: "pets").count == 5)
        #expect(shop.backEnd.rows(of: "orders").count == 1)
    }

    @Test(arguments: texts)
    func `is no way to another row`(text: String) throws {
        let shop = try petShop()
        #expect(shop.call("pets.one", ["pet": .string(text)]) == CallAnswer(.ok, .null))
        #expect(shop.call("pets.sell", ["pet": .string(text)]) == CallAnswer(.refused))
        #expect(shop.call("pets.named", ["name": .string(text)]).rows.isEmpty)
    }

    @Test(arguments: texts)
    func `may be the key of a call`(text: String) throws {
        let shop = try petShop()
        let first = shop.call("orders.place", ["pet": "dog-1"], key: text)
        #expect(first.outcome == .ok)
        #expect(shop.call("orders.place", ["pet": "dog-1"], key: text) == first)
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
