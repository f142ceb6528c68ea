import Crypto
import Dialogue
import Expressions
import Foundation
import HTTP
import Topics
import Values

/// A call of a bot as a request of HTTP.
struct WebRequest {
    /// Why there is none.
    enum Failure: Error, Hashable {
        /// A part of the path would be empty, or lead elsewhere: nothing of that name can be.
        case noSuchPlace
        /// In an author's words.
        case impossible(String)
    }

    let call: HTTPCall

    /// - Parameters:
    ///   - request: What the bot asks for.
    ///   - action: Which is answered over HTTP.
    ///   - web: How.
    ///   - service: By whom.
    ///   - occasion: What its expressions see beside the arguments.
    /// - Throws: Why it cannot be asked.
    init(
        _ request: CallRequest,
        _ action: Action,
        _ web: WebCall,
        _ service: WebService,
        _ occasion: Environment
    ) throws(Failure) {
        let takes: Record
        do throws(ArgumentMistake) { takes = try action.converting(request.arguments) } catch {
            throw .impossible(error.description)
        }
        let address = web.address.filled { name in
            takes.fields[name].flatMap { $0 == .null ? nil : Self.text($0.spelled) }
        }
        guard let address else { throw .noSuchPlace }
        var call = HTTPCall(HTTPMethod(web.method.rawValue.uppercased()), service.url + address)
        call.headers.set("Accept", "application/json")
        for (name, value) in web.headers { call.headers.set(name, value) }
        for (name, value) in service.headers { call.headers.set(name, value) }
        for (name, file) in service.secretHeaders {
            // Read for each request: a secret that is changed needs no restart.
            do throws(SecretFile.Failure) {
                call.headers.set(name, try SecretFile.read(file))
            } catch {
                throw .impossible(error.description)
            }
        }
        if !action.safe { call.headers.set("Idempotency-Key", Self.idempotencyKey(request.key)) }
        if let body = try Self.body(web, takes, occasion) {
            call.headers.set("Content-Type", "application/json")
            call.body = body.bytes
        }
        self.call = call
    }

    /// The same for every attempt at a call, in whichever process; a header's letters only.
    static func idempotencyKey(_ key: String) -> String {
        hexadecimal(SHA256.digest(of: Array(key.utf8)).prefix(16))
    }

    private static func body(
        _ web: WebCall,
        _ takes: Record,
        _ occasion: Environment
    ) throws(Failure) -> JSON? {
        guard web.method != .get else { return nil }
        var fields: [String: JSON] = [:]
        if let body = web.body {
            var environment = occasion
            environment.values["takes"] = .record(takes)
            for field in body {
                do throws(EvaluationError) {
                    fields[field.name] = try field.value.evaluate(in: environment).spelled
                } catch {
                    throw .impossible("'\(field.name)' of the body: \(error.message)")
                }
            }
            return .object(fields)
        }
        let elsewhere = Set(web.address.arguments)
        for (name, value) in takes.fields where !elsewhere.contains(name) {
            if value != .null { fields[name] = value.spelled }
        }
        return web.method == .delete && fields.isEmpty ? nil : .object(fields)
    }

    private static func text(_ json: JSON) -> String {
        switch json {
        case .string(let text): text
        case .null, .bool, .int, .double, .array, .object: json.text
        }
    }
}
