/// One of the program's commands: what it is called, what it takes and what it does.
struct Command: Sendable {
    let name: String
    /// One line of the overview.
    let summary: String
    let positionals: [Positional]
    let options: [Option]
    let run: @Sendable (Arguments) throws(CommandFailure) -> ExitCode

    struct Positional: Sendable {
        let name: String
        let help: String
        var isRequired = false
        var isRepeated = false
    }

    struct Option: Sendable {
        /// With its dashes.
        let name: String
        /// What stands for its value in the help; nil for a flag.
        let value: String?
        let help: String
        /// The values that it takes; empty for any.
        var allowed: [String] = []
        /// May be given more than once, or with several values one after another.
        var isRepeated = false
    }
}

/// What was given on the command line, checked against a command's table.
struct Arguments: Sendable {
    let positionals: [String]
    private let values: [String: [String]]

    init(positionals: [String] = [], values: [String: [String]] = [:]) {
        self.positionals = positionals
        self.values = values
    }

    func has(_ flag: String) -> Bool { values[flag] != nil }
    func value(_ option: String) -> String? { values[option]?.last }
    func all(_ option: String) -> [String] { values[option] ?? [] }
}

/// How the program ends; the numbers above 1 are those of `sysexits.h`.
enum ExitCode: Int32, Sendable {
    case ok = 0
    /// A test or a check failed, or a line was not valid.
    case failed = 1
    case usage = 64
    case noInput = 66
}

/// Why a command cannot do its work, in one line that says what to do.
struct CommandFailure: Error, Hashable {
    let message: String
    let code: ExitCode

    static func usage(_ message: String) -> CommandFailure {
        CommandFailure(message: message, code: .usage)
    }

    static func noInput(_ message: String) -> CommandFailure {
        CommandFailure(message: message, code: .noInput)
    }
}
