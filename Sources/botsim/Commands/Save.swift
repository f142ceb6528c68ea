import BotRuntime
import Bots
import Diagnostics
import Dialogue
import Foundation
import Messages
import Topics
import Transcripts
import Values

extension Command {
    static let save = Command(
        name: "save",
        summary:
            "write a conversation of a server as a transcript, with everything personal replaced",
        positionals: [.bot],
        options: [
            Option(name: "--server", value: "URL", help: "such as https://va.example"),
            Option(name: "--token", value: "FILE", help: "holds a manager's token"),
            Option(name: "--account", value: "NAME", help: "what the customer wrote to"),
            Option(name: "--contact", value: "ID", help: "who wrote"),
            Option(
                name: "--conversation",
                value: "N",
                help: "which of theirs; the last without it"
            ),
        ],
        run: runSave
    )
}

private func runSave(_ arguments: Arguments) throws(CommandFailure) -> ExitCode {
    let source = try ServerConversation(arguments)
    guard let folder = try BotFolder.open(arguments, toTalk: true) else { return .failed }
    let turns = try source.turns()
    guard let first = turns.first else {
        throw CommandFailure(message: "the server has no such conversation", code: .failed)
    }
    let standing = try source.standing()
    let simulation = try folder.simulation(of: standing, at: first.at)
    var standIns = StandIns()
    standIns.hide(name: source.contact, as: simulation.contact.id)
    if let subject = standing["contact"]?["subject"]?.string {
        standIns.hide(name: subject, as: simulation.contact.id)
    }
    if let name = standing["contact"]?["name"]?.string {
        standIns.hide(name: name, as: "Sam Doe")
        for part in name.split(separator: " ") { standIns.hide(name: String(part), as: "Sam") }
    }
    var saved = SavedConversation(turns, simulation, standIns, in: folder.bot)
    let text: String
    do throws(InboundError) {
        text = try saved.play(title: "saved from a server")
    } catch {
        throw CommandFailure(message: "a turn cannot be read: \(error)", code: .failed)
    }
    Output.line(String(text.dropLast()))
    if let difference = saved.firstDifference() {
        Output.error(
            "botsim: the bot here says '\(difference.here ?? "nothing")' where the server said "
                + "'\(difference.there ?? "nothing")'"
        )
    }
    return try folder.holds(text) ? .ok : .failed
}

extension BotFolder {
    /// The bot before a conversation of a server, as whom its simulator talks.
    fileprivate func simulation(
        of standing: JSON,
        at moment: Timestamp
    ) throws(CommandFailure) -> Simulation {
        let contact = standing["contact"]
        let channel = standing["channel"]?.string.flatMap(Channel.init(rawValue:)) ?? .web
        let id = bot.definition.simulatedContact ?? "customer"
        let until = contact?["verified_until"]?.string.flatMap { Timestamp($0) }
        let isVerified = until.map { $0 > moment } ?? false
        let backEnd: any BackEnd
        do { backEnd = try makeBackEnd(at: moment) } catch {
            throw CommandFailure(message: "the back end does not start: \(error)", code: .failed)
        }
        return Simulation(
            bot: bot,
            backEnd: backEnd,
            profile: contact?["capabilities"]?.string.map {
                ChannelProfile(channel: channel, capabilityList: $0)
            } ?? ChannelProfile(channel: channel),
            contact: Contact(
                id: id,
                subject: isVerified ? id : nil,
                verified: isVerified,
                timeZone: contact?["time_zone"]?.string
            ),
            now: moment
        )
    }

    /// Whether a transcript passes, as `botsim test` would say.
    fileprivate func holds(_ text: String) throws(CommandFailure) -> Bool {
        let (transcript, diagnostics) = Transcript.parse(SourceFile(path: "saved.chat", text: text))
        let runner = TranscriptRunner(bot: bot) { now in try makeBackEnd(at: now) }
        let failures = transcript.map { runner.run($0).failures } ?? []
        for diagnostic in diagnostics { Output.error(diagnostic.rendered) }
        for failure in failures { Output.error("botsim: \(failure.location): \(failure.message)") }
        return transcript != nil && failures.isEmpty
    }
}
