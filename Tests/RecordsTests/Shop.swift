import BotRuntime
import Diagnostics
import Dialogue
import Foundation
import Records
import Testing
import Topics
import Values

/// A bot of tables and actions, loaded from what a designer would write, and its back end.
struct Shop {
    let definition: BotDefinition
    let backEnd: RecordsBackEnd

    /// Noon in Berlin on the day before the clocks go back to winter time.
    static let noon = Timestamp(seconds: 1_792_836_000)

    init(
        tables: [String: String],
        actions: String = "",
        zone: String = "Europe/Berlin",
        now: Timestamp = noon
    ) throws {
        let bot = """
            name: Shop
            time_zone: \(zone)
            queues: { desk: { title: the desk } }
            """
        var files = [BotFile(path: "bot.yaml", text: bot)]
        files.append(BotFile(path: "menu.yaml", text: "title: Menu\nsteps:\n  - say: Hello\n"))
        if !actions.isEmpty { files.append(BotFile(path: "actions.yaml", text: actions)) }
        for (name, text) in tables {
            files.append(BotFile(path: "records/\(name).yaml", text: text))
        }
        let (loaded, diagnostics) = BotLoader.load(files: files)
        // The actions are called here, and no topic needs them.
        let errors = diagnostics.filter { $0.severity == .error }
        try #require(errors.map { "\($0.location.line): \($0.message)" } == [])
        definition = try #require(loaded)
        backEnd = try RecordsBackEnd(definition: definition, now: now)
    }

    /// Calls an action under a key of its own unless one is given.
    func call(
        _ action: String,
        _ arguments: [String: Value] = [:],
        key: String? = nil,
        at now: Timestamp = noon
    ) -> CallAnswer {
        let request = CallRequest(
            action: ActionName(action),
            key: key ?? UUID().uuidString,
            arguments: arguments,
            within: TimeSpan(seconds: 5)
        )
        return backEnd.perform(request, at: now)
    }

    /// One column of a table, row by row.
    func column(_ name: String, of table: String) -> [Value] {
        backEnd.rows(of: table).map { $0.fields[name] ?? .null }
    }
}

extension CallAnswer {
    /// The rows of a list, or the one row.
    var rows: [Record] {
        switch value {
        case .record(let record): [record]
        case .list(let items):
            items.compactMap { if case .record(let record) = $0 { record } else { nil } }
        default: []
        }
    }

    func column(_ name: String) -> [Value] { rows.map { $0.fields[name] ?? .null } }
}

extension Value: ExpressibleByStringLiteral,
    ExpressibleByUnicodeScalarLiteral,
    ExpressibleByExtendedGraphemeClusterLiteral
{
    public init(stringLiteral text: String) { self = .string(text) }
}

/// Pets with a price, a birthday and perhaps a name, and the orders for them.
let pets = """
    columns: { id: text, name: optional text, price: money, born: date, sold: bool }
    rows:
      - { id: cat-2, name: Tom, price: 80 USD, born: 2025-03-01, sold: false }
      - { id: dog-1, name: Rex, price: 120.50 USD, born: 2024-12-24, sold: false }
      - { id: cat-1, price: 80 USD, born: 2025-03-01, sold: true }
      - { id: fish-1, name: Anna, price: 9 USD, born: 2026-01-31, sold: false }
    """

let orders = """
    columns: { id: text, pet: text, placed: date, track: text, note: optional text }
    rows:
      - { id: ORD-1001, pet: dog-0, placed: 2026-01-02, track: "https://shop.example/ORD-1001" }
    """

let actions = """
    pets.all: { safe: true, gives: list of pets, records: { table: pets } }
    pets.by_price: { safe: true, gives: list of pets, records: { table: pets, order: price } }
    pets.by_birth:
      safe: true
      gives: list of pets
      records: { table: pets, order: born desc, limit: 3 }
    pets.by_name: { safe: true, gives: list of pets, records: { table: pets, order: name } }
    pets.by_name_backwards:
      safe: true
      gives: list of pets
      records: { table: pets, order: name desc }
    pets.one:
      safe: true
      takes: { pet: text }
      gives: pets
      records: { table: pets, where: id == takes.pet }
    pets.unsold:
      safe: true
      takes: { before: date }
      gives: list of pets
      records: { table: pets, where: "!sold && born < takes.before && born < today" }
    pets.touch: { safe: true, records: { table: pets, where: id == 'cat-1' } }
    pets.named:
      safe: true
      takes: { name: text }
      gives: list of pets
      records: { table: pets, where: name == takes.name }
    pets.by_half:
      safe: true
      takes: { by: int }
      gives: list of pets
      records: { table: pets, where: 10 / takes.by > 1 }
    pets.sell:
      takes: { pet: text }
      gives: pets
      records: { table: pets, where: id == takes.pet && !sold, update: { sold: "true" } }
    pets.add:
      takes: { id: text, name: optional text }
      gives: pets
      records:
        table: pets
        insert: { id: takes.id, name: takes.name, price: "money(1, 'USD')", born: today, sold: "false" }
    pets.rename:
      takes: { name: text }
      gives: list of pets
      records: { table: pets, where: "!sold", update: { name: "takes.name + ' ' + id" } }
    pets.remove:
      takes: { pet: text }
      gives: pets
      records: { table: pets, where: id == takes.pet, delete: true }
    orders.place:
      takes: { pet: text, note: optional text }
      gives: orders
      records:
        - table: orders
          insert:
            id: new_id('ORD')
            pet: takes.pet
            placed: today
            track: "'https://shop.example/' + id"
            note: takes.note
        - { table: pets, where: id == takes.pet && !sold, update: { sold: "true" } }
    orders.place_and_divide:
      takes: { by: int }
      gives: orders
      records:
        - table: orders
          insert: { id: new_id('ORD'), pet: "'x'", placed: today, track: "'t'" }
        - { table: pets, where: 10 / takes.by > 1, update: { name: "'gone'" } }
    """

func petShop() throws -> Shop {
    try Shop(tables: ["pets": pets, "orders": orders], actions: actions)
}
