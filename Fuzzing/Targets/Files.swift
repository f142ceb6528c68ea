import BotRuntime
import Diagnostics
import Dialogue
import Messages
import Topics
import YAML

extension FuzzTarget {
    /// Every problem has its place, and can be shown.
    static func readYAML(_ bytes: [UInt8]) -> [String] {
        let (_, node, diagnostics) = YAML.load(bytes: bytes, path: "a.yaml")
        var violations = misplaced(diagnostics)
        if let node, node.location.line > node.end.line {
            violations.append("it ends before it begins")
        }
        return violations
    }

    /// The first byte says which file of the clinic it stands in for.
    static func checkFile(_ bytes: [UInt8]) -> [String] {
        guard let first = bytes.first else { return [] }
        let own = SampleBot.clinic.files
        let path = own[Int(first) % own.count].path
        let file = BotFile(path: path, bytes: Array(bytes.dropFirst()))
        let (definition, diagnostics) = BotLoader.load(
            files: own.map { $0.path == path ? file : $0 }
        )
        var violations = misplaced(diagnostics)
        let isWrong = diagnostics.contains { $0.severity == .error }
        if (definition == nil) != isWrong {
            violations.append(isWrong ? "a bot with errors loads" : "no error says why")
        }
        // What loads can talk.
        guard let definition else { return violations }
        let bot = SampleBot(name: "the clinic with \(path)", definition)
        var talk = Talk(with: bot, on: .web)
        for topic in definition.topics.prefix(3) {
            talk.take(.inbound(.text(topic.title.source)))
            for answer in ["1", "yes"] { talk.take(.inbound(.text(answer))) }
        }
        return violations + talk.violations
    }

    static var fileSeeds: [[UInt8]] {
        let files = SampleBot.clinic.files
        return files.indices.map { [UInt8($0)] + files[$0].bytes }
    }

    static func misplaced(_ diagnostics: [Diagnostic]) -> [String] {
        diagnostics.compactMap { diagnostic in
            let place = diagnostic.location
            guard !diagnostic.rendered.isEmpty, !diagnostic.message.isEmpty else {
                return "\(diagnostic.code) cannot be shown"
            }
            if diagnostic.severity == .error, diagnostic.hint == nil {
                return "\(diagnostic.code) has no way out"
            }
            // The end of the file is a line of its own.
            let isInFile = place.line == 1 || place.file.line(place.line) != nil
            return isInFile && place.line > 0 && place.column > 0
                ? nil : "\(diagnostic.code) stands at \(place)"
        }
    }
}
