/// A place within a JSON value.
///
/// Source: RFC 6901.
public struct JSONPointer: Hashable, Sendable {
    /// The names and numbers on the way to it; none is the value itself.
    public let steps: [String]

    /// Reads `/data/items/0`, where the empty text is the whole; nil for what is no pointer.
    public init?(_ text: String) {
        guard text.isEmpty || text.hasPrefix("/") else { return nil }
        var steps: [String] = []
        for part in text.split(separator: "/", omittingEmptySubsequences: false).dropFirst() {
            guard let step = Self.unescaped(part) else { return nil }
            steps.append(step)
        }
        self.steps = steps
    }

    /// The place of a field of the whole.
    public init(field: String) { steps = [field] }

    private init() { steps = [] }

    /// Not a part of the value but all of it.
    public static let whole = JSONPointer()

    /// `~0` is a tilde and `~1` a slash; a tilde with anything else behind it is none.
    private static func unescaped(_ part: Substring) -> String? {
        var pieces = part.split(separator: "~", omittingEmptySubsequences: false)[...]
        var text = String(pieces.removeFirst())
        for piece in pieces {
            switch piece.first {
            case "0": text += "~" + piece.dropFirst()
            case "1": text += "/" + piece.dropFirst()
            default: return nil
            }
        }
        return text
    }

    /// What stands there; nil where nothing does.
    public func value(in json: JSON) -> JSON? {
        var json = json
        for step in steps {
            switch json {
            case .object(let fields):
                guard let value = fields[step] else { return nil }
                json = value
            case .array(let items):
                guard step == "0" || step.first != "0", let place = Int(step),
                    items.indices.contains(place), step.first?.isNumber == true
                else { return nil }
                json = items[place]
            case .null, .bool, .int, .double, .string: return nil
            }
        }
        return json
    }
}

extension JSONPointer: CustomStringConvertible {
    public var description: String {
        steps.map { "/" + $0.replacing("~", with: "~0").replacing("/", with: "~1") }.joined()
    }
}
