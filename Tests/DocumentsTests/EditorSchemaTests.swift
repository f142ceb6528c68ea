import Foundation
import Testing
import Topics
import Values

@Suite struct `The schema for editors` {
    @Test(arguments: EditorSchema.allCases)
    func `is in the documents as the loader's tables make it`(schema: EditorSchema) throws {
        let path = Checkout.path("docs/schema/\(schema.rawValue).json")
        let kept = try JSON(parsing: Data(contentsOf: URL(fileURLWithPath: path)))
        #expect(kept == schema.document, "run: botsim schema --into docs/schema")
    }

    @Test(arguments: FormatTables.all.map(\.construct))
    func `says of every key what it does`(construct: String) throws {
        let table = try #require(FormatTables.all.first { $0.construct == construct })
        for key in table.keys {
            #expect(key.about.hasSuffix("."), "\(construct): \(key.name)")
            #expect((8...160).contains(key.about.count), "\(construct): \(key.name)")
        }
    }
}
