import Diagnostics
import Dialogue
import Topics

/// What breaks a proof: each mistake once, however many stages it shows at.
struct Findings {
    private(set) var list: [Diagnostic] = []
    private var known: Set<[String]> = []
    private let bot: BotDefinition

    init(_ bot: BotDefinition) { self.bot = bot }

    /// A mistake in `bot.yaml`.
    ///
    /// - Parameters:
    ///   - code: Its name.
    ///   - keys: Where it may stand, most likely first: `house.person`.
    ///   - message: What is wrong.
    ///   - hint: A way out.
    ///   - key: What it is known by; nil: by its message.
    mutating func add(
        _ code: String,
        at keys: [String],
        _ message: String,
        hint: String,
        key: [String]? = nil
    ) {
        let place = (keys + ["name"]).compactMap { bot.places[$0] }.first
        guard let place else { return }
        add(.error(code, at: place, message, hint: hint), key: key ?? [code, message])
    }

    /// A mistake of the way a topic goes.
    mutating func add(_ code: String, at site: Site, _ message: String, hint: String) {
        add(.error(code, at: site.step.location, message, hint: hint), key: [code, message])
    }

    mutating func add(_ diagnostic: Diagnostic, key: [String]) {
        guard known.insert(key).inserted else { return }
        list.append(diagnostic)
    }
}
