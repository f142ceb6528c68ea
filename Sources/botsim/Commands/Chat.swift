import BotRuntime
import Bots
import Dialogue
import Foundation
import Messages
import Text
import Topics
import Values
import WebActions

extension Command {
    static let chat = Command(
        name: "chat",
        summary: "talk to a bot, or send it events as JSON Lines",
        positionals: [.bot],
        options: [
            Option(
                name: "--json",
                value: nil,
                help: "an event a line in, what it led to a line out"
            ),
            Option(
                name: "--channel",
                value: "C",
                help: "apple, whatsapp, sms or web",
                allowed: Channel.allCases.map(\.rawValue)
            ),
            Option(
                name: "--capabilities",
                value: "LIST",
                help: "what the device can show, such as QUICK,LIST,FORM"
            ),
            Option(name: "--contact", value: "ID", help: "who writes; as bot.yaml says without it"),
            Option(name: "--unverified", value: nil, help: "the contact's identity is not proven"),
            Option(
                name: "--now",
                value: "TIME",
                help: "the moment it begins, such as 2026-03-02T10:00:00Z; the clock's without it"
            ),
            Option(name: "--language", value: "TAG", help: "the customer's language, such as es"),
            Option(
                name: "--services",
                value: "FILE",
                help: "where actions declared with http are answered; they fail without it"
            ),
        ],
        run: runChat
    )
}

private func runChat(_ arguments: Arguments) throws(CommandFailure) -> ExitCode {
    let now = try Moment.of(arguments)
    guard let folder = try BotFolder.open(arguments, toTalk: true) else { return .failed }
    let simulation = try folder.simulation(arguments, now: now)
    guard arguments.has("--json") else {
        return try Repl.run(folder, simulation, language: arguments.value("--language"))
    }
    var chat = JSONChat(simulation)
    let input = try LineInput("-")
    while let line = input.next() { Output.line(chat.answer(line)) }
    return chat.hadInvalidLine ? .failed : .ok
}

enum Moment {
    /// The system's clock.
    static var now: Timestamp {
        Timestamp(milliseconds: Int64(Date().timeIntervalSince1970 * 1000))
    }

    /// `--now`, else the system's clock.
    static func of(_ arguments: Arguments) throws(CommandFailure) -> Timestamp {
        try given(arguments) ?? now
    }

    /// `--now`; nil where it is not there.
    static func given(_ arguments: Arguments) throws(CommandFailure) -> Timestamp? {
        guard let text = arguments.value("--now") else { return nil }
        guard let now = Timestamp(text) else {
            throw .usage("--now is not '\(text)': write it like 2026-03-02T10:00:00Z")
        }
        return now
    }
}

enum LanguageOption {
    /// `--language`, a tag that exists; the bot need not speak it.
    static func of(
        _ arguments: Arguments,
        spokenBy bot: BotDefinition? = nil
    ) throws(CommandFailure) -> String? {
        guard let tag = arguments.value("--language") else { return nil }
        guard LanguageTag.isKnown(tag) else {
            let meant = LanguageTag.meant(by: tag, among: bot?.languages ?? [])
            throw .usage(
                "--language is not '\(tag)': "
                    + (meant.map { "did you mean '\($0)'?" } ?? "write a tag such as en or pt-BR")
            )
        }
        return tag
    }
}

extension BotFolder {
    /// The conversation that the options of a command line describe.
    func simulation(
        _ arguments: Arguments,
        now: Timestamp
    ) throws(CommandFailure) -> Simulation {
        let channel =
            arguments.value("--channel").flatMap(Channel.init) ?? bot.definition.channels.first
            ?? .web
        let contact = arguments.value("--contact") ?? bot.definition.simulatedContact ?? "customer"
        let isVerified = !arguments.has("--unverified")
        let language = try LanguageOption.of(arguments, spokenBy: bot.definition)
        let backEnd: any BackEnd
        do {
            backEnd = try makeBackEnd(at: now, services: try services(arguments)) {
                Output.error("botsim: \($0)")
            }
        } catch let failure as CommandFailure {
            throw failure
        } catch {
            throw CommandFailure(message: "the back end does not start: \(error)", code: .failed)
        }
        return Simulation(
            bot: bot,
            backEnd: backEnd,
            profile: arguments.value("--capabilities").map {
                ChannelProfile(channel: channel, capabilityList: $0)
            } ?? ChannelProfile(channel: channel),
            contact: Contact(
                id: contact,
                subject: isVerified ? contact : nil,
                verified: isVerified,
                locale: language
            ),
            now: now,
            language: language
        )
    }
}

extension BotFolder {
    /// The back ends of `--services`; nil without.
    private func services(_ arguments: Arguments) throws(CommandFailure) -> WebServices? {
        guard let path = arguments.value("--services") else { return nil }
        let services: WebServices
        do throws(WebServicesProblems) { services = try WebServices(file: path) } catch {
            throw CommandFailure(message: error.problems.joined(separator: "\n"), code: .failed)
        }
        let missing = services.missing(for: bot.definition)
        guard missing.isEmpty else {
            let lines = missing.map { action, call in
                "\(path) does not say where the service '\(call.service)' is, which "
                    + "\(action.name) asks"
            }
            throw CommandFailure(message: lines.joined(separator: "\n"), code: .failed)
        }
        return services
    }
}

/// `chat --json`: an event a line in, what it led to a line out.
struct JSONChat {
    private var simulation: Simulation
    private var number = 0
    private(set) var hadInvalidLine = false

    init(_ simulation: Simulation) { self.simulation = simulation }

    mutating func answer(_ line: [UInt8]) -> String {
        number += 1
        do {
            let json = try JSON(parsing: Data(line))
            let event = try SimulatedEvent(json: json, current: simulation.profile)
            return simulation.take(event).json.text
        } catch {
            hadInvalidLine = true
            return Batch.invalid("\(error)", number).text
        }
    }
}
