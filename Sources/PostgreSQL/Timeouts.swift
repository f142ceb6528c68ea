/// How long a connection waits for what.
package struct Timeouts: Hashable, Sendable {
    /// For the server to take the connection, in whole seconds, at least 2.
    package var connecting: Duration = .seconds(5)
    /// For a lock that another transaction holds; nil for ever.
    package var lock: Duration?
    /// For one statement; nil for ever.
    ///
    /// It cuts off a COMMIT that waits for a standby, too: that is saved, on this server alone.
    package var statement: Duration?
    /// For the next sign of life while an answer is awaited; then the connection is given up.
    ///
    /// Nothing else notices a machine or a network that went without a word.
    package var answer: Duration = .seconds(30)

    package init() {}
}
