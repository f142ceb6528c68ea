import BotRuntime
import Desk
import HTTP
import Messages
import Values

extension Service {
    /// What whoever runs the service does.
    var adminRoutes: [Route] {
        [
            Route(
                .get,
                "v1/dead-letters",
                .roles([.admin]),
                "listDeadLetters",
                "Gives what was put aside or given up",
                query: [("limit", "at most so many; 100 as a rule")],
                answer: "DeadLetters",
                problems: [400]
            ) { [self] call in await deadLetters(call) },
            Route(
                .post,
                "v1/accounts/{account}/contacts/{user}/dead-letters/{reference}/replay",
                .roles([.admin]),
                "replayDeadLetter",
                "Sends again what was given up; a message that was put aside may be sent again",
                problems: [404]
            ) { [self] call in await replay(call) },
            Route(
                .get,
                "v1/accounts/{account}/contacts/{user}/export",
                .roles([.admin]),
                "exportContact",
                "Gives everything that is kept of a contact",
                answer: "Export",
                problems: [404]
            ) { [self] call in await export(call) },
            Route(
                .delete,
                "v1/accounts/{account}/contacts/{user}",
                .roles([.admin]),
                "eraseContact",
                "Takes away everything that is kept of a contact",
                problems: [404]
            ) { [self] call in await erase(call) },
        ]
    }

    private func deadLetters(_ call: Route.Call) async -> HTTPResponse {
        await answering { () throws(Problem) in
            let limit = try call.number("limit", standard: 100, most: 1000)
            let letters = try await found { () throws(RuntimeError) in
                try await runtime.deadLetters(ofTenant: call.principal?.tenant ?? "", limit: limit)
            }
            return .json(["dead_letters": .array(letters)])
        }
    }

    private func replay(_ call: Route.Call) async -> HTTPResponse {
        await answering { () throws(Problem) in
            let contact = try call.contact
            let reference = call.parameters["reference"] ?? ""
            let isThere = try await found { () throws(RuntimeError) in
                try await runtime.replay(contact, reference)
            }
            guard isThere else { throw Problem(404) }
            await note(call, "replay", "\(contact.text) \(reference)")
            return HTTPResponse(status: 204)
        }
    }

    private func export(_ call: Route.Call) async -> HTTPResponse {
        await answering { () throws(Problem) in
            let contact = try call.contact
            let all = try await found { () throws(RuntimeError) in
                try await runtime.export(contact)
            }
            guard var fields = all?.object else { throw Problem(404) }
            let files = await uploads?.found(contact) ?? []
            fields["uploads"] = .array(files.map(\.json))
            await note(call, "export", contact.text)
            return .json(.object(fields))
        }
    }

    private func erase(_ call: Route.Call) async -> HTTPResponse {
        await answering { () throws(Problem) in
            let contact = try call.contact
            try await uploads?.erase(contact)
            try await found { () throws(RuntimeError) in try await runtime.erase(contact) }
            if let desk, desk.configuration(of: contact.tenant) != nil {
                _ = try await desked { () throws(DeskError) in
                    try await desk.take(.forgotten(contact: contact.text), of: contact.tenant)
                }
            }
            await note(call, "erase", contact.text)
            return HTTPResponse(status: 204)
        }
    }

    /// Writes into the tenant's book who did what.
    func note(_ call: Route.Call, _ deed: String, _ object: String) async {
        guard let principal = call.principal else { return }
        await runtime.note(
            tenant: principal.tenant,
            ["who": .string(principal.name), "did": .string(deed), "to": .string(object)]
        )
    }
}

extension Route.Call {
    /// The account that the path names, among those of whoever asks.
    var account: Account? {
        guard let tenant = principal?.tenant, let id = parameters["account"] else { return nil }
        return Account(tenant: tenant, id: id, channel: .web)
    }
}
