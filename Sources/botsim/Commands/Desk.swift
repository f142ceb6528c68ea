import Foundation
import Values

extension Command {
    static let desk = Command(
        name: "desk",
        summary: "work at a server's desk: the person behind 'agent'",
        positionals: [],
        options: [
            Option(
                name: "--server",
                value: "URL",
                help: "where botserver is; http://127.0.0.1:8080 without it"
            ),
            Option(
                name: "--token",
                value: "FILE",
                help: "holds your token; without it BOTSIM_TOKEN itself, or data/agent.token"
            ),
        ],
        run: runDesk
    )
}

private func runDesk(_ arguments: Arguments) throws(CommandFailure) -> ExitCode {
    let url = arguments.value("--server") ?? "http://127.0.0.1:8080"
    let connection = try DeskConnection(url, token: try token(arguments))
    let pen = Pen.standard
    let terminal = DeskTerminal(connection, pen)
    do throws(DeskConnection.Refusal) {
        let view = try DeskConnection.wait { () throws(DeskConnection.Refusal) in
            try await connection.get("/v1/desk")
        }
        welcome(view, url, pen).forEach(Output.line)
        terminal.show(view).forEach(Output.line)
    } catch {
        throw CommandFailure(
            message: error.status == 401
                ? "\(url) does not know the token"
                : "\(error.words); is it running? See docs/desk.md",
            code: .failed
        )
    }
    let happenings = DeskHappenings()
    listen(connection, happenings)
    try read(happenings)
    run(terminal, happenings)
    terminal.leave()
    return .ok
}

private func token(_ arguments: Arguments) throws(CommandFailure) -> String {
    let environment = ProcessInfo.processInfo.environment
    if arguments.value("--token") == nil, let token = environment["BOTSIM_TOKEN"] { return token }
    let path = arguments.value("--token") ?? "data/agent.token"
    guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
        throw .noInput(
            "'\(path)' cannot be read: name the file of your token with --token, as the "
                + "server's configuration does"
        )
    }
    return text.trimmingCharacters(in: .whitespacesAndNewlines)
}

private func welcome(_ view: JSON, _ url: String, _ pen: Pen) -> [String] {
    let name = view["agent"]?["name"]?.string ?? "?"
    let presence = view["agent"]?["presence"]?.string ?? "offline"
    let waiting = (view["queues"]?.array ?? []).reduce(0) { $0 + ($1["waiting"]?.int ?? 0) }
    let line = waiting == 0 ? "Nobody waits." : "\(waiting) waiting."
    return [
        pen.bold("\(name.printable), at the desk of \(url). You are \(presence). \(line)"),
        "  :available takes customers, :queue shows who waits, :help all the rest.",
    ]
}

/// Asks the server again and again for what is new, which also shows it that somebody is here.
private func listen(_ connection: DeskConnection, _ happenings: DeskHappenings) {
    Task.detached {
        var cursor = ""
        var isLost = false
        while true {
            do throws(DeskConnection.Refusal) {
                let update = try await connection.get(
                    "/v1/desk/updates?wait=20s&after=\(cursor)",
                    waiting: .seconds(20)
                )
                cursor = update["cursor"]?.string ?? cursor
                if isLost { happenings.add(.trouble("The server is back.")) }
                isLost = false
                happenings.add(.update(update))
            } catch {
                if !isLost { happenings.add(.trouble("! \(error.words); trying again")) }
                isLost = true
                try? await Task.sleep(for: .seconds(1))
            }
        }
    }
}

/// Reads what is typed on a thread that may wait for it.
private func read(_ happenings: DeskHappenings) throws(CommandFailure) {
    let thread = Thread {
        guard let input = try? LineInput("-") else { return happenings.add(.line(nil)) }
        while let bytes = input.next() {
            happenings.add(.line(String(decoding: bytes, as: UTF8.self)))
        }
        happenings.add(.line(nil))
    }
    thread.start()
}

private func run(_ terminal: DeskTerminal, _ happenings: DeskHappenings) {
    let isTyped = isatty(0) == 1
    while !terminal.isOver {
        let pause = terminal.waitsUntil
        if isTyped, pause == nil { Output.text(terminal.prompt) }
        let happening = happenings.next(takingLines: pause == nil, until: pause)
        // What is told stands in place of the prompt, which comes again below it.
        let clear = isTyped && pause == nil ? "\r\u{1B}[K" : ""
        switch happening {
        case .line(nil): return
        case .line(let line?):
            // So that the whole talk can be read where it ends up.
            if !isTyped { Output.line(terminal.prompt + line) }
            terminal.take(line).filter { !$0.isEmpty }.forEach(Output.line)
        case .update(let update):
            let lines = terminal.update(update)
            if !lines.isEmpty {
                Output.line(clear + lines.joined(separator: "\n"))
            } else if !clear.isEmpty {
                Output.text(clear)
            }
        case .trouble(let words): Output.line(clear + words)
        case .silence: terminal.stopWaiting().forEach(Output.line)
        }
    }
}
