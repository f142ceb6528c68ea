import BotRuntime
import Dialogue
import Expressions
import Messages
import Records
import Topics
import Transcripts
import Values

/// Under which circumstances a walk begins.
struct Setting: Hashable, Sendable {
    var channel: Channel
    var capabilities: Set<Capability>
    var language: String
    var isVerified: Bool
    var now: Timestamp
    /// Which rows stand in the tables: 0 is those of the bot's files.
    var rows: Int

    var profile: ChannelProfile { ChannelProfile(channel: channel, capabilities: capabilities) }
}

/// The settings that a bot's walks begin in, and conversations at their beginning.
final class Settings {
    let bot: Bot
    /// In which most is usual: findings are shown in it where they show there.
    let plain: Setting
    private let moments: [Timestamp]
    private let log: StepLog
    private var backEnds: [BackEndKey: MemoryBackEnd] = [:]

    private struct BackEndKey: Hashable {
        let now: Timestamp
        let rows: Int
    }

    /// How many ways there are to fill the tables.
    private static let fillings = 32

    init(_ bot: Bot, log: StepLog) {
        self.bot = bot
        self.log = log
        let channel = bot.definition.channels.first ?? .web
        plain = Setting(
            channel: channel,
            capabilities: ChannelProfile.usual(on: channel),
            language: bot.definition.languages[0],
            isVerified: true,
            now: TranscriptHeader.usualStart,
            rows: 0
        )
        moments = Self.moments(of: bot.definition)
    }

    /// A working day's morning and night, a weekend, a holiday, the hour in which clocks are set,
    /// the last of a year.
    private static func moments(of bot: BotDefinition) -> [Timestamp] {
        let usual = TranscriptHeader.usualStart
        let day = CivilDate(daysSinceEpoch: Int(usual.seconds / 86_400))
        let holiday = bot.calendar.holidays.filter { $0 > day }.min()
        return [
            usual, usual.adding(TimeSpan(seconds: 12 * 3600)),
            usual.adding(TimeSpan(seconds: 5 * 86_400)),
            holiday.map { Timestamp(seconds: Int64($0.daysSinceEpoch) * 86_400 + 57_600) },
            // 8 March 2026, 06:59 in Greenwich: a minute before New York's clocks go forward.
            Timestamp(seconds: 1_772_953_140),
            // 31 December 2026, 23:58 in Greenwich.
            Timestamp(seconds: 1_798_761_480),
        ].compactMap(\.self)
    }

    func any(_ dice: inout Dice) -> Setting {
        let definition = bot.definition
        var setting = plain
        setting.channel = dice.one(of: definition.channels) ?? setting.channel
        setting.capabilities = ChannelProfile.usual(on: setting.channel)
        if dice.comes(15) {
            setting.capabilities = setting.capabilities.filter { _ in true }
            if let lost = dice.one(of: setting.capabilities.sorted()) {
                setting.capabilities.remove(lost)
            }
        }
        if dice.comes(40) {
            setting.language = dice.one(of: definition.languages) ?? setting.language
        }
        setting.isVerified = dice.comes(70)
        if dice.comes(60) { setting.now = dice.one(of: moments) ?? setting.now }
        if dice.comes(50) { setting.rows = dice.below(Self.fillings) }
        return setting
    }

    func simulation(_ setting: Setting) throws(RecordsError) -> Simulation {
        let contact = bot.definition.simulatedContact ?? "customer"
        var simulation = Simulation(
            bot: bot,
            backEnd: try backEnd(setting).copy(),
            profile: setting.profile,
            contact: Contact(
                id: contact,
                subject: setting.isVerified ? contact : nil,
                verified: setting.isVerified,
                locale: setting.language == plain.language ? nil : setting.language
            ),
            now: setting.now,
            language: setting.language
        )
        simulation.sealing = nil
        simulation.observer = log
        return simulation
    }

    private func backEnd(_ setting: Setting) throws(RecordsError) -> MemoryBackEnd {
        let key = BackEndKey(now: setting.now, rows: setting.rows)
        if let known = backEnds[key] { return known }
        var made = try MemoryBackEnd(definition: bot.definition, now: setting.now) {
            request,
            action in
            var hash = StableHash()
            hash.combine(request.key)
            hash.combine(Int64(setting.rows))
            var dice = Dice(seed: hash.bits)
            guard let type = action.gives else { return CallAnswer(.ok) }
            return CallAnswer(
                .ok,
                Value(json: GivenValues.json(of: type, among: [], &dice), as: type)
            )
        }
        if setting.rows > 0 {
            var dice = Dice(seed: UInt64(setting.rows))
            made = made.choosing { _, count in Self.rows(of: count, &dice) }
        }
        backEnds[key] = made
        return made
    }

    /// The numbers of the rows that stand in a table: none, one, two, some or more than there are.
    private static func rows(of count: Int, _ dice: inout Dice) -> [Int] {
        let all = Array(0..<count)
        return switch dice.below(14) {
        case 0: []
        case 1: Array(all.prefix(1))
        case 2: Array(all.suffix(1))
        case 3: Array(all.prefix(2))
        case 4: all.filter { _ in dice.comes(50) }
        case 5: all + all
        case 6: (0..<6).flatMap { _ in all }.prefix(60).map(\.self)
        default: all
        }
    }
}
