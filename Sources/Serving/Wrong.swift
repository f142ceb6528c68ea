import Service

/// Everything that is wrong with what somebody wrote, found before any of it is told.
struct Wrong {
    private var lines: [String] = []

    /// Each with its place and a way out.
    mutating func add(_ found: [String]) { lines += found }

    /// Does a part of the work; what is wrong with it is kept.
    ///
    /// - Parameter work: The part.
    /// - Throws: What is not the author's mistake.
    mutating func collect(_ work: () throws(KeeperError) -> Void) throws(KeeperError) {
        do throws(KeeperError) { try work() } catch {
            guard case .wrong(let lines) = error else { throw error }
            add(lines)
        }
    }

    /// - Throws: Everything, if there is anything.
    func report() throws(KeeperError) {
        if !lines.isEmpty { throw .wrong(lines) }
    }
}
