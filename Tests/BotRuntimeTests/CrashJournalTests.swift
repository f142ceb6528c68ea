import BotRuntime
import Foundation
import TestSupport
import Testing

@Suite("The crash journal", .prompt)
struct CrashJournalTests {
    @Test("says after a trap what was in hand, and nothing of what was done with")
    func trap() async throws {
        // Both processes know it: an environment that changes would be read by others meanwhile.
        let path = Self.path(of: getpid())
        defer { try? FileManager.default.removeItem(atPath: path) }
        await #expect(processExitsWith: .failure) {
            let journal = try CrashJournal(path: Self.path(of: getppid()))
            let contact = Kiosk.contact("urn:mbid:a/b")
            journal.hold(contact, MessageKey(.inbound, "done")) {}
            journal.hold(contact, MessageKey(.inbound, "outer\nwith a line break")) {
                journal.hold(contact, MessageKey(.desk, "inner")) { fatalError("a trap") }
            }
        }
        let journal = try CrashJournal(path: path)
        #expect(journal.left.map(\.message.id).sorted() == ["inner", "outer\nwith a line break"])
        #expect(journal.left.allSatisfy { $0.contact == Kiosk.contact("urn:mbid:a/b") })
        journal.clear()
        #expect(try CrashJournal(path: path).left.isEmpty)
    }
}

extension CrashJournalTests {
    /// The journal of a process's tests.
    fileprivate static func path(of process: pid_t) -> String {
        FileManager.default.temporaryDirectory.path + "/journal-\(process)"
    }
}

extension CrashJournal {
    /// Notes a message as long as something runs.
    fileprivate func hold(_ contact: ContactKey, _ message: MessageKey, _ body: () -> Void) {
        do throws(RuntimeError) {
            try noting(contact, message) { () throws(RuntimeError) in body() }
        } catch {
            preconditionFailure("nothing is thrown here")
        }
    }
}
