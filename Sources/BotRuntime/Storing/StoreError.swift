/// Why a store did not do what it was asked.
public enum StoreError: Error, Hashable, Sendable {
    /// It cannot be reached, or is not ready: nothing was written; again later.
    case unavailable(String)
    /// There is no room: nothing was written, and nothing is accepted until there is.
    case full(String)
    /// The connection went while it was writing: it may or may not have been written. Done again, it
    /// is written once.
    case outcomeUnknown(String)
    /// What it holds cannot be read, or the disk failed while it was being made durable: it is not
    /// to be used any more.
    case broken(String)
}

extension StoreError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .unavailable(let reason): "the store cannot be reached: \(reason)"
        case .full(let reason): "the store is full: \(reason)"
        case .outcomeUnknown(let reason): "it is not known whether it was stored: \(reason)"
        case .broken(let reason): "the store is broken: \(reason)"
        }
    }
}
