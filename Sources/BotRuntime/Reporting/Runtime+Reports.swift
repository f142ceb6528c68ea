import Values

extension Runtime {
    /// Entries that are read at one time, and for one report in all.
    private static let reportPage = 1_000
    private static let longestReport = 200_000

    /// Counts what happened in a span of time.
    ///
    /// - Parameters:
    ///   - kind: What is counted.
    ///   - tenant: Whose conversations.
    ///   - account: Of one account alone; nil: of all.
    ///   - start: The first moment of the span.
    ///   - end: The first moment behind it.
    /// - Returns: nil where it is more than is read for one report.
    /// - Throws: Why the store cannot be read.
    package func report(
        _ kind: ReportKind,
        ofTenant tenant: String,
        account: String?,
        from start: Timestamp,
        to end: Timestamp
    ) async throws(RuntimeError) -> Report? {
        var maker = ReportMaker(kind)
        var read = 0
        for entryKind in kind.entryKinds {
            var last: Entry?
            while true {
                let page = try await stored { () async throws(StoreError) in
                    try await engine.entries(
                        ofTenant: tenant,
                        kind: entryKind,
                        from: start,
                        to: end,
                        after: last,
                        limit: Self.reportPage
                    )
                }
                for entry in page where account == nil || entry.contact.account == account {
                    maker.take(entry)
                }
                read += page.count
                guard page.count == Self.reportPage else { break }
                guard read < Self.longestReport else { return nil }
                last = page.last
            }
        }
        return maker.report
    }
}
