import Values

extension WebCall {
    package static let keys = KeyTable(
        "an http call",
        [
            .needs(
                "service",
                .name,
                "Which back end; whoever runs the bot says under this name where it is.",
                like: ["shop"]
            ),
            .may(
                "get",
                .literal,
                address("asked without a body"),
                path,
                like: ["/orders/{number}"]
            ),
            .may("post", .literal, address("sent JSON to"), path, like: ["/orders"]),
            .may("put", .literal, address("told the whole of something"), path),
            .may("patch", .literal, address("told what changes"), path),
            .may("delete", .literal, address("told to take something away"), path),
            .may(
                "headers",
                .mapping,
                "More headers, which are no secrets: those are in the server's file.",
                .entries(.kind(.literal), named: .matching(headerName)),
                like: [["Accept-Language": "en"]]
            ),
            .may(
                "body",
                .mapping,
                "The fields of the JSON that is sent, each an expression over takes; all arguments that the address does not have, where it is left out.",
                .entries(.kind(.cel), named: .matching(fieldName), atLeast: 1),
                like: [["customerId": "takes.customer"]]
            ),
            .may(
                "answer",
                .literal,
                "Where in the answer's JSON what the action gives stands, as a JSON pointer.",
                pointer,
                like: ["/data/items"]
            ),
            .may(
                "fields",
                .mapping,
                "Fields of what is given that stand elsewhere in it: names and JSON pointers.",
                .entries(pointer, atLeast: 1),
                like: [["id": "/orderNumber"]]
            ),
            .may(
                "refused",
                .literals,
                "Statuses, and types of problem documents, by which the back end says no.",
                .listOrOne(
                    .either([.kind(.whole(statusesOfRefusal)), .matching("[^0-9]")]),
                    atLeast: 1
                ),
                standard: .array(usualRefusals.map { .int(Int64($0)) }),
                like: [[409, "https://shop.example/problems/sold-out"]]
            ),
            .may(
                "empty",
                .literals,
                "Statuses that mean there is nothing to give.",
                .listOrOne(.kind(.whole(statusesOfNothing)), atLeast: 1),
                like: [404]
            ),
        ],
        rules: [.some(of: methods)]
            + methods.map { method in .excludes(method, methods.filter { $0 != method }) }
            + [.excludes("get", ["body"])]
    )

    static let methods = Method.allCases.map(\.rawValue)
    static let usualRefusals = [404, 409, 410, 412, 422]
    private static let statusesOfRefusal = 400...499
    private static let statusesOfNothing = 200...499
    private static let path = Spelling.matching("^/([^/]|$)")
    private static let pointer = Spelling.matching("^(/([^~/]|~[01])*)*$")
    private static let fieldName = "^[^\\s].*$"
    private static let headerName = "^[A-Za-z0-9!#$%&'*+.^_`|~-]+$"

    private static func address(_ what: String) -> String {
        "The path that is \(what): {name} stands for an argument in it, {?name,another} behind it."
    }

    /// Headers that belong to whoever runs the bot, or to HTTP itself.
    static let kept: Set<String> = Set(
        [
            "Authorization", "Proxy-Authorization", "Cookie", "Host", "Content-Length",
            "Content-Type", "Transfer-Encoding", "Connection", "TE", "Upgrade", "Expect",
            "Idempotency-Key", "Traceparent", "Tracestate",
        ]
        .map { $0.lowercased() }
    )
}
