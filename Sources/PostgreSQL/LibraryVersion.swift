import CPQ

extension Connection {
    /// The version of libpq that this process runs with, such as `15.14`.
    package static var libraryVersion: String {
        let version = PQlibVersion()
        // From 10 on there are two parts.
        return "\(version / 10_000).\(version % 10_000)"
    }
}
