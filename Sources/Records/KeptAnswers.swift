import BotRuntime
import Dialogue
import SQLite
import Values

/// The answers that were given, by idempotency key, in the database that they changed.
struct KeptAnswers {
    let database: Database

    static let creation = """
        CREATE TABLE IF NOT EXISTS own_answers (key UNIQUE NOT NULL, outcome NOT NULL, value NOT NULL)
        """

    /// The answer to a call that was made before.
    func answer(to key: String) throws(Stop) -> CallAnswer? {
        let rows = try database.ask(
            "SELECT outcome, value FROM own_answers WHERE key = ?",
            [.text(key)]
        )
        guard let row = rows.first else { return nil }
        guard let outcome = row[0]?.text.flatMap({ CallOutcome(rawValue: $0) }),
            let bytes = row[1]?.blob
        else { throw .failed("the answer to '\(key)' cannot be read") }
        return CallAnswer(outcome, try CellForm.value(of: bytes))
    }

    func keep(_ answer: CallAnswer, for key: String) throws(Stop) {
        try database.ask(
            "INSERT INTO own_answers VALUES (?, ?, ?)",
            [
                .text(key), .text(answer.outcome.rawValue),
                .blob(try CellForm.bytes(of: answer.value)),
            ]
        )
    }
}
