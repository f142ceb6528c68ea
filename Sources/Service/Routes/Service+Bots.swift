import BotRuntime
import HTTP
import Values

extension Service {
    /// Which bot an account has.
    var botRoutes: [Route] {
        [
            Route(
                .get,
                "v1/accounts/{account}/bot",
                .roles([.manager, .admin]),
                "getBot",
                "Says which bot an account has, and which is being tried",
                answer: "Bot",
                problems: [404]
            ) { [self] call in bot(call) },
            Route(
                .put,
                "v1/accounts/{account}/bot",
                .roles([.admin]),
                "putBot",
                "Puts a bot in service on every machine, or lets a part of the new conversations try it",
                body: "BotChoice",
                answer: "Bot",
                problems: [400, 404, 409, 422, 503]
            ) { [self] call in await putBot(call) },
            Route(
                .post,
                "v1/accounts/{account}/bot/rollback",
                .roles([.admin]),
                "rollBackBot",
                "Ends the trial of a bot; without one, goes back to the bot before",
                answer: "Bot",
                problems: [404, 409, 503]
            ) { [self] call in await rollBack(call) },
        ]
    }

    private func bot(_ call: Route.Call) -> HTTPResponse {
        guard let standing = call.account.flatMap({ runtime.bots(of: $0) }) else {
            return .problem(Problem(404))
        }
        return .json(standing)
    }

    private func putBot(_ call: Route.Call) async -> HTTPResponse {
        await answering { () throws(Problem) in
            let account = try known(call)
            let json = try call.json
            guard let office = botOffice else { throw Self.noKeeper }
            guard let name = json["bot"]?.string, !name.isEmpty else {
                throw Problem(422, detail: "bot names the folder of a bot")
            }
            let percent = json["percent"]?.int
            do throws(OfficeError) {
                try await office.deploy(name, percent: percent, for: account.key)
            } catch {
                throw Problem(error)
            }
            let deed = percent.map { "try with \($0) in a hundred" } ?? "put in service"
            await note(call, deed, "\(account.id) \(name)")
            return .json(runtime.bots(of: account) ?? .null)
        }
    }

    private func rollBack(_ call: Route.Call) async -> HTTPResponse {
        await answering { () throws(Problem) in
            let account = try known(call)
            var isBack = false
            do throws(OfficeError) {
                isBack = try await botOffice?.goBack(account.key) ?? false
            } catch {
                throw Problem(error)
            }
            // Before anything was put in service, what was read again in place can be taken back; it is
            // known to this process alone.
            if botOffice?.knows(account.key) != true { isBack = runtime.rollBack(account) != nil }
            guard isBack, let standing = runtime.bots(of: account) else {
                throw Problem(409, detail: "there is no bot to go back to")
            }
            await note(call, "rollback", account.id)
            return .json(standing)
        }
    }

    private func known(_ call: Route.Call) throws(Problem) -> Account {
        guard let account = call.account, runtime.bots(of: account) != nil else {
            throw Problem(404)
        }
        return account
    }
}

extension Problem {
    init(_ error: OfficeError) {
        switch error {
        case .keeper(let error): self.init(error)
        case .runtime(let error): self.init(error)
        }
    }

    init(_ error: KeeperError) {
        switch error {
        case .wrong(let lines):
            self.init(
                422,
                detail: "it has mistakes, and all is as it was",
                more: ["problems": .array(lines.map(JSON.string))]
            )
        case .impossible(let why): self.init(409, detail: why)
        case .failed(let why): self.init(503, detail: why, headers: ["Retry-After": "10"])
        }
    }
}
