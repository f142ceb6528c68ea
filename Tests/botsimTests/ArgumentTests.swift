import Testing

@testable import botsim

@Suite struct `The command line` {
    private func parse(_ line: String) throws -> (command: String, arguments: Arguments) {
        let words = line.split(separator: " ").map(String.init)
        let (command, rest) = try Botsim.table.command(for: words) { $0 == "shop" }
        return (command.name, try command.parse(rest))
    }

    private func failure(_ line: String) -> CommandFailure? {
        do {
            _ = try parse(line)
            return nil
        } catch let failure as CommandFailure {
            return failure
        } catch {
            return nil
        }
    }

    @Test(arguments: [
        ("", "chat"), ("chat", "chat"), ("--json", "chat"), ("shop", "chat"), ("./there", "chat"),
        ("test", "test"), ("check shop", "check"), ("search a question", "search"),
    ]) func `Words mean a command, or a chat with the bot of a folder`(
        line: String,
        command: String
    ) throws {
        #expect(try parse(line).command == command)
    }

    @Test func `Options stand anywhere, with their values behind them or after a sign`() throws {
        let (_, arguments) = try parse("chat --json shop --channel=sms --now 2026-03-02T10:00:00Z")
        #expect(arguments.has("--json"))
        #expect(!arguments.has("--unverified"))
        #expect(arguments.value("--channel") == "sms")
        #expect(arguments.value("--now") == "2026-03-02T10:00:00Z")
        #expect(arguments.positionals == ["shop"])
    }

    @Test func `An option may take several values`() throws {
        let (_, arguments) = try parse("index --index d --delete a b --no-text more")
        #expect(arguments.all("--delete") == ["a", "b"])
        #expect(arguments.positionals == ["more"])
    }

    @Test func `A dash is standard input, and after two dashes nothing is an option`() throws {
        #expect(try parse("eval --expressions -").arguments.value("--expressions") == "-")
        #expect(try parse("search -- --json").arguments.positionals == ["--json"])
    }

    @Test(arguments: [
        ("chekc", "there is no command and no folder 'chekc': did you mean 'check'?"),
        ("qqqqqqq", "there is no command and no folder 'qqqqqqq': see 'botsim --help'"),
        ("test --fliter a", "test has no option '--fliter': did you mean '--filter'?"),
        ("test --qqqqqqqqq", "test has no option '--qqqqqqqqq': see 'botsim test --help'"),
        ("test --filter", "--filter needs a value: --filter TEXT"),
        ("test --filter --record", "--filter needs a value: --filter TEXT"),
        ("test --record=yes", "--record takes no value"),
        ("test shop shop", "test does not take 'shop': see 'botsim test --help'"),
        ("chat --channel smss", "--channel is not 'smss': did you mean 'sms'?"),
    ]) func `What cannot be understood is one line that says what to do`(
        line: String,
        message: String
    ) {
        #expect(failure(line) == .usage(message))
    }

    @Test(arguments: [
        (["check", "/no/such/folder"], ExitCode.noInput),
        (["eval", "--expressions", "/no"], .noInput),
        (["search", "x", "--index", "/no/such"], .noInput),
        (["index", "/no", "--index", "/no"], .noInput),
        (["nothing"], .usage), (["test", "--what"], .usage), (["eval"], .usage),
        (["chat", "--now", "noon"], .usage), (["--help"], .ok), (["test", "--help"], .ok),
        (["--version"], .ok),
    ]) func `The exit code says whose the mistake is`(words: [String], code: ExitCode) {
        #expect(Botsim.run(words) == code)
    }

    @Test func `Help lists every command, and of a command every option`() {
        for command in Botsim.table.commands {
            #expect(Botsim.table.help.contains(command.summary))
            for option in command.options {
                #expect(command.help.contains(option.name))
                #expect(command.help.contains(option.help))
            }
        }
    }
}
