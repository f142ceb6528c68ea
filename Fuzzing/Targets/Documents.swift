import Foundation
import Values

extension FuzzTarget {
    /// What is read keeps to the limits, is JSON to another reader as well, and is written so that
    /// it reads as the same.
    static func readJSON(_ bytes: [UInt8]) -> [String] {
        let limits = JSON.Limits(depth: 8, keys: 40, string: 64)
        guard let value = try? JSON(parsing: bytes, limits: limits) else { return [] }
        var violations: [String] = []
        if !value.keeps(to: limits) { violations.append("the limits let \(value.text) through") }
        if (try? JSONSerialization.jsonObject(with: Data(bytes), options: .fragmentsAllowed)) == nil
        {
            violations.append("another reader refuses what reads as \(value.text)")
        }
        for written in [value.text, value.indented] where (try? JSON(parsing: written)) != value {
            violations.append("written it reads as something else: \(written)")
        }
        return violations
    }

    static var documentSeeds: [[UInt8]] {
        let texts = [
            #"{"a":1,"b":[true,false,null],"c":{"d":"e"}}"#, "[]", "{}", "[[[[[[[[1]]]]]]]]",
            #""\"\\\/\b\f\n\r\t\u00e9\ud83d\ude00""#, "-12.5e-3", "123456789012345678901234567890",
            "[-9223372036854775809,9223372036854775807,1e300]", #"{"a":1,"a":2}"#,
            #"  [ 1 , "é😀" ]  "#, "\u{FEFF}[0.1,-0,-0.0]",
            "\"\(String(repeating: "x", count: 70))\"",
            "[\(String(repeating: "{\"k\":0},", count: 45))1]",
        ]
        return texts.map { Array($0.utf8) } + eventSeeds.prefix(20)
    }
}

extension JSON {
    fileprivate func keeps(to limits: Limits) -> Bool {
        deepest <= limits.depth && keys <= limits.keys ?? .max && longest <= limits.string ?? .max
    }

    private var parts: [JSON] {
        switch self {
        case .array(let items): items
        case .object(let fields): Array(fields.values)
        case .null, .bool, .int, .double, .string: []
        }
    }

    private var deepest: Int {
        switch self {
        case .array, .object: 1 + (parts.map(\.deepest).max() ?? 0)
        case .null, .bool, .int, .double, .string: 0
        }
    }

    private var keys: Int { parts.reduce(object?.count ?? 0) { $0 + $1.keys } }

    private var longest: Int {
        let texts = (string.map { [$0] } ?? []) + (object.map { Array($0.keys) } ?? [])
        return (texts.map(\.utf8.count) + parts.map(\.longest)).max() ?? 0
    }
}
