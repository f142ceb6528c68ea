extension TimeSpan {
    /// As a designer writes it: `1h30m`.
    public var words: String {
        var rest = max(0, seconds)
        var text = ""
        for (unit, size) in [("d", Int64(86_400)), ("h", 3600), ("m", 60), ("s", 1)] {
            guard rest >= size else { continue }
            text += "\(rest / size)\(unit)"
            rest %= size
        }
        return text.isEmpty ? "0s" : text
    }
}
