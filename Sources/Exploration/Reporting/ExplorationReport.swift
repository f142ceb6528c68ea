import Diagnostics
import Dialogue
import Topics
import Values

/// What was walked and what was found.
package struct ExplorationReport {
    /// Something found, as it is shown.
    package struct Item: Sendable {
        package let finding: Finding
        package let diagnostic: Diagnostic
        /// The shortest conversation that shows it, as a `.chat` file.
        package let transcript: String
        /// What the customer, the people and the back end do in it.
        package let moves: Int
    }

    /// Of how many of its kind how many were reached.
    package struct Share: Hashable, Sendable {
        package let reached: Int
        package let all: Int
    }

    package let items: [Item]
    package let walks: Int
    package let steps: Int
    /// Stages that walks came to.
    package let stages: Int
    package let places: Share
    package let ways: Share

    init(discoveries: [Explorer.Discovery], of explorer: Explorer) {
        let definition = explorer.bot.definition
        let writer = ChatWriter(settings: explorer.settings)
        items = discoveries.map { discovery in
            Item(
                finding: discovery.finding,
                diagnostic: discovery.finding.diagnostic(in: definition),
                transcript: writer.text(discovery),
                moves: discovery.walk.moves.count
            )
        }.sorted {
            (
                $0.diagnostic.location.file.path, $0.diagnostic.location.line,
                $0.finding.code.rawValue
            )
                < (
                    $1.diagnostic.location.file.path, $1.diagnostic.location.line,
                    $1.finding.code.rawValue
                )
        }
        walks = explorer.plan.walks
        steps = explorer.steps
        let reach = explorer.reach
        stages = reach.first.keys.count { if case .stage = $0 { true } else { false } }
        let steps = definition.topics.flatMap { topic in
            topic.everyStep.map { (Place(topic: topic.id, step: $0.identity), $0.ways) }
        }
        let distinct = Dictionary(steps) { first, _ in first }
        places = Share(
            reached: distinct.keys.count { reach.has(.step($0)) },
            all: distinct.count
        )
        let ways = distinct.flatMap { place, ways in ways.map { Sight.way(place, $0) } }
        self.ways = Share(reached: ways.count { reach.has($0) }, all: ways.count)
    }
}

extension ExplorationReport.Item {
    /// A line of `explore --json`.
    package var json: JSON {
        .compact([
            "code": .string(finding.code.rawValue),
            "topic": finding.topic.map { .string($0.rawValue) },
            "subject": .string(finding.subject),
            "path": .string(diagnostic.location.file.path),
            "line": .int(Int64(diagnostic.location.line)),
            "message": .string(finding.message),
            "hint": .string(finding.code.hint),
            "moves": .int(Int64(moves)),
            "transcript": .string(transcript),
        ])
    }
}
