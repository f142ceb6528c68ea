extension CommandTable {
    /// What `botsim --help` shows.
    var help: String {
        let width = commands.map(\.name.count).max() ?? 0
        var lines = [
            "Talk to a bot, test it, and see why it did what it did.",
            "",
            "usage: botsim [COMMAND] [ARGUMENTS]",
            "",
        ]
        lines += commands.map { command in
            "  " + command.name.filled(to: width) + "  " + command.summary
        }
        lines += [
            "",
            "Without a command: chat. BOT is a bot's folder; without it $BOTSIM_BOT, else topics/.",
            "'botsim COMMAND --help' says more of one; 'botsim --version' which version this is.",
        ]
        return lines.joined(separator: "\n")
    }
}

extension Command {
    /// What `botsim COMMAND --help` shows.
    var help: String {
        let shownPositionals = positionals.map { positional in
            let name = positional.name + (positional.isRepeated ? "…" : "")
            return positional.isRequired ? name : "[\(name)]"
        }
        let usage =
            ["usage: botsim", name] + shownPositionals + (options.isEmpty ? [] : ["[OPTIONS]"])
        var lines = [summary, "", usage.joined(separator: " ")]
        let rows =
            positionals.map { ($0.name, $0.help) }
            + options.map { option in
                let values = option.value.map { " " + $0 + (option.isRepeated ? "…" : "") } ?? ""
                return (option.name + values, option.help)
            }
        let width = rows.map(\.0.count).max() ?? 0
        if !rows.isEmpty { lines.append("") }
        lines += rows.map { "  " + $0.0.filled(to: width) + "  " + $0.1 }
        return lines.joined(separator: "\n")
    }
}

extension String {
    /// With blanks behind it up to a width in characters.
    func filled(to width: Int) -> String {
        self + String(repeating: " ", count: max(0, width - count))
    }
}
