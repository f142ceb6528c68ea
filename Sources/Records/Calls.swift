import Expressions
import Foundation
import Topics
import Values

/// What the calls of a bot are made with, wherever its rows stand.
struct Calls: Sendable {
    let definition: BotDefinition
    let layouts: [String: Layout]
    private let zone: TimeZone
    private let locale: Locale

    init(_ definition: BotDefinition, zone: TimeZone) {
        self.definition = definition
        self.zone = zone
        locale = Locale(identifier: definition.languages.first ?? "en")
        layouts = definition.tables.mapValues { Layout($0) }
    }

    /// One call, ready to run.
    func execution<Store: RowStore>(
        _ takes: Record,
        _ now: Timestamp,
        on store: Store,
        _ newIDs: NewIDs?,
        _ language: String
    ) -> Execution<Store> {
        var functions: [String: Occasion.Function] = [:]
        if let newIDs { functions["new_id"] = newIDs.next }
        return Execution(
            store: store,
            layouts: layouts,
            environment: Environment(
                values: ["takes": .record(takes)],
                now: now,
                zone: zone,
                locale: locale,
                calendar: definition.calendar,
                functions: functions
            ),
            newIDs: newIDs,
            language: language
        )
    }
}

extension Action {
    /// Whether running the statements needs no key: asked again they do nothing either.
    func onlyReads(_ statements: [Topics.Statement]) -> Bool {
        safe
            && statements.allSatisfy { statement in
                if case .select = statement.verb { true } else { false }
            }
    }

    /// The arguments, each of exactly the type that the action takes.
    func takes(_ arguments: [String: Value]) throws(Stop) -> Record {
        do throws(ArgumentMistake) { return try converting(arguments) } catch {
            throw .failed(error.description)
        }
    }

    /// What the action gives of the rows of its first statement.
    func answer(_ rows: [Record]) -> Value {
        guard let gives else { return .null }
        if case .list = gives.unwrapped { return .list(rows.map { .record($0) }) }
        return rows.first.map { .record($0) } ?? .null
    }
}
