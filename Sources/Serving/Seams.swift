import BotRuntime

/// What is put between the parts of a server: nothing, unless a test's own program wants to see what
/// they do to each other.
package struct Seams: Sendable {
    /// What stands between the runtime and its store.
    package var engine: @Sendable (any StorageEngine) -> any StorageEngine = { $0 }
    /// What stands between the runtime and the gateways.
    package var courier: @Sendable (any Courier) -> any Courier = { $0 }
    /// How soon a row is taken from a process that has ended.
    package var leases = LeasePeriods()

    package init() {}
}
