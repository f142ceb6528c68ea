import Dialogue
import Topics
import Values

extension Proof {
    /// One line: from how many stages, in how many languages, on how many channels.
    package var summary: String {
        "a person can be reached from \(counted(rows.count, "stage")) in "
            + "\(counted(languages, "language")) on \(counted(channels, "channel")): by one word"
            + (mostMessages == 0
                ? "" : ", and after at most \(counted(mostMessages, "message")) not understood")
    }

    /// How often somebody who is not understood has to write until a person is asked for.
    private var mostMessages: Int {
        rows.flatMap(\.nonsense).reduce(0) { most, way in
            if case .person(let count) = way { max(most, count) } else { most }
        }
    }

    private func counted(_ number: Int, _ word: String) -> String {
        "\(number) \(word)" + (number == 1 ? "" : "s")
    }

    /// The ways from each stage, in columns.
    package var table: [String] {
        let rows =
            [["stage", "by word", "where nothing is understood", "in silence"]]
            + rows.map { row in
                [
                    row.stage.description, row.wayByWord,
                    row.waysByNonsense.joined(separator: " or "),
                    row.waysBySilence.joined(separator: " or "),
                ]
            }
        let widths = (0..<3).map { column in rows.map { $0[column].count }.max() ?? 0 }
        return rows.map { row in
            zip(row, widths).map { $0.padded(to: $1) }.joined(separator: "  ") + "  " + row[3]
        }
    }

    /// The same for programs, a line for each stage.
    package var json: [JSON] {
        rows.map { row in
            .compact([
                "stage": .string(row.stage.kind.rawValue),
                "topic": row.stage.topic.map { .string($0.rawValue) },
                "slot": row.stage.slot.map { .string($0.rawValue) },
                "step": row.stage.step.map { .string($0.rawValue) },
                "words": .array(row.words.map(JSON.string)),
                "not_understood": .array(row.waysByNonsense.map(JSON.string)),
                "silence": .array(row.waysBySilence.map(JSON.string)),
            ])
        } + [
            .compact([
                "proof": .bool(holds), "stages": .int(Int64(rows.count)),
                "languages": .int(Int64(languages)), "channels": .int(Int64(channels)),
                "messages": .int(Int64(mostMessages)),
            ])
        ]
    }
}

extension Proof.Row {
    fileprivate var wayByWord: String { words.first ?? "there" }
    fileprivate var waysByNonsense: [String] { nonsense.map(\.words).sorted() }
    fileprivate var waysBySilence: [String] { silence.map(\.words).sorted() }
}

extension String {
    fileprivate func padded(to width: Int) -> String {
        self + String(repeating: " ", count: max(0, width - count))
    }
}
