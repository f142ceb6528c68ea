import Foundation
import Glibc
import Synchronization

/// Which messages are in hand at this moment, in a file that survives the process.
///
/// A trap takes the process with it, and the message comes again: without this note it would take
/// every process that it comes to. The file is mapped, not synced: it has to outlive the process,
/// not the machine.
package final class CrashJournal: Sendable {
    /// Messages in hand at one time; those beyond are not noted.
    static let slots = 256
    /// Bytes for each: a length and the message.
    static let slotSize = 1024

    /// What was in hand when the process before this one ended.
    package let left: [(contact: ContactKey, message: MessageKey)]

    private let memory: Memory?
    private let free: Mutex<[Int]>

    /// Unchecked, as a pointer crosses threads: each writes only to the slot it took from `free`.
    private struct Memory: @unchecked Sendable { let bytes: UnsafeMutableRawPointer }

    /// A journal that notes nothing: of a runtime that keeps nothing either.
    package init() {
        memory = nil
        left = []
        free = Mutex([])
    }

    /// - Parameter path: The file, which is made where there is none.
    /// - Throws: Where it cannot be made or mapped.
    package init(path: String) throws(Failure) {
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw Self.failure(path) }
        defer { Glibc.close(descriptor) }
        let size = Self.slots * Self.slotSize
        guard ftruncate(descriptor, off_t(size)) == 0,
            let bytes = mmap(nil, size, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0),
            bytes != MAP_FAILED
        else { throw Self.failure(path) }
        left = (0..<Self.slots).compactMap { Self.read(bytes + $0 * Self.slotSize) }
        memory = Memory(bytes: bytes)
        free = Mutex(Array((0..<Self.slots).reversed()))
    }

    deinit {
        if let memory { munmap(memory.bytes, Self.slots * Self.slotSize) }
    }

    private static func failure(_ path: String) -> Failure {
        Failure(description: "\(path): \(String(cString: strerror(errno)))")
    }

    /// The file cannot be made, or not be mapped.
    package struct Failure: Error, Hashable, CustomStringConvertible {
        package let description: String
    }

    /// Forgets what was left, once it has been seen to.
    package func clear() {
        guard let memory else { return }
        for slot in 0..<Self.slots {
            (memory.bytes + slot * Self.slotSize).storeBytes(of: 0, as: UInt16.self)
        }
    }

    /// Notes a message as long as `body` runs.
    package func noting<Answer>(
        _ contact: ContactKey,
        _ message: MessageKey?,
        _ body: () throws(RuntimeError) -> Answer
    ) throws(RuntimeError) -> Answer {
        guard let memory, let message, let slot = free.withLock({ $0.popLast() }) else {
            return try body()
        }
        let place = memory.bytes + slot * Self.slotSize
        Self.write("\(message.source.rawValue)\n\(contact.text)\n\(message.id)", place)
        defer {
            place.storeBytes(of: 0, as: UInt16.self)
            free.withLock { $0.append(slot) }
        }
        return try body()
    }

    private static func write(_ text: String, _ place: UnsafeMutableRawPointer) {
        var text = text
        text.withUTF8 { bytes in
            let count = min(bytes.count, slotSize - 2)
            guard count > 0, let start = bytes.baseAddress else { return }
            (place + 2).copyMemory(from: start, byteCount: count)
            // The length last: a note that is half written is none.
            place.storeBytes(of: UInt16(count), as: UInt16.self)
        }
    }

    private static func read(
        _ place: UnsafeMutableRawPointer
    ) -> (contact: ContactKey, message: MessageKey)? {
        let count = Int(place.load(as: UInt16.self))
        guard (1...(slotSize - 2)).contains(count) else { return nil }
        let text = String(
            decoding: UnsafeRawBufferPointer(start: place + 2, count: count),
            as: UTF8.self
        )
        let parts = text.split(separator: "\n", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, let source = MessageKey.Source(rawValue: String(parts[0])),
            let contact = ContactKey(text: String(parts[1]))
        else { return nil }
        return (contact, MessageKey(source, String(parts[2])))
    }
}
