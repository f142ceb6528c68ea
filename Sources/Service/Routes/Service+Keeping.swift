import BotRuntime
import HTTP
import Values

extension Service {
    /// What whoever runs the service does beside seeing to contacts and bots.
    var keepingRoutes: [Route] {
        [
            Route(
                .get,
                "v1/tokens",
                .roles([.admin]),
                "listTokens",
                "Gives the tokens by their names, never themselves",
                answer: "Tokens"
            ) { [self] call in
                .json(["tokens": .array(tokenOffice.list(tenant: call.principal?.tenant ?? ""))])
            },
            Route(
                .post,
                "v1/tokens",
                .roles([.admin]),
                "makeToken",
                "Makes a token, which is told once and kept as a hash",
                body: "TokenWish",
                answer: "Token",
                problems: [400, 409, 422, 503]
            ) { [self] call in await makeToken(call) },
            Route(
                .delete,
                "v1/tokens/{name}",
                .roles([.admin]),
                "revokeToken",
                "Takes back a token that was made over HTTP",
                problems: [404, 503]
            ) { [self] call in await revokeToken(call) },
            Route(
                .post,
                "v1/reload",
                .roles([.admin]),
                "reload",
                "Reads the configuration again: what it says of the tenant and of the whole service",
                problems: [409, 422, 503]
            ) { [self] call in await reload(call) },
            Route(
                .post,
                "v1/backup",
                .roles([.admin]),
                "backUp",
                "Copies the whole store to a file of the server while it is used",
                answer: "Backup",
                problems: [409, 503]
            ) { [self] call in await backUp(call) },
            Route(
                .get,
                "v1/audit",
                .roles([.admin]),
                "listAudit",
                "Gives who did what, and whether a line or one before it was changed",
                query: [("limit", "only so many, the last; 100 as a rule")],
                answer: "Audit",
                problems: [400, 503]
            ) { [self] call in await audit(call) },
        ]
    }

    static let noKeeper = Problem(409, detail: "this service has no folder of bots and no files")

    private func makeToken(_ call: Route.Call) async -> HTTPResponse {
        await answering { () throws(Problem) in
            let json = try call.json
            guard let name = json["name"]?.string, Self.isName(name) else {
                throw Problem(
                    422,
                    detail: "name has letters, digits, '-', '_' and '.', at most 64"
                )
            }
            guard let role = json["role"]?.string.flatMap(Role.init),
                Role.ofTokens.contains(role)
            else {
                let roles = Role.ofTokens.map(\.rawValue).joined(separator: ", ")
                throw Problem(422, detail: "role is one of \(roles)")
            }
            var expires: Timestamp?
            if let text = json["expires"]?.string {
                guard let moment = Timestamp(text) ?? TimeSpan(text).map({ now().adding($0) }),
                    moment > now()
                else {
                    throw Problem(
                        422,
                        detail: "expires is a length of time such as 90d, or a moment"
                    )
                }
                expires = moment
            }
            let principal = Principal(
                tenant: call.principal?.tenant ?? "",
                name: name,
                role: role
            )
            let token = try await found { () throws(RuntimeError) in
                try await tokenOffice.make(principal, expires: expires)
            }
            guard let token else { throw Problem(409, detail: "there is a token '\(name)'") }
            await note(call, "make token", "\(name) \(role.rawValue)")
            let answer: JSON = .compact([
                "name": .string(name), "role": .string(role.rawValue), "token": .string(token),
                "expires": expires.map { .string($0.description) },
            ])
            return .json(answer, status: 201)
        }
    }

    /// Whether it is a name as it stands in paths and in the configuration.
    package static func isName(_ text: String) -> Bool {
        (1...64).contains(text.utf8.count) && !text.hasPrefix(".")
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"),
                    UInt8(ascii: "."):
                    true
                default: false
                }
            }
    }

    private func revokeToken(_ call: Route.Call) async -> HTTPResponse {
        await answering { () throws(Problem) in
            let name = call.parameters["name"] ?? ""
            let isGone = try await found { () throws(RuntimeError) in
                try await tokenOffice.revoke(name, ofTenant: call.principal?.tenant ?? "")
            }
            guard isGone else { throw Problem(404) }
            await note(call, "revoke token", name)
            return HTTPResponse(status: 204)
        }
    }

    private func reload(_ call: Route.Call) async -> HTTPResponse {
        await answering { () throws(Problem) in
            guard let keeper else { throw Self.noKeeper }
            let tenant = call.principal?.tenant ?? ""
            do throws(KeeperError) { try await keeper.reload(tenant: tenant, into: self) } catch {
                throw Problem(error)
            }
            await note(call, "reload", tenant)
            return HTTPResponse(status: 204)
        }
    }

    private func backUp(_ call: Route.Call) async -> HTTPResponse {
        await answering { () throws(Problem) in
            guard let keeper else { throw Self.noKeeper }
            let file: BackupFile
            do throws(KeeperError) { file = try await keeper.backUp() } catch {
                throw Problem(error)
            }
            await note(call, "back up", file.name)
            return .json(["name": .string(file.name), "bytes": .int(Int64(file.bytes))])
        }
    }

    private func audit(_ call: Route.Call) async -> HTTPResponse {
        await answering { () throws(Problem) in
            let limit = try call.number("limit", standard: 100, most: 10_000)
            let book = try await found { () throws(RuntimeError) in
                try await runtime.book(ofTenant: call.principal?.tenant ?? "")
            }
            let shown = book.lines.suffix(limit).map { line -> JSON in
                [
                    "line": .int(line.number), "at": .string(line.at.description),
                    "who": .string(line.who), "did": .string(line.did), "to": .string(line.to),
                    "holds": .bool(line.holds),
                ]
            }
            return .json([
                "lines": .array(shown), "holds": .bool(book.holds),
                "written": .int(book.written),
            ])
        }
    }
}
