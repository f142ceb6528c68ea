import BotRuntime
import HTTP
import Values

extension Service {
    /// What managers ask.
    var reportRoutes: [Route] {
        [
            Route(
                .get,
                "v1/reports/{report}",
                .roles([.manager]),
                "getReport",
                "Counts what happened in a span of time: "
                    + ReportKind.allCases.map(\.rawValue).joined(separator: ", "),
                query: [
                    ("from", "a day or a moment; a week before 'to' as a rule"),
                    ("to", "the day or moment behind the last; now as a rule"),
                    ("account", "of one account alone"),
                    ("format", "json, or csv for a table"),
                ],
                answer: "Report",
                problems: [400, 404]
            ) { [self] call in await report(call) }
        ]
    }

    /// A quarter, with a day to spare.
    private static let longestSpan: Int64 = 93 * 86_400
    private static let usualSpan: Int64 = 7 * 86_400

    private func report(_ call: Route.Call) async -> HTTPResponse {
        await answering { () throws(Problem) in
            guard let name = call.parameters["report"], let kind = ReportKind(rawValue: name) else {
                let known = ReportKind.allCases.map(\.rawValue).joined(separator: ", ")
                throw Problem(404, detail: "there is no such report: there is \(known)")
            }
            let end = try call.moment("to") ?? SystemClock().now
            let start = try call.moment("from") ?? end.adding(TimeSpan(seconds: -Self.usualSpan))
            guard start < end, end.seconds - start.seconds <= Self.longestSpan else {
                throw Problem(400, detail: "'from' is before 'to', and 93 days at most")
            }
            let format = call.head.queryValue("format") ?? "json"
            guard ["json", "csv"].contains(format) else {
                throw Problem(400, detail: "a format is json or csv")
            }
            let made = try await found { () throws(RuntimeError) in
                try await runtime.report(
                    kind,
                    ofTenant: call.principal?.tenant ?? "",
                    account: call.head.queryValue("account"),
                    from: start,
                    to: end
                )
            }
            guard let made else {
                throw Problem(400, detail: "that is too much for one report: ask for fewer days")
            }
            guard format == "json" else { return .csv(made.csv, named: "\(name).csv") }
            return .json([
                "report": .string(name), "from": .string(start.description),
                "to": .string(end.description),
                "columns": .array(made.columns.map { .string($0) }), "rows": made.json,
            ])
        }
    }
}

extension Route.Call {
    /// A moment of the query, or the first of a day in UTC.
    fileprivate func moment(_ name: String) throws(Problem) -> Timestamp? {
        guard let text = head.queryValue(name) else { return nil }
        if let moment = Timestamp(text) ?? Timestamp(text + "T00:00:00Z") { return moment }
        throw Problem(400, detail: "\(name) is written like 2026-03-02 or 2026-03-02T10:00:00Z")
    }
}

extension HTTPResponse {
    fileprivate static func csv(_ text: String, named name: String) -> HTTPResponse {
        HTTPResponse(
            status: 200,
            headers: [
                "Content-Type": "text/csv; charset=utf-8; header=present",
                "Content-Disposition": "attachment; filename=\"\(name)\"",
            ],
            body: .bytes(Array(text.utf8))
        )
    }
}
