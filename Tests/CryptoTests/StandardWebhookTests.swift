import Crypto
import Foundation
import Testing

@Suite struct StandardWebhookTests {
    private let body = Array(#"{"event_type":"ping","data":{"success":true}}"#.utf8)
    private let moment: Int64 = 1_731_705_121
    private let signed = StandardWebhook.Headers(
        id: "msg_loFOjxBNrRLzqYUf",
        timestamp: "1731705121",
        signature: "v1,rAvfW3dJ/X/qxhsaXPOyyCGmRKsaKWcsNccKXlIktD0="
    )

    /// The example of the specification.
    private func published() throws -> StandardWebhook {
        StandardWebhook(secrets: [try secret("whsec_plJ3nmyCDGBKInavdOK15jsl")])
    }

    private func secret(_ text: String) throws -> WebhookSecret {
        try #require(WebhookSecret(text))
    }

    private func isTaken(
        _ headers: StandardWebhook.Headers,
        _ body: [UInt8],
        by webhook: StandardWebhook,
        after seconds: Int64 = 0
    ) -> Bool {
        (try? webhook.verify(headers, body: body, at: moment + seconds)) != nil
    }

    @Test func `The example of the specification is signed and taken`() throws {
        let webhook = try published()
        #expect(webhook.headers(id: signed.id, at: moment, body: body) == signed)
        try webhook.verify(signed, body: body, at: moment)
    }

    @Test func `One changed bit anywhere is refused`() throws {
        let webhook = try published()
        func flips(_ bytes: [UInt8]) -> [[UInt8]] {
            bytes.indices.flatMap { index in
                (0..<8).map { bit in
                    var changed = bytes
                    changed[index] ^= 1 << bit
                    return changed
                }
            }
        }
        for changed in flips(body) { #expect(!isTaken(signed, changed, by: webhook)) }
        for part in [\StandardWebhook.Headers.id, \.timestamp, \.signature] {
            for changed in flips(Array(signed[keyPath: part].utf8)) {
                var headers = signed
                headers[keyPath: part] = String(decoding: changed, as: UTF8.self)
                #expect(!isTaken(headers, body, by: webhook), "\(headers)")
            }
        }
    }

    @Test func `The same JSON written in another way is refused`() throws {
        let webhook = try published()
        let other = Array(#"{"data":{"success":true},"event_type":"ping"}"#.utf8)
        let spaced = Array(#"{"event_type": "ping", "data": {"success": true}}"#.utf8)
        for body in [other, spaced, body + [0x0A]] {
            #expect(throws: StandardWebhook.Refusal.wrongSignature) {
                try webhook.verify(signed, body: body, at: moment)
            }
        }
    }

    @Test func `A message is good for five minutes in both directions`() throws {
        let webhook = try published()
        for seconds: Int64 in [-300, -299, 0, 299, 300] {
            try webhook.verify(signed, body: body, at: moment + seconds)
        }
        for seconds: Int64 in [301, 1_000_000] {
            #expect(throws: StandardWebhook.Refusal.tooOld) {
                try webhook.verify(signed, body: body, at: moment + seconds)
            }
            #expect(throws: StandardWebhook.Refusal.tooNew) {
                try webhook.verify(signed, body: body, at: moment - seconds)
            }
        }
    }

    @Test func `While a secret is replaced, both sides may have either`() throws {
        let old = try secret("whsec_plJ3nmyCDGBKInavdOK15jsl")
        let new = WebhookSecret.random()
        let both = StandardWebhook(secrets: [new, old])
        let onlyOld = StandardWebhook(secrets: [old])
        let onlyNew = StandardWebhook(secrets: [new])
        let headers = both.headers(id: "m1", at: moment, body: body)
        #expect(headers.signature.split(separator: " ").count == 2)
        for webhook in [both, onlyOld, onlyNew] {
            try webhook.verify(headers, body: body, at: moment)
            let single = webhook.headers(id: "m1", at: moment, body: body)
            try both.verify(single, body: body, at: moment)
        }
        let late = onlyOld.headers(id: "m1", at: moment, body: body)
        #expect(!isTaken(late, body, by: onlyNew))
    }

    @Test func `Emoji, empty bodies and bytes that are no text are signed as they are`() throws {
        let webhook = StandardWebhook(secrets: [.random()])
        for body in [Array("{\"text\":\"👩🏽‍🚀 مرحبا\"}".utf8), [], [0, 0xFF, 0xFE, 0x0A]] {
            let headers = webhook.headers(id: "wamid.HBgL=", at: moment, body: body)
            try webhook.verify(headers, body: body, at: moment)
        }
    }

    @Test func `Signatures of other kinds are passed over, not taken`() throws {
        let webhook = try published()
        var headers = signed
        headers.signature = "v1a,AAAA v2,\(signed.signature.dropFirst(3)) \(signed.signature)"
        try webhook.verify(headers, body: body, at: moment)
        headers.signature = "v2,\(signed.signature.dropFirst(3))"
        #expect(!isTaken(headers, body, by: webhook))
    }

    @Test(arguments: [
        StandardWebhook.Headers(id: "", timestamp: "1731705121", signature: "v1,AAAA"),
        .init(id: "m", timestamp: "", signature: "v1,AAAA"),
        .init(id: "m", timestamp: "+1731705121", signature: "v1,AAAA"),
        .init(id: "m", timestamp: "99999999999999999999", signature: "v1,AAAA"),
        .init(id: "m", timestamp: "1731705121.5", signature: "v1,AAAA"),
        .init(id: "m", timestamp: "1731705121", signature: ""),
        .init(id: "m", timestamp: "1731705121", signature: "v2,AAAA v1a,AAAA"),
        .init(
            id: "m",
            timestamp: "1731705121",
            signature: Array(repeating: "v1,AAAA", count: 17).joined(separator: " ")
        ),
    ])
    func `Headers that do not have the form are refused`(_ headers: StandardWebhook.Headers) throws
    {
        let webhook = try published()
        #expect(throws: StandardWebhook.Refusal.malformed) {
            try webhook.verify(headers, body: body, at: moment)
        }
    }

    @Test func `A secret is read with and without its prefix, and never printed`() throws {
        let written = "whsec_plJ3nmyCDGBKInavdOK15jsl"
        #expect(try secret(written).text == written)
        #expect(try secret(String(written.dropFirst(6))) == secret(written))
        #expect(try "\(secret(written))" == "whsec_…")
        for text in ["", "whsec_", "whsec_c2hvcnQ=", "whsec_?", String(repeating: "A", count: 88)] {
            #expect(WebhookSecret(text) == nil, "\(text)")
        }
    }
}
