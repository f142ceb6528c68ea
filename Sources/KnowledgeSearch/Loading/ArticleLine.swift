import Diagnostics
import Foundation
import Values

/// Articles as JSON Lines: `{"_id":"card-fees","title":"Card fees","text":"A new card …"}`.
enum ArticleLine {
    static func each(
        of file: SourceFile,
        language: String?,
        _ body: (ReadArticle) -> Void
    ) {
        let lines = file.text.utf8.split(separator: 10, omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated() {
            if line.allSatisfy({ $0 == 32 || $0 == 9 || $0 == 13 }) { continue }
            let start = SourceLocation(file: file, line: index + 1, column: 1)
            body(read(line, start, language))
        }
    }

    private static func read(
        _ line: Substring.UTF8View,
        _ start: SourceLocation,
        _ language: String?
    ) -> ReadArticle {
        let bytes = Array(line)
        let json: JSON
        do {
            json = try JSON(parsing: Data(bytes))
        } catch {
            let fault = JSONFault.first(in: bytes)
            let place = start.advanced(by: scalars(before: fault?.byte ?? 0, in: bytes))
            return broken(place, "the line is \(error.reason)", hint: fault?.expected)
        }
        guard let object = json.object else {
            return broken(
                start,
                "a line is an object, {\"_id\":…,\"title\":…,\"text\":…}",
                hint: nil
            )
        }
        var fields = ArticleFields()
        let places = JSONFault.keyPlaces(in: bytes)
        for key in ArticleFields.keys {
            guard let value = object[key] else { continue }
            let place = places[key].map { start.advanced(by: scalars(before: $0, in: bytes)) }
            fields.values[key] = .init(value: value, location: place ?? start)
        }
        return fields.article(
            start: start,
            defaultID: nil,
            mayLackTitle: true,
            language: language
        )
    }

    private static func broken(
        _ place: SourceLocation,
        _ message: String,
        hint: String?
    ) -> ReadArticle {
        ReadArticle(
            article: nil,
            idLocation: place,
            diagnostics: [.error("bad-json", at: place, message, hint: hint)]
        )
    }

    private static func scalars(before byte: Int, in bytes: [UInt8]) -> Int {
        bytes.prefix(byte).reduce(0) { $0 + ($1 & 0xC0 == 0x80 ? 0 : 1) }
    }
}
