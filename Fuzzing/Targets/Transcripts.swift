import Diagnostics
import Dialogue
import Records
import Transcripts

extension FuzzTarget {
    /// What was recorded can be read; recorded again it does not change.
    static func playTranscript(_ bytes: [UInt8]) -> [String] {
        let file = SourceFile(path: "a.chat", text: String(decoding: bytes, as: UTF8.self))
        let (transcript, diagnostics) = Transcript.parse(file)
        let isWrong = diagnostics.contains { $0.severity == .error }
        if (transcript == nil) != isWrong { return ["there is no transcript and no error"] }
        let misplaced = misplaced(diagnostics)
        guard misplaced.isEmpty else { return misplaced }
        // A line of a hundred words is not played for each of its words' worth.
        guard let transcript, transcript.lines.count <= 60 else { return [] }
        let definition = SampleBot.clinic.bot.definition
        let runner = TranscriptRunner(bot: SampleBot.clinic.bot) {
            try RecordsBackEnd(definition: definition, now: $0)
        }
        let text = TranscriptRecorder(transcript, runner.run(transcript)).text
        let (recorded, mistakes) = Transcript.parse(SourceFile(path: "a.chat", text: text))
        guard let recorded else {
            return ["what was recorded cannot be read: \(mistakes.map(\.rendered))\n\(text)"]
        }
        let again = TranscriptRecorder(recorded, runner.run(recorded)).text
        return again == text ? [] : ["recorded again it differs:\n\(text)\n----\n\(again)"]
    }
}
