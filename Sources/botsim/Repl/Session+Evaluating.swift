import BotRuntime
import Bots
import Diagnostics
import Dialogue
import Expressions
import Topics
import Values

/// Expressions in the light of where the conversation is.
extension Session {
    /// What an expression of the topic that waits would give now, or what is wrong with it.
    func evaluation(of text: String) -> [String] {
        let environment = simulation.names
        let scope = scope(environment)
        switch Expressions.Expression.tried(text, scope: scope, in: environment) {
        case .value(let value, let type):
            return ["  " + shown(value, type, isSecret: readsSecret(text, scope))]
        case .mistakes(let mistakes):
            // What is said of a value would tell it.
            if readsSecret(text, scope) { return ["  •••" + pen.dim("  (it has no value)")] }
            return mistakes.flatMap { mistake in
                let isUnknown = mistake.code == "unknown-name" && mistake.hint == nil
                let known = "  known here: " + names(scope).joined(separator: ", ")
                return mistake.under(text) + (isUnknown ? [known] : [])
            }
        }
    }

    /// The topic's own names, each with its value and type.
    var nameLines: [String] {
        let environment = simulation.names
        let scope = scope(environment)
        let width = names(scope).map(\.count).max() ?? 0
        return names(scope).flatMap { name -> [String] in
            guard
                case .value(let value, let type) = Expressions.Expression.tried(
                    name,
                    scope: scope,
                    in: environment
                )
            else { return [] }
            let words = shown(value, type, isSecret: readsSecret(name, scope))
            return ["  " + name.filled(to: width) + "  " + words]
        }
    }

    /// The topic whose names can be read: the one that waits.
    private var topic: Topic? {
        simulation.conversation.frames.last.flatMap { folder.bot.topic($0.topic) }
    }

    /// The types of all names; what has a value now is known to have one.
    private func scope(_ environment: Environment) -> Scope {
        let names = topic?.names ?? [:]
        var scope = Scope.everywhere.adding(names)
        scope.narrowed = Set(names.keys.filter { environment[$0] != .null })
        return scope
    }

    /// The topic's own names, or where there is none those known everywhere.
    private func names(_ scope: Scope) -> [String] {
        (topic.map { Array($0.names.keys) } ?? Array(scope.names.keys)).sorted()
    }

    private func readsSecret(_ text: String, _ scope: Scope) -> Bool {
        var mistakes: [Diagnostic] = []
        let place = SourceLocation(file: SourceFile(path: "", text: text), line: 1, column: 1)
        let read = Expressions.Expression.compile(text, at: place, scope: scope, into: &mistakes)
        return !(read?.reads ?? []).isDisjoint(with: topic?.secureNames ?? [])
    }

    private func shown(
        _ value: Value,
        _ type: Expressions.`Type`,
        isSecret: Bool
    ) -> String {
        if value == .null { return "null" + pen.dim("  (nothing is there yet)") }
        let words = isSecret ? "•••" : value.written.printable.cut(to: 200)
        return words + pen.dim("  (\(type.unwrapped))")
    }
}

extension Diagnostic {
    /// The mistake below an expression that was typed by hand, with a caret under its place.
    func under(_ text: String) -> [String] {
        let line = location.file.line(location.line).map(String.init) ?? text
        let indent = String(repeating: " ", count: max(0, location.column - 1))
        let shown = ["  " + line.printable, "  " + indent + "^ " + message.printable]
        return shown + (hint.map { ["  " + indent + "  " + $0.printable] } ?? [])
    }
}

extension String {
    /// At most so many characters, with a sign where some are left out.
    fileprivate func cut(to most: Int) -> String {
        count > most ? prefix(most) + "…" : self
    }
}
