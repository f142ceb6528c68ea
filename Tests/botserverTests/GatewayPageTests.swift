import Foundation
import TestSupport
import Testing

@Suite("docs/gateway.md", .prompt)
struct GatewayPageTests {
    @Test("plugs a gateway in as it stands there")
    func page() async throws {
        try await ServerProcess.with { server async throws in
            let text = try String(
                contentsOfFile: Checkout.path + "/docs/gateway.md",
                encoding: .utf8
            )
            let blocks = Block.all(in: text)
            #expect(blocks.count { $0.language == "sh" } >= 10)
            var variables = ""
            for (place, block) in blocks.enumerated() where block.language == "sh" {
                let script = block.text.replacing("127.0.0.1:8080", with: server.address)
                let output = try await Shell.run(variables + script, in: server.folder)
                if !script.contains("curl") { variables += script + "\n" }
                guard place + 1 < blocks.count, blocks[place + 1].language == "text" else {
                    continue
                }
                for line in blocks[place + 1].text.split(separator: "\n") {
                    #expect(output.contains(line), "\(script)\ngave\n\(output)")
                }
            }
        }
    }
}

/// A fenced block of a page.
struct Block {
    let language: String
    let text: String

    static func all(in page: String) -> [Block] {
        var blocks: [Block] = []
        var open: (language: String, lines: [Substring])?
        for line in page.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix("```") {
                if let block = open {
                    blocks.append(
                        Block(language: block.language, text: block.lines.joined(separator: "\n"))
                    )
                    open = nil
                } else {
                    open = (String(line.dropFirst(3)), [])
                }
            } else {
                open?.lines.append(line)
            }
        }
        return blocks
    }
}
