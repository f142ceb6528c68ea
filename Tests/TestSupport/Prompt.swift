import Testing

/// Runs tests before those of other suites: they hold every thread of the usual priority for
/// minutes, and a client would wait for its answer as long.
package struct Prompt: SuiteTrait, TestTrait, TestScoping {
    package var isRecursive: Bool { true }

    package func provideScope(
        for test: Test,
        testCase: Test.Case?,
        performing function: @Sendable () async throws -> Void
    ) async throws {
        try await withoutActuallyEscaping(function) { function in
            try await Task(priority: .high) { try await function() }.value
        }
    }
}

extension Trait where Self == Prompt {
    package static var prompt: Prompt { Prompt() }
}
