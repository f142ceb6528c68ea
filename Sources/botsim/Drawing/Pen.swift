import Foundation

/// What a terminal can show.
struct Pen {
    let isColoured: Bool
    /// Columns of a line.
    let width: Int

    /// Colour only on a terminal whose user has not declined it, see https://no-color.org.
    static var standard: Pen {
        let environment = ProcessInfo.processInfo.environment
        let isTerminal = isatty(1) == 1
        var size = winsize()
        let known = isTerminal && ioctl(1, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col >= 20
        return Pen(
            isColoured: isTerminal && environment["NO_COLOR"]?.isEmpty ?? true
                && environment["TERM"] != "dumb",
            width: known ? min(Int(size.ws_col), 100) : 80
        )
    }

    func bold(_ text: String) -> String { styled(text, "1") }
    func dim(_ text: String) -> String { styled(text, "2") }
    func accent(_ text: String) -> String { styled(text, "36") }
    func link(_ text: String) -> String { styled(text, "4") }
    func warning(_ text: String) -> String { styled(text, "33") }

    private func styled(_ text: String, _ code: String) -> String {
        isColoured && !text.isEmpty ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
    }

    /// Lines no wider than the terminal, broken between words, each behind a margin.
    func wrapped(_ text: String, margin: String, first: String? = nil) -> [String] {
        let room = max(20, width - margin.count)
        var lines: [String] = []
        for paragraph in text.split(separator: "\n", omittingEmptySubsequences: false) {
            var line = ""
            for word in paragraph.split(separator: " ") {
                if !line.isEmpty, line.count + 1 + word.count > room {
                    lines.append(line)
                    line = ""
                }
                line += (line.isEmpty ? "" : " ") + word
            }
            lines.append(line)
        }
        return lines.enumerated().map { index, line in
            ((index == 0 ? first : nil) ?? margin) + line
        }
    }
}

extension String {
    /// Without control characters: what a customer or a back end wrote must not steer a terminal.
    var printable: String {
        String(
            String.UnicodeScalarView(
                unicodeScalars.filter { scalar in
                    scalar == "\n" || scalar.properties.generalCategory != .control
                }
            )
        )
    }
}
