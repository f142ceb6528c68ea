/// Where conversations are kept: `.memory`, and what other modules add, such as `.sqlite(path)`.
public struct Store: Sendable {
    package let engine: any StorageEngine

    package init(_ engine: any StorageEngine) { self.engine = engine }

    /// Kept for as long as the process runs, and no longer.
    public static var memory: Store { Store(MemoryEngine()) }
}
