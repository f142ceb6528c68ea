import Values

/// What names something in what the program writes: questions, options, interactions, calls.
///
/// Names are made of what channels and back ends call customers and things, which may look like a
/// card's number; with dots in it, a name is none.
enum NamesInJSON {
    private static let keys: Set = [
        "id", "question", "key", "handoff", "interaction", "linked_to",
    ]
    /// The keys in these are a designer's, and their values what a customer said.
    private static let others: Set = ["slots", "arguments", "gives"]

    /// An object with its values replaced, but for those that name something.
    ///
    /// - Parameters:
    ///   - json: An object.
    ///   - change: What takes the place of a value, and whether there are names in it too.
    /// - Returns: The object.
    static func rebuilding(_ json: JSON, _ change: (JSON, _ hasNames: Bool) -> JSON) -> JSON {
        guard let fields = json.object else { return json }
        var rebuilt: [String: JSON] = [:]
        for (key, value) in fields {
            if keys.contains(key), case .string = value {
                rebuilt[key] = value
            } else {
                rebuilt[key] = change(value, !others.contains(key))
            }
        }
        return .object(rebuilt)
    }
}
