import Topics

/// A reader of what authors, customers and channels send.
///
/// Whatever the bytes: no crash, no long wait, no growth, and none of its own rules broken.
enum FuzzTarget: String, CaseIterable, Sendable {
    /// A document of JSON, under the limits of a server.
    case json
    /// The nodes of a file.
    case yaml
    /// A file of a bot's folder, checked beside the others.
    case topic
    /// An expression, checked and evaluated.
    case cel
    /// A text with `{CEL}` in it.
    case text
    /// A transcript: read, run, recorded and read again.
    case chat
    /// A catalogue of translations.
    case po
    /// Events as JSON, a line each, and what a conversation makes of them.
    case event
    /// A conversation of random events with one of the bots.
    case step
    /// A saved state with some of its fields damaged.
    case state

    /// What does not hold for this input; nothing where all is well.
    func violations(_ bytes: [UInt8]) -> [String] {
        switch self {
        case .json: Self.readJSON(bytes)
        case .yaml: Self.readYAML(bytes)
        case .topic: Self.checkFile(bytes)
        case .cel: Self.evaluate(bytes)
        case .text: Self.render(bytes)
        case .chat: Self.playTranscript(bytes)
        case .po: Self.translate(bytes)
        case .event: Self.takeEvents(bytes)
        case .step: Self.converse(bytes)
        case .state: Self.damageState(bytes)
        }
    }

    /// Inputs to begin with, taken from the bots of this checkout.
    var seeds: [[UInt8]] {
        switch self {
        case .json: Self.documentSeeds
        case .yaml:
            SampleBot.all.flatMap(\.files).filter { $0.path.hasSuffix(".yaml") }.map(\.bytes)
        case .topic: Self.fileSeeds
        case .cel, .text: Self.expressionSeeds
        case .chat: SampleBot.all.flatMap(\.transcripts)
        case .po: Self.catalogueSeeds
        case .event: Self.eventSeeds
        case .step: Self.conversationSeeds
        case .state: Self.damageSeeds
        }
    }

    /// The longest input that is tried, in bytes: long enough to say everything, short enough to
    /// try thousands a minute.
    var longest: Int {
        switch self {
        case .yaml, .topic, .chat, .po: 4096
        case .json, .event: 2048
        case .cel, .text, .step, .state: 512
        }
    }
}
