import Foundation
import Testing
import Topics

@testable import Service

@Suite("docs/operating.md")
struct OperatingPageTests {
    @Test("names every key of the configuration")
    func keys() throws {
        let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().path
        let page = try String(contentsOfFile: path + "/docs/operating.md", encoding: .utf8)
        for table in ConfigurationReader.tables {
            for name in table.names {
                #expect(page.contains("`\(name)`"), "\(table.construct): \(name)")
            }
        }
        for role in Role.allCases { #expect(page.contains("`\(role.rawValue)`")) }
    }
}
