import Dialogue
import Messages
import Topics
import Understanding

/// What customers of one language write where the proof needs them to write something.
struct Words {
    let language: String
    /// How many languages the bot has.
    let languages: Int
    /// Each of them alone brings a person; the first is what the bot tells customers to say.
    let person: [String]
    /// The bot's own among them, in the order of the bot's files.
    let own: Set<String>
    let startOver: String
    /// Nothing that anybody could understand, in the letters of the language.
    let nonsense: String

    init(_ bot: Bot, _ language: String) {
        let definition = bot.definition
        self.language = language
        languages = definition.languages.count
        let usual = ControlWords.defaults(language)
        var own = definition.words[.agent]?.understood(in: language) ?? []
        if let agent = definition.topics.first(where: { $0.id == InheritedTopic.agent.id }) {
            own += agent.examples.understood(in: language)
        }
        var seen: Set<String> = []
        // The product's first word of the language is the one that its own texts name.
        let known = (usual[.agent] ?? []).prefix(1) + ["agent"] + own + (usual[.agent] ?? [])
        person = known.filter { seen.insert($0).inserted }
        self.own = Set(own)
        startOver = usual[.startOver]?.first ?? "start over"
        nonsense = Self.nonsense(language)
    }

    private static func nonsense(_ language: String) -> String {
        switch String(language.prefix { $0 != "-" }) {
        case "ar", "fa", "ur": "ظغضث خحقفظ"
        case "he", "yi": "צגטק זפסן"
        case "ru", "uk", "bg", "sr", "mk", "be": "щъжгх фъцшж"
        case "el": "ξψζχ φθξψ"
        case "hi", "mr", "ne": "ढझञ घङढ"
        case "th": "ฎฌฒ ฆฏฑ"
        case "ko": "쀍뙑 쒧쁗"
        case "zh", "ja": "鼗齉 龘靐"
        default: "zxqv wkjq"
        }
    }
}
