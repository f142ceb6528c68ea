import Expressions
import SQLite

/// Why a call ends before its end; everything it did is undone.
enum Stop: Error, Hashable {
    /// The back end says no.
    case refused(String)
    /// It did not happen.
    case failed(String)

    init(_ error: EvaluationError, in source: String) {
        self = .failed("\(error.message), in '\(source)'")
    }

    var reason: String {
        switch self {
        case .refused(let reason), .failed(let reason): reason
        }
    }
}

extension Database {
    /// Runs one statement and gives its rows.
    @discardableResult
    func ask(_ sql: String, _ parameters: [Cell] = []) throws(Stop) -> [Row] {
        do throws(SQLiteError) {
            return try execute(sql, parameters)
        } catch {
            throw .failed(error.description)
        }
    }

    /// Does all of `body` or nothing of it, also within another such part.
    func whole<Answer>(_ body: () throws(Stop) -> Answer) throws(Stop) -> Answer {
        var stop: Stop?
        do throws(SQLiteError) {
            return try transaction { () throws(SQLiteError) -> Answer in
                do throws(Stop) {
                    return try body()
                } catch {
                    stop = error
                    // SQLITE_ABORT; any error makes the transaction undo itself.
                    throw SQLiteError(code: 4, message: error.reason)
                }
            }
        } catch {
            throw stop ?? .failed(error.description)
        }
    }
}
