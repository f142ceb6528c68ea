// A bot in a program of one's own: each line that is read is what a customer writes.
//
// The conversation is kept in a file. End the program however you like and begin it again: it goes on
// where it was.

import BotRuntime
import Bots
import Crypto
import Foundation
import Messages
import Storage

let folder = CommandLine.arguments.dropFirst().first ?? "."

/// Seals what is kept; whoever loses it loses the conversations.
func sealingKey(_ path: String) throws -> SealingKey {
    if let data = FileManager.default.contents(atPath: path), let key = SealingKey(Array(data)) {
        return key
    }
    let bytes = (0..<SealingKey.length).map { _ in UInt8.random(in: 0...255) }
    try Data(bytes).write(to: URL(fileURLWithPath: path), options: .withoutOverwriting)
    return try sealingKey(path)
}

let runtime = Runtime(
    store: try .sqlite(folder + "/conversations.db"),
    key: try sealingKey(folder + "/sealing.key")
)
let account = Account(tenant: "cinema", id: "kiosk", channel: .web)
runtime.deploy(try .load(folder: "bot"), for: account)
try await runtime.start()

guard let customer = ContactKey(tenant: account.tenant, account: account.id, user: "me") else {
    preconditionFailure("short names make a key")
}
while let line = readLine() {
    // An id is a message's own: given again, it is answered again and does nothing.
    let message = IncomingMessage(contact: customer, id: UUID().uuidString, event: .text(line))
    let answer = try await runtime.receive(message, waitingAtMost: .seconds(10))
    for reply in answer.line["replies"]?.array ?? [] {
        print(reply["text"]?.string ?? "")
        for option in reply["control"]?["options"]?.array ?? [] {
            print("  -", option["title"]?.string ?? "")
        }
    }
}
await runtime.stop()
