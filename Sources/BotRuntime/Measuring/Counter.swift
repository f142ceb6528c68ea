import Synchronization

/// Something that is counted.
package final class Counter: Sendable {
    private let value = Atomic<Int64>(0)

    package init() {}

    package var count: Int64 { value.load(ordering: .relaxed) }

    package func add(_ number: Int64 = 1) { value.add(number, ordering: .relaxed) }
}
