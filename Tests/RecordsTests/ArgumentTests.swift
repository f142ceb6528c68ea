import BotRuntime
import Dialogue
import Foundation
import Records
import Testing
import Topics
import Values

@Suite struct `An argument` {
    /// An action that keeps what it takes in a column of the same type.
    private func kept(_ value: Value, as type: String) throws -> Value? {
        let shop = try Shop(
            tables: ["things": "columns: { id: text, thing: optional \(type) }"],
            actions: """
                things.keep:
                  takes: { thing: \(type) }
                  gives: things
                  records: { table: things, insert: { id: new_id('T'), thing: takes.thing } }
                """
        )
        let answer = shop.call("things.keep", ["thing": value])
        guard answer.outcome == .ok else {
            #expect(answer == CallAnswer(.failed))
            #expect(shop.backEnd.rows(of: "things").isEmpty)
            return nil
        }
        return answer.column("thing").first
    }

    @Test(
        arguments: [
            (.choice(Choice(id: "red", title: "Red as wine")), "text", "red"),
            (.phone("+14155550101"), "text", "+14155550101"),
            (.string("+14155550101"), "phone", .phone("+14155550101")),
            (.string("a@b.example"), "email", .email("a@b.example")),
            (.string("1 Main St"), "address", .address(Address("1 Main St"))),
            (.int(3), "number", .decimal(3)),
            (.double(0.1), "number", .decimal(Decimal(string: "0.1") ?? 0)),
            (.decimal(3), "int", .int(3)),
            (
                .list([.choice(Choice(id: "a", title: "A")), "b"]), "list of text",
                .list(["a", "b"])
            ),
            (.string("2026-03-02"), "date", CivilDate("2026-03-02").map { .date($0) } ?? .null),
        ] as [(Value, String, Value)]
    )
    func `becomes a value of the type that is taken`(
        given: Value,
        type: String,
        wanted: Value
    ) throws {
        #expect(try kept(given, as: type) == wanted)
    }

    @Test(
        arguments: [
            (.null, "text"), (.int(3), "text"), (.bool(true), "number"), ("yes", "bool"),
            ("12", "number"), (.decimal(Decimal(string: "1.5") ?? 0), "int"), ("tomorrow", "date"),
            (.list([.int(1)]), "list of text"), (.record(Record(shape: "x", fields: [:])), "text"),
            (.double(.infinity), "number"), (.string("5 USD"), "money"),
        ] as [(Value, String)]
    )
    func `of another type fails the call`(given: Value, type: String) throws {
        #expect(try kept(given, as: type) == nil)
    }

    @Test func `that the action does not take fails the call`() throws {
        let shop = try petShop()
        #expect(shop.call("pets.all", ["x": "y"]) == CallAnswer(.failed))
        #expect(shop.backEnd.lastReason == "'pets.all' takes no 'x'")
    }

    @Test func `that is missing fails the call unless it is optional`() throws {
        let shop = try petShop()
        #expect(shop.call("orders.place", ["note": "x"]) == CallAnswer(.failed))
        #expect(shop.call("orders.place", ["pet": "dog-1", "note": .null]).outcome == .ok)
    }

    @Test func `of an action that is not there fails the call`() throws {
        let shop = try petShop()
        #expect(shop.call("pets.fly") == CallAnswer(.failed))
        #expect(shop.backEnd.lastReason == "there is no action 'pets.fly'")
    }
}

extension CallRequest {
    init(action: String, key: String, arguments: [String: Value]) {
        self.init(
            action: ActionName(action),
            key: key,
            arguments: arguments,
            within: TimeSpan(seconds: 5)
        )
    }
}
