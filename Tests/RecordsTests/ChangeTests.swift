import BotRuntime
import Dialogue
import Records
import Testing
import Values

@Suite struct `A change` {
    @Test func `inserts a row that reads its own columns, and gives it`() throws {
        let shop = try petShop()
        let answer = shop.call("orders.place", ["pet": "dog-1", "note": "Ring twice"])
        let row = try #require(answer.rows.first)
        #expect(row.fields["track"] == "https://shop.example/ORD-1002")
        #expect(row.fields["placed"] == .date(try #require(CivilDate("2026-10-24"))))
        #expect(row.fields["note"] == "Ring twice")
        #expect(shop.backEnd.rows(of: "orders").last == row)
    }

    @Test func `leaves out what is optional`() throws {
        let answer = try petShop().call("orders.place", ["pet": "dog-1"])
        #expect(answer.column("note") == [.null])
    }

    @Test func `makes IDs that no row has, one after another`() throws {
        let shop = try petShop()
        let ids = ["dog-1", "cat-2", "fish-1"].map {
            shop.call("orders.place", ["pet": .string($0)]).column("id").first
        }
        #expect(ids == ["ORD-1002", "ORD-1003", "ORD-1004"])
    }

    @Test func `updates the rows that are meant and gives them as they are now`() throws {
        let shop = try petShop()
        let answer = shop.call("pets.rename", ["name": "Pet"])
        #expect(answer.column("name") == ["Pet cat-2", "Pet dog-1", "Pet fish-1"])
        #expect(shop.column("name", of: "pets") == ["Pet cat-2", "Pet dog-1", .null, "Pet fish-1"])
    }

    @Test func `of no row is refused`() throws {
        let shop = try petShop()
        #expect(shop.call("pets.sell", ["pet": "cat-1"]) == CallAnswer(.refused))
        #expect(shop.backEnd.lastReason == "no row of 'pets' was to be changed")
    }

    @Test func `deletes what is meant, gives it, and is content with nothing`() throws {
        let shop = try petShop()
        #expect(shop.call("pets.remove", ["pet": "dog-1"]).column("name") == ["Rex"])
        #expect(shop.call("pets.remove", ["pet": "dog-1"]) == CallAnswer(.ok))
        #expect(shop.column("id", of: "pets") == ["cat-2", "cat-1", "fish-1"])
    }

    @Test func `of several statements happens whole or not at all when one is refused`() throws {
        let shop = try petShop()
        let before = shop.backEnd.rows(of: "orders")
        #expect(shop.call("orders.place", ["pet": "cat-1"]) == CallAnswer(.refused))
        #expect(shop.backEnd.rows(of: "orders") == before)
        #expect(shop.call("orders.place", ["pet": "cat-2"]).column("id") == ["ORD-1002"])
        #expect(shop.column("sold", of: "pets").first == .bool(true))
    }

    @Test func `of several statements happens whole or not at all when one fails`() throws {
        let shop = try petShop()
        let before = shop.backEnd.rows(of: "orders")
        #expect(shop.call("orders.place_and_divide", ["by": .int(0)]) == CallAnswer(.failed))
        #expect(shop.backEnd.rows(of: "orders") == before)
        #expect(shop.call("orders.place_and_divide", ["by": .int(2)]).outcome == .ok)
    }

    @Test func `that gives an ID twice failed and changed nothing`() throws {
        let shop = try petShop()
        let before = shop.backEnd.rows(of: "pets")
        #expect(shop.call("pets.add", ["id": "dog-1"]) == CallAnswer(.failed))
        #expect(shop.backEnd.rows(of: "pets") == before)
    }
}
