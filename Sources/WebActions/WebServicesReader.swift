import Crypto
import Diagnostics
import Foundation
import HTTP
import Topics
import Values
import YAML

/// What a company's bots may ask over HTTP.
package struct WebServicesConfiguration: Sendable {
    package var services: [WebService] = []
    /// What may be called although it is not on the public internet, or without TLS.
    package var policy = EgressPolicy()

    package init() {}
}

/// Reads `services:` and `allow:`, of a server's tenant or of a file of their own.
package struct WebServicesReader {
    private let problems: Problems
    private let folder: String
    private let note: (_ path: String, SourceLocation) -> Void

    /// - Parameters:
    ///   - problems: Where mistakes go.
    ///   - folder: Files that are named are relative to it.
    ///   - note: Told where each file is named.
    package init(
        _ problems: Problems,
        folder: String,
        noting note: @escaping (_ path: String, SourceLocation) -> Void = { _, _ in }
    ) {
        self.problems = problems
        self.folder = folder
        self.note = note
    }

    package static let keys: [KeyTable.Key] = [
        .may("services", .mapping, "Back ends that its bots ask over HTTP, by their names."),
        .may(
            "allow",
            .literals,
            "Hosts with ports, and networks, that may be called although they are not public.",
            like: [["crm.internal:8443", "10.0.0.0/8"]]
        ),
    ]

    /// A file that holds nothing else.
    package static let fileTable = KeyTable("a file of services", keys)

    package static let serviceTable = KeyTable(
        "a service",
        [
            .needs("url", .literal, "Where it is; paths of actions follow it."),
            .may("headers", .mapping, "Headers of every request."),
            .may(
                "secret_headers",
                .mapping,
                "Headers whose values stand in files that nobody else can read.",
                like: [["Authorization": "secrets/shop.token"]]
            ),
            .may("at_once", .whole(1...1_000), "Requests under way at one time.", standard: 16),
        ]
    )

    /// Reads a file of services.
    ///
    /// - Parameters:
    ///   - file: The file, with its contents.
    ///   - folder: Where it lies.
    /// - Returns: All that is wrong with it, and what it says unless something is an error.
    package static func read(
        _ file: SourceFile,
        in folder: String
    ) -> (WebServicesConfiguration?, [Diagnostic]) {
        let (node, diagnostics) = parse(file)
        guard !diagnostics.contains(where: { $0.severity == .error }) else {
            return (nil, diagnostics)
        }
        guard let node else {
            let empty = Diagnostic.error(
                "empty-file",
                at: SourceLocation(file: file, line: 1, column: 1),
                "there is nothing in this file",
                hint: "write 'services: { NAME: { url: https://… } }'"
            )
            return (nil, diagnostics + [empty])
        }
        let problems = Problems()
        let reader = WebServicesReader(problems, folder: folder)
        guard let fields = Fields(node, fileTable, problems) else { return (nil, problems.found) }
        let configuration = reader.configuration(fields)
        return (problems.errors == 0 ? configuration : nil, diagnostics + problems.found)
    }

    /// Reads what stands under the two keys.
    package func configuration(_ fields: Fields) -> WebServicesConfiguration {
        var result = WebServicesConfiguration()
        for node in fields.items("allow") {
            guard let text = node.string, let allowance = EgressPolicy.Allowance(text) else {
                problems.error(
                    "wrong-value",
                    at: node.location,
                    "'\(node.string ?? "")' is neither a host with a port nor a network",
                    hint: "write 'crm.internal:8443', '10.1.2.3:80' or '10.0.0.0/8'"
                )
                continue
            }
            result.policy.allowed.append(allowance)
        }
        result.services = fields.pairs("services").compactMap { service($0, result.policy) }
        return result
    }

    private func service(_ entry: Node.Entry, _ policy: EgressPolicy) -> WebService? {
        guard let name = entry.key.string,
            let fields = Fields(entry.value, Self.serviceTable, problems),
            let node = fields["url"], var url = node.string
        else { return nil }
        while url.hasSuffix("/") { url.removeLast() }
        guard let place = HTTPDestination(url), !url.contains("?") else {
            problems.error(
                "wrong-value",
                at: node.location,
                "'\(url)' is no plain address",
                hint: "write 'https://shop.example/api', without a name, a password or a query"
            )
            return nil
        }
        let mayBeAllowed = policy.allowed.contains { allowance in
            switch (allowance, place.host) {
            case (.host(let host, let port), _): host == place.host && port == place.port
            case (.network(let network), .address(let address)): network.contains(address)
            case (.network, .name): true
            }
        }
        if !place.isTLS, !mayBeAllowed {
            problems.error(
                "not-allowed",
                at: node.location,
                "without https only machines that are allowed may be called",
                hint: "write 'allow: [\(place.hostText):\(place.port)]' beside 'services'"
            )
        }
        return WebService(
            name: name,
            url: url,
            headers: pairs(fields, "headers").map { ($0.name, $0.value) },
            secretHeaders: pairs(fields, "secret_headers").map { name, file, place in
                let path = file.hasPrefix("/") ? file : folder + "/" + file
                note(path, place)
                return (name, path)
            },
            atOnce: fields.whole("at_once") ?? 16
        )
    }

    private func pairs(
        _ fields: Fields,
        _ key: String
    ) -> [(name: String, value: String, place: SourceLocation)] {
        fields.pairs(key).compactMap { entry in
            guard let name = entry.key.string, HTTPToken.isOne(name),
                let value = entry.value.string, !entry.value.isNull,
                value.unicodeScalars.allSatisfy({ (" "..."~").contains($0) })
            else {
                problems.error(
                    "wrong-value",
                    at: entry.key.location,
                    "'\(entry.key.string ?? "")' is no header with a value on one line",
                    hint: "write '\(key): { X-Tenant: northwind }'"
                )
                return nil
            }
            return (name, value, entry.value.location)
        }
    }
}

/// What is wrong with a file of services, each with its place and a way out.
package struct WebServicesProblems: Error, Hashable {
    package let problems: [String]
}

extension WebServices {
    /// Reads a file of services.
    package convenience init(file path: String) throws(WebServicesProblems) {
        guard let data = FileManager.default.contents(atPath: path),
            let text = String(validating: data, as: UTF8.self)
        else { throw WebServicesProblems(problems: ["\(path): cannot be read as UTF-8"]) }
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
        let (configuration, diagnostics) = WebServicesReader.read(
            SourceFile(path: path, text: text),
            in: folder
        )
        guard let configuration else {
            throw WebServicesProblems(problems: diagnostics.map(\.rendered))
        }
        self.init(configuration, HTTPClient())
        guard unreadable.isEmpty else {
            throw WebServicesProblems(problems: unreadable.map(\.description))
        }
    }
}
