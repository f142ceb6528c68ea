import BotRuntime
import Dialogue
import Records
import Testing
import Values

@Suite struct `A selection` {
    @Test func `gives all rows in the order of the file`() throws {
        let answer = try petShop().call("pets.all")
        #expect(answer.outcome == .ok)
        #expect(answer.column("id") == ["cat-2", "dog-1", "cat-1", "fish-1"])
    }

    @Test func `gives rows as records of their table, empty columns among them`() throws {
        let row = try #require(try petShop().call("pets.one", ["pet": "cat-1"]).rows.first)
        #expect(row.shape == "pets")
        #expect(Set(row.fields.keys) == ["id", "name", "price", "born", "sold"])
        #expect(row.fields["name"] == .null)
        #expect(row.fields["sold"] == .bool(true))
    }

    @Test func `orders amounts by size and equal ones by their IDs`() throws {
        let answer = try petShop().call("pets.by_price")
        #expect(answer.column("id") == ["fish-1", "cat-1", "cat-2", "dog-1"])
    }

    @Test func `gives the latest first, and no more than its limit`() throws {
        let answer = try petShop().call("pets.by_birth")
        #expect(answer.column("id") == ["fish-1", "cat-1", "cat-2"])
    }

    @Test(
        arguments: [
            ("pets.by_name", ["fish-1", "dog-1", "cat-2", "cat-1"]),
            ("pets.by_name_backwards", ["cat-2", "dog-1", "fish-1", "cat-1"]),
        ] as [(String, [Value])]
    )
    func `puts rows without a value last in either order`(action: String, ids: [Value]) throws {
        #expect(try petShop().call(action).column("id") == ids)
    }

    @Test func `sees columns, arguments and the day of the call`() throws {
        let shop = try petShop()
        let before = Value.date(try #require(CivilDate("2026-12-31")))
        let earlier = try #require(Timestamp("2026-01-31T12:00:00Z"))
        #expect(
            shop.call("pets.unsold", ["before": before]).column("id")
                == ["cat-2", "dog-1", "fish-1"]
        )
        #expect(
            shop.call("pets.unsold", ["before": before], at: earlier).column("id")
                == ["cat-2", "dog-1"]
        )
    }

    @Test func `of one row that is not there is fine and empty`() throws {
        #expect(try petShop().call("pets.one", ["pet": "cow"]) == CallAnswer(.ok, .null))
    }

    @Test func `of a list that has no rows is fine and empty`() throws {
        #expect(try petShop().call("pets.named", ["name": "Bo"]) == CallAnswer(.ok, .list([])))
    }

    @Test func `gives nothing where the action gives nothing`() throws {
        #expect(try petShop().call("pets.touch") == CallAnswer(.ok, .null))
    }

    @Test func `whose condition has no value failed`() throws {
        let shop = try petShop()
        #expect(shop.call("pets.by_half", ["by": .int(0)]) == CallAnswer(.failed))
        #expect(shop.backEnd.lastReason == "division by zero, in '10 / takes.by > 1'")
    }
}
