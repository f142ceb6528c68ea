import Synchronization

/// Keeps matchers that were compiled: a message is held against the same list several times, and the
/// next message often against the same again.
///
/// A matcher is worth the same whether it was kept or not.
package final class ChoiceMatchers: Sendable {
    private struct Key: Hashable {
        let options: [ChoiceOption]
        let language: String
    }

    /// Where there are more, all are given up, and compiled again where they are needed.
    private static let mostKept = 256

    private let kept = Mutex<[Key: ChoiceMatcher]>([:])

    package init() {}

    package func matcher(of options: [ChoiceOption], in language: String) -> ChoiceMatcher {
        let key = Key(options: options, language: language)
        if let known = kept.withLock({ $0[key] }) { return known }
        let matcher = ChoiceMatcher(options: options, language: language)
        kept.withLock { kept in
            if kept.count >= Self.mostKept { kept = [:] }
            kept[key] = matcher
        }
        return matcher
    }
}
