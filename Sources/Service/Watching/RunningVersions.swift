import Values

/// Which version of the program runs, with which of the system's libraries.
package struct RunningVersions: Hashable, Sendable {
    package var program: String
    /// Their versions by their names, as they were loaded.
    package var libraries: [String: String]

    package init(program: String, libraries: [String: String]) {
        self.program = program
        self.libraries = libraries
    }

    var members: [String: JSON] {
        [
            "version": .string(program), "libraries": .object(libraries.mapValues { .string($0) }),
        ]
    }
}
