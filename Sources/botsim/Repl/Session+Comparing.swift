import BotRuntime
import Dialogue
import Messages

/// The last turn in which something was said, as every channel would get it.
extension Session {
    var onAllChannels: [String] {
        let said = lastTurn { !$0.replies.isEmpty }
        guard let last = said.map({ timeline.past[$0] }) ?? timeline.past.last else {
            return ["  nothing has happened yet"]
        }
        let columns = Columns(width: pen.width)
        let parts = Channel.allCases.map { channel in
            var simulation = last.snapshot.simulation.copy()
            simulation.profile = ChannelProfile(channel: channel)
            let report = simulation.take(SimulatedEvent(last.event))
            let drawing = ReplyDrawing(
                pen: Pen(isColoured: false, width: columns.inner),
                profile: simulation.profile,
                time: time,
                agent: simulation.conversation.desk.agent ?? agent
            )
            let lines = report.replies.flatMap { drawing.lines($0) }
            return [channel.rawValue.uppercased()] + (lines.isEmpty ? ["  (nothing)"] : lines)
        }
        return columns.laid(out: parts)
    }
}

/// Parts of text side by side, two to a row.
struct Columns {
    /// Columns of the whole.
    let width: Int
    /// Columns of one part.
    var inner: Int { (width - 3) / 2 }

    func laid(out parts: [[String]]) -> [String] {
        var lines: [String] = []
        for start in stride(from: 0, to: parts.count, by: 2) {
            if start > 0 { lines.append("") }
            let left = parts[start].flatMap(cut)
            let right = start + 1 < parts.count ? parts[start + 1].flatMap(cut) : []
            for row in 0..<max(left.count, right.count) {
                let one = row < left.count ? left[row] : ""
                let other = row < right.count ? right[row] : ""
                lines.append(other.isEmpty ? one : one.filled(to: inner) + " | " + other)
            }
        }
        return lines
    }

    /// Pieces that fit into a part, broken at blanks where there are some: an address has none.
    private func cut(_ line: String) -> [String] {
        let margin = String(repeating: " ", count: min(line.prefix { $0 == " " }.count, inner / 2))
        var pieces: [String] = []
        var rest = line[...]
        while rest.count > inner {
            let room = rest.prefix(inner + 1)
            let words = room.drop { $0 == " " }
            let end = words.lastIndex(of: " ") ?? room.index(before: room.endIndex)
            pieces.append(String(rest[..<end]))
            rest = margin + rest[end...].drop { $0 == " " }
        }
        return pieces + [String(rest)]
    }
}
