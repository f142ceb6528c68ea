import BotRuntime
import Bots
import Diagnostics
import Dialogue

/// The bot's files while one talks to it.
extension Session {
    /// Loads the files again and goes on with the conversation.
    mutating func reload() -> [String] {
        stamp = FolderStamp(folder.path)
        do {
            let (loaded, diagnostics) = try BotFolder.load(folder.path, toTalk: true)
            guard let loaded else {
                return diagnostics.map(\.rendered) + [
                    "the conversation goes on with the old version"
                ]
            }
            folder = loaded
            simulation = simulation.continued(in: loaded.bot)
            return ["loaded: " + Summary.of(diagnostics) + whatBecomesOfIt]
        } catch {
            return [error.message]
        }
    }

    /// What the new version makes of the conversation; nothing where none runs.
    private var whatBecomesOfIt: String {
        let conversation = simulation.conversation
        guard !conversation.frames.isEmpty || conversation.waiting != .nothing else { return "" }
        let prospect = folder.bot.prospect(
            of: conversation,
            at: Event(
                at: simulation.now,
                profile: simulation.profile,
                contact: simulation.contact,
                desk: simulation.desk,
                kind: .timer(.idle)
            )
        )
        return "; " + prospect.sentence
    }

    /// The same where a file was saved since the last line; without a word where none was.
    mutating func reloadIfChanged() -> [String] {
        guard FolderStamp(folder.path) != stamp else { return [] }
        return reload().map { pen.dim("  " + $0) }
    }
}
