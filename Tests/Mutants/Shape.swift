import Diagnostics

/// What a value is made of, without the places that it was read from.
enum Shape {
    /// A text that is equal for equal values of one type.
    static func text(_ value: Any) -> String {
        var text = ""
        write(value, to: &text)
        return text
    }

    private static func write(_ value: Any, to text: inout String) {
        if value is SourceLocation { return }
        let mirror = Mirror(reflecting: value)
        guard !mirror.children.isEmpty else {
            text += "\(value);"
            return
        }
        text += "("
        if mirror.displayStyle == .dictionary || mirror.displayStyle == .set {
            text += mirror.children.map { Self.text($0.value) }.sorted().joined()
        } else {
            for child in mirror.children {
                text += (child.label ?? "") + ":"
                write(child.value, to: &text)
            }
        }
        text += ")"
    }
}
