import BotRuntime
import Dialogue
import Records
import Testing
import Values

@Suite struct `A call with the same key` {
    @Test func `gives the same answer and does nothing`() throws {
        let shop = try petShop()
        let first = shop.call("orders.place", ["pet": "dog-1"], key: "a/1")
        let rows = shop.backEnd.rows(of: "orders")
        #expect(first.outcome == .ok)
        #expect(shop.call("orders.place", ["pet": "dog-1"], key: "a/1") == first)
        #expect(shop.backEnd.rows(of: "orders") == rows)
    }

    @Test func `is refused again although it would be accepted now`() throws {
        let shop = try petShop()
        #expect(shop.call("pets.sell", ["pet": "cow"], key: "a/1").outcome == .refused)
        #expect(shop.call("pets.add", ["id": "cow"]).outcome == .ok)
        #expect(shop.call("pets.sell", ["pet": "cow"], key: "a/1").outcome == .refused)
        #expect(shop.call("pets.sell", ["pet": "cow"], key: "a/2").outcome == .ok)
    }

    @Test func `may succeed after it failed, because nothing happened`() throws {
        let shop = try petShop()
        #expect(shop.call("pets.add", ["id": "dog-1"], key: "a/1").outcome == .failed)
        #expect(shop.call("pets.remove", ["pet": "dog-1"]).outcome == .ok)
        #expect(shop.call("pets.add", ["id": "dog-1"], key: "a/1").outcome == .ok)
    }

    @Test func `reads again where the action only reads`() throws {
        let shop = try petShop()
        #expect(shop.call("pets.all", key: "a/1").rows.count == 4)
        #expect(shop.call("pets.remove", ["pet": "dog-1"]).outcome == .ok)
        #expect(shop.call("pets.all", key: "a/1").rows.count == 3)
    }

    @Test func `gives the same answer in a copy`() throws {
        let shop = try petShop()
        let first = shop.call("orders.place", ["pet": "dog-1"], key: "a/1")
        let copy = shop.backEnd.copy()
        let request = CallRequest(
            action: "orders.place",
            key: "a/1",
            arguments: ["pet": "cat-2"]
        )
        #expect(copy.perform(request, at: Shop.noon) == first)
    }
}

@Suite struct `A copy` {
    @Test func `has the same rows, and each goes its own way`() throws {
        let shop = try petShop()
        #expect(shop.call("pets.sell", ["pet": "dog-1"]).outcome == .ok)
        let copy = try #require(shop.backEnd.copy() as? RecordsBackEnd)
        #expect(copy.rows(of: "pets") == shop.backEnd.rows(of: "pets"))
        #expect(shop.call("pets.remove", ["pet": "cat-2"]).outcome == .ok)
        #expect(copy.rows(of: "pets").count == 4)
        let request = CallRequest(action: "pets.remove", key: "b", arguments: ["pet": "fish-1"])
        #expect(copy.perform(request, at: Shop.noon).outcome == .ok)
        #expect(shop.column("id", of: "pets") == ["dog-1", "cat-1", "fish-1"])
        #expect(copy.rows(of: "pets").map { $0.fields["id"] } == ["cat-2", "dog-1", "cat-1"])
    }

    @Test func `makes the same IDs as its original`() throws {
        let shop = try petShop()
        #expect(shop.call("orders.place", ["pet": "cat-2"]).column("id") == ["ORD-1002"])
        let copy = shop.backEnd.copy()
        let request = CallRequest(action: "orders.place", key: "x", arguments: ["pet": "dog-1"])
        let inCopy = copy.perform(request, at: Shop.noon)
        #expect(inCopy.column("id") == ["ORD-1003"])
        #expect(shop.backEnd.perform(request, at: Shop.noon) == inCopy)
    }
}
