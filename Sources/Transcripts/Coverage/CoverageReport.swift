import Diagnostics
import Dialogue
import Topics
import Values

/// What transcripts go through of a bot, in figures, and what is missing.
package struct CoverageReport: Sendable {
    /// Of so many, how many are gone through.
    package struct Figure: Hashable, Sendable {
        package private(set) var reached = 0
        package private(set) var all = 0

        fileprivate mutating func count(_ isReached: Bool) {
            all += 1
            if isReached { reached += 1 }
        }

        /// Rounded down, so that 100 means all.
        package var percent: Int { all == 0 ? 100 : reached * 100 / all }
    }

    package struct Figures: Hashable, Sendable {
        package fileprivate(set) var steps = Figure()
        package fileprivate(set) var ways = Figure()
        package fileprivate(set) var repair = Figure()

        fileprivate mutating func count(_ goal: CoverageGoal, _ isReached: Bool) {
            switch goal.kind {
            case .step: steps.count(isReached)
            case .way: ways.count(isReached)
            case .repair: repair.count(isReached)
            }
        }
    }

    package let total: Figures
    /// In the order of the bot's topics.
    package let topics: [(topic: TopicID, figures: Figures)]
    /// In the order of topics and files.
    package let missing: [CoverageGoal]

    package init(_ coverage: Coverage, of bot: Bot) {
        var total = Figures()
        var topics: [TopicID: Figures] = [:]
        var missing: [CoverageGoal] = []
        for goal in CoverageGoal.all(of: bot) {
            let isReached = coverage.count(goal) > 0
            total.count(goal, isReached)
            topics[goal.topic, default: Figures()].count(goal, isReached)
            if !isReached { missing.append(goal) }
        }
        self.total = total
        self.topics = bot.definition.topics.map { ($0.id, topics[$0.id] ?? Figures()) }
        self.missing = missing
    }

    /// The figures that are under a percentage, in words; empty where none is.
    package func under(_ percent: Int) -> [String] {
        total.named.filter { $0.figure.percent < percent }
            .map { "\($0.name) \($0.figure.percent) %" }
    }
}

extension CoverageReport.Figures {
    fileprivate var named: [(name: String, figure: CoverageReport.Figure)] {
        [("steps", steps), ("ways", ways), ("repair cells", repair)]
    }

    fileprivate var json: [String: JSON] {
        ["steps": steps.json, "ways": ways.json, "repair": repair.json]
    }
}

extension CoverageReport.Figure {
    fileprivate var words: String { "\(reached)/\(all)" }

    fileprivate var json: JSON { ["reached": .int(Int64(reached)), "all": .int(Int64(all))] }
}

extension CoverageReport {
    /// A line of totals, a table of topics, and what is missing by place.
    package var lines: [String] {
        let totals = total.named.map { name, figure in
            "\(figure.reached) of \(figure.all) \(name) (\(figure.percent) %)"
        }
        var lines = ["coverage: " + totals.joined(separator: ", "), ""]
        let rows =
            [["topic", "steps", "ways", "repair"]]
            + topics.map { topic, figures in
                [topic.rawValue] + figures.named.map(\.figure.words)
            }
        let widths = (0..<4).map { column in rows.map { $0[column].count }.max() ?? 0 }
        lines += rows.map { row in
            row[0].padded(to: widths[0])
                + zip(row, widths).dropFirst().map { word, width in
                    "   " + String(repeating: " ", count: width - word.count) + word
                }.joined()
        }
        guard !missing.isEmpty else { return lines }
        return lines + ["", "missing:"] + missingLines
    }

    /// The cells of one slot stand on one line.
    private var missingLines: [String] {
        var lines: [String] = []
        var open: (slot: SlotPlace, line: String)?
        for goal in missing {
            let place = "\(goal.location.file.path):\(goal.location.line): "
            guard case .repair(let cell) = goal.kind else {
                open = nil
                lines.append(place + goal.words)
                continue
            }
            if let before = open, before.slot == cell.place, !lines.isEmpty {
                lines[lines.count - 1] += ", \(cell.repair.rawValue)"
            } else {
                lines.append(
                    place + "\(cell.place.topic) slot \(cell.place.slot): " + cell.repair.rawValue
                )
                open = (cell.place, place)
            }
        }
        return lines
    }

    package var json: JSON {
        var fields = total.json
        fields["topics"] = .array(
            topics.map { topic, figures in
                .object(figures.json.merging(["topic": .string(topic.rawValue)]) { one, _ in one })
            }
        )
        fields["missing"] = .array(missing.map(\.json))
        return .object(fields)
    }
}

extension CoverageGoal {
    /// `replace_card step confirm: no`.
    package var words: String {
        switch kind {
        case .step(let places): "\(topic) step '\(places[0].step)'"
        case .way(let ways): "\(topic) way '\(name ?? "")' of '\(ways[0].place.step)'"
        case .repair(let cell): "\(topic) slot \(cell.place.slot): \(cell.repair.rawValue)"
        }
    }

    fileprivate var json: JSON {
        var fields: [String: JSON] = [
            "topic": .string(topic.rawValue), "path": .string(location.file.path),
            "line": .int(Int64(location.line)),
        ]
        switch kind {
        case .step(let places):
            fields["kind"] = "step"
            fields["step"] = .string(places[0].step.rawValue)
        case .way(let ways):
            fields["kind"] = "way"
            fields["step"] = .string(ways[0].place.step.rawValue)
            fields["way"] = name.map { .string($0) }
        case .repair(let cell):
            fields["kind"] = "repair"
            fields["slot"] = .string(cell.place.slot.rawValue)
            fields["cell"] = .string(cell.repair.rawValue)
        }
        return .object(fields)
    }
}

extension String {
    fileprivate func padded(to width: Int) -> String {
        self + String(repeating: " ", count: Swift.max(0, width - count))
    }
}
