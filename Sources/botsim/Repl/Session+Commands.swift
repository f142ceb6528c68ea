import BotRuntime
import Bots
import Diagnostics
import Dialogue
import Foundation
import Messages
import Topics
import Transcripts
import Values

extension Session {
    mutating func command(_ line: String) -> Answer {
        let (name, rest) = line.firstBlankApart
        guard let command = ReplCommand(rawValue: name) else {
            let near = nearest(to: name, in: ReplCommand.allCases.map(\.rawValue))
            return Answer(lines: [
                "there is no :\(name.printable)"
                    + (near.map { ", did you mean :\($0)?" } ?? "; :help shows what there is")
            ])
        }
        switch command {
        case .quit: return Answer(lines: [], isOver: true)
        case .help: return Answer(lines: helpLines)
        case .why: return Answer(lines: explanation)
        case .state: return Answer(lines: stateLines)
        case .slots: return Answer(lines: slotLines)
        case .eval: return Answer(lines: rest.isEmpty ? nameLines : evaluation(of: rest))
        case .as: return Answer(lines: change(to: rest))
        case .agent: return Answer(lines: desk(rest))
        case .wait:
            guard let span = TimeSpan(rest) else {
                return Answer(lines: ["write it like :wait 2h"])
            }
            let lines = happen(.wait(span), words: ":wait \(rest)")
            return Answer(lines: [pen.dim("  (it is \(time.words(simulation.now)))")] + lines)
        case .save: return Answer(lines: save(rest))
        case .reload: return Answer(lines: reload())
        case .back: return Answer(lines: goBack(rest))
        case .forward: return Answer(lines: goForward(rest))
        case .history: return Answer(lines: historyLines)
        case .fork: return Answer(lines: fork(rest))
        case .new:
            return Answer(lines: happen(.new, words: ":new") + [pen.dim("  (a new conversation)")])
        }
    }

    private var helpLines: [String] {
        let rows = ReplCommand.allCases.map { command -> (call: String, help: String) in
            let usage = command.usage
            let call = usage.arguments.isEmpty ? usage.name : "\(usage.name) \(usage.arguments)"
            return (call, usage.help)
        }
        let width = rows.map(\.call.count).filter { $0 <= 20 }.max() ?? 0
        var lines: [String] = []
        for row in rows {
            var call = row.call
            if call.count > width {
                lines.append("  \(call)")
                call = ""
            }
            lines.append("  \(call.filled(to: width))  \(row.help)")
        }
        lines.append("  [file] NAME TYPE SIZE and [location] LATITUDE, LONGITUDE NAME send media;")
        lines.append("  a line with ! before it is taken as in a transcript: ! people closed")
        return lines
    }

    private mutating func change(to words: String) -> [String] {
        let (name, list) = words.firstBlankApart
        if name == "all" { return onAllChannels }
        guard let channel = Channel(rawValue: name) else {
            let known = Channel.allCases.map(\.rawValue).joined(separator: ", ")
            return ["the channels are \(known): write it like :as sms"]
        }
        let profile =
            list.isEmpty
            ? ChannelProfile(channel: channel)
            : ChannelProfile(channel: channel, capabilityList: list)
        let lines = happen(.profile(profile), words: ":as \(words)")
        return lines + [pen.dim("  (on \(channel.rawValue) from here on)")]
    }

    // MARK: The people's side

    private mutating func desk(_ words: String) -> [String] {
        let (verb, rest) = words.firstBlankApart
        switch verb {
        case "accept":
            agent = rest.isEmpty ? "Dana" : rest
            return desk(DeskEvent(.accepted, agent: agent), words)
        case "say":
            guard !rest.isEmpty else { return ["write it like :agent say Hello"] }
            return desk(
                DeskEvent(
                    .message,
                    agent: simulation.conversation.desk.agent ?? agent ?? "Dana",
                    text: rest
                ),
                words
            )
        case "close": return desk(DeskEvent(.closed), words)
        case "decline": return desk(DeskEvent(.declined), words)
        case "fail": return desk(DeskEvent(.failed), words)
        case "queue":
            guard let place = Int(rest), place > 0 else {
                return ["write it like :agent queue 3"]
            }
            return desk(DeskEvent(.queued, place: place), words)
        case "callback":
            let (time, queue) = rest.firstBlankApart
            guard let at = Timestamp(time) else {
                return ["write it like :agent callback 2026-03-03T15:00:00Z mortgages"]
            }
            return desk(DeskEvent(.callback, queue: queue.isEmpty ? nil : queue, at: at), words)
        case "transfer":
            return desk(DeskEvent(.transferred, queue: rest.isEmpty ? nil : rest), words)
        default: return ["write it like :agent " + ReplCommand.agent.usage.arguments]
        }
    }

    private mutating func desk(_ event: DeskEvent, _ words: String) -> [String] {
        let lines = happen(.inbound(.desk(event)), words: ":agent \(words)")
        return lines.isEmpty ? [pen.dim("  (nothing changes)")] : lines
    }

    // MARK: Keeping it

    private func save(_ name: String) -> [String] {
        let allowed = name.allSatisfy { $0.isLetter || $0.isNumber || "-_".contains($0) }
        guard !name.isEmpty, allowed else {
            return ["write it like :save lost_card, with letters, digits, - and _"]
        }
        let folderPath = folder.path + "/transcripts"
        let path = "\(folderPath)/\(name).chat"
        guard !FileManager.default.fileExists(atPath: path) else {
            return ["there is a \(path) already: take another name"]
        }
        do {
            try FileManager.default.createDirectory(
                atPath: folderPath,
                withIntermediateDirectories: true
            )
            let title = name.replacing("_", with: " ")
            try Data(recorder.text(title: title).utf8).write(to: URL(fileURLWithPath: path))
            return ["saved as \(path)"]
        } catch {
            return ["\(path) cannot be written"]
        }
    }
}

extension String {
    /// The first word and the rest.
    var firstBlankApart: (word: String, rest: String) {
        let line = trimmingBlanks
        let word = line.prefix { !$0.isWhitespace }
        return (String(word), String(line[word.endIndex...]).trimmingBlanks)
    }
}
