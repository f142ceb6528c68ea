import BotRuntime
import PostgreSQL

/// Something to be done and the one who waits for it.
struct Asked<Question: Sendable, Answer: Sendable>: Sendable {
    let question: Question
    let continuation: CheckedContinuation<Result<Answer, StoreError>, Never>

    func answer(_ answer: Answer) { continuation.resume(returning: .success(answer)) }
    func refuse(_ error: StoreError) { continuation.resume(returning: .failure(error)) }
}

/// What a contact is loaded by.
struct LoadQuestion: Sendable {
    let contact: ContactKey
    let message: MessageKey?
}

/// Something to be done by one connection.
enum Work {
    /// Of different contacts, in the order of these.
    case turns([Asked<TurnCommit, CommitResult>])
    case loads([Asked<LoadQuestion, Loaded>])
    case settlements([Asked<[Settlement], Void>])
    case job(Job)
}

/// Something that is not shared with others.
struct Job: Sendable {
    let run: @Sendable (Worker) -> Void
    let refuse: @Sendable (StoreError) -> Void
}
