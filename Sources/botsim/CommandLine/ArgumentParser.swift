import Diagnostics

extension Command {
    /// Reads what stands behind the command's name.
    func parse(_ words: [String]) throws(CommandFailure) -> Arguments {
        var positionals: [String] = []
        var values: [String: [String]] = [:]
        var rest = words[...]
        var onlyPositionals = false
        while let word = rest.popFirst() {
            if word == "--", !onlyPositionals {
                onlyPositionals = true
                continue
            }
            // A lone dash is standard input.
            guard word.hasPrefix("-"), word != "-", !onlyPositionals else {
                positionals.append(word)
                continue
            }
            let name = String(word.prefix { $0 != "=" })
            guard let option = options.first(where: { $0.name == name }) else {
                throw .usage(unknown(name))
            }
            let inline = word.contains("=") ? String(word.dropFirst(name.count + 1)) : nil
            values[name, default: []] += try read(option, inline, &rest)
        }
        try checkCount(of: positionals)
        return Arguments(positionals: positionals, values: values)
    }

    private func read(
        _ option: Option,
        _ inline: String?,
        _ rest: inout ArraySlice<String>
    ) throws(CommandFailure) -> [String] {
        guard let placeholder = option.value else {
            guard inline == nil else { throw .usage("\(option.name) takes no value") }
            return []
        }
        guard let value = inline ?? rest.popFirst(), inline != nil || !Self.isOption(value) else {
            throw .usage("\(option.name) needs a value: \(option.name) \(placeholder)")
        }
        var values = [value]
        while option.isRepeated, inline == nil, let next = rest.first, !Self.isOption(next) {
            values.append(next)
            rest.removeFirst()
        }
        if let wrong = values.first(where: {
            !option.allowed.isEmpty && !option.allowed.contains($0)
        }) {
            let near = nearest(to: wrong, in: option.allowed)
            throw .usage(
                "\(option.name) is not '\(wrong)': "
                    + (near.map { "did you mean '\($0)'?" }
                        ?? "it is \(option.allowed.joined(separator: ", "))")
            )
        }
        return values
    }

    private static func isOption(_ word: String) -> Bool { word.hasPrefix("--") && word != "--" }

    private func checkCount(of given: [String]) throws(CommandFailure) {
        let required = positionals.filter(\.isRequired).count
        if given.count < required {
            throw .usage(
                "\(name) needs \(positionals[given.count].name): see 'botsim \(name) --help'"
            )
        }
        if !positionals.contains(where: \.isRepeated), given.count > positionals.count {
            throw .usage(
                "\(name) does not take '\(given[positionals.count])': see 'botsim \(name) --help'"
            )
        }
    }

    private func unknown(_ name: String) -> String {
        let known = options.map(\.name) + ["--help"]
        let way = nearest(to: name, in: known).map { "did you mean '\($0)'?" }
        return "\(self.name) has no option '\(name)': "
            + (way ?? "see 'botsim \(self.name) --help'")
    }
}

/// The table of commands, and which of them some words mean.
struct CommandTable: Sendable {
    let commands: [Command]
    /// Meant where no command is named.
    let usual: String

    /// The command and the words behind its name.
    ///
    /// - Parameters:
    ///   - words: Without the program's name.
    ///   - isFolder: Whether a word names a folder: a bot to talk to.
    /// - Returns: The command, and what is left for it.
    /// - Throws: Where the first word is neither a command nor a folder.
    func command(
        for words: [String],
        isFolder: (String) -> Bool
    ) throws(CommandFailure) -> (Command, [String]) {
        guard let first = words.first, !first.hasPrefix("-") else {
            return (try named(usual), words)
        }
        if let command = commands.first(where: { $0.name == first }) {
            return (command, Array(words.dropFirst()))
        }
        if first.contains("/") || first == "." || isFolder(first) {
            return (try named(usual), words)
        }
        let near = nearest(to: first, in: commands.map(\.name)).map { "did you mean '\($0)'?" }
        throw .usage(
            "there is no command and no folder '\(first)': " + (near ?? "see 'botsim --help'")
        )
    }

    private func named(_ name: String) throws(CommandFailure) -> Command {
        guard let command = commands.first(where: { $0.name == name }) else {
            throw .usage("there is no command '\(name)'")
        }
        return command
    }
}
