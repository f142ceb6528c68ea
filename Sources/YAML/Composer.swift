import Diagnostics

/// Builds the nodes of one document out of events, without recursion.
struct Composer {
    private let text: ScalarText
    /// Texts that lacked their quotes, by the offset where they start.
    private let meant: [Int: String]
    private var frames: [Frame] = []
    private var lastEnd = 0
    private var lastQuote: Range<Int>?
    private(set) var root: Node?
    private(set) var diagnostics: [Diagnostic] = []

    init(_ text: ScalarText, meant: [Int: String]) {
        self.text = text
        self.meant = meant
    }

    /// Why reading came to its end.
    enum Stop {
        case atEnd
        case trap(QuotingTrap)
        case error(Diagnostic)

        var diagnostic: Diagnostic? {
            switch self {
            case .atEnd: nil
            case .trap(let trap): trap.diagnostic
            case .error(let diagnostic): diagnostic
            }
        }
    }

    /// Reads events until one cannot be taken.
    ///
    /// The scalars are those of the text, where the values in `meant` are masked.
    mutating func read(_ scalars: [Unicode.Scalar]) -> Stop {
        guard let events = EventReader(scalars) else {
            return .error(
                .error("no-memory", at: text.location(0), "there is no memory to read it")
            )
        }
        var documents = 0
        while true {
            let event: Event
            do throws(LibraryError) {
                event = try events.next()
            } catch {
                let problem = SyntaxProblem(
                    error,
                    in: text,
                    lastQuote: lastQuote,
                    flowStarts: frames.filter(\.isFlow).map(\.start)
                )
                return problem.trap.map { .trap($0) } ?? .error(problem.diagnostic)
            }
            switch event.kind {
            case .streamStart, .documentEnd: break
            case .streamEnd: return .atEnd
            case .documentStart:
                documents += 1
                if documents > 1 { return .error(secondDocument(event)) }
            default:
                refuseDecoration(event)
                if let problem = take(event) { return .error(problem) }
            }
        }
    }

    private mutating func take(_ event: Event) -> Diagnostic? {
        if event.end > event.start { lastEnd = event.end }
        switch event.kind {
        case .alias(let name):
            refuse(
                "alias",
                event,
                "'*\(name)' repeats another part of the file, which is not read here",
                hint: "write that part out again"
            )
            let range = event.start..<event.end
            if let line = wholeValue(event) {
                add(node(.scalar(text.text(line.value), style: .doubleQuoted), range))
            } else {
                add(node(.scalar("", style: .plain), range))
            }
        case .scalar(let value, let style): takeScalar(value, style, event)
        case .sequenceStart(let isFlow):
            return open(Frame(start: event.start, isFlow: isFlow, isMapping: false))
        case .mappingStart(let isFlow):
            return open(Frame(start: event.start, isFlow: isFlow, isMapping: true))
        case .sequenceEnd, .mappingEnd: close(event)
        case .streamStart, .streamEnd, .documentStart, .documentEnd: break
        }
        return nil
    }

    private mutating func takeScalar(_ value: String, _ style: Node.ScalarStyle, _ event: Event) {
        let range = event.start..<event.end
        if let meant = meant[event.start] {
            add(node(.scalar(meant, style: .doubleQuoted), range))
            return
        }
        if event.tag?.hasPrefix("!") == true, style == .plain, let line = wholeValue(event) {
            add(node(.scalar(text.text(line.value), style: .doubleQuoted), range))
            return
        }
        if style == .singleQuoted || style == .doubleQuoted { lastQuote = range }
        if style == .plain { warnOfComment(in: value, range) }
        add(node(.scalar(value, style: style), range))
    }

    private mutating func open(_ frame: Frame) -> Diagnostic? {
        guard frames.count < Limits.depth else {
            return .error(
                "too-deep",
                at: text.location(frame.start),
                "lists and keys are nested more than \(Limits.depth) deep here",
                hint: "move a part to a file of its own, or quote the value if it is a text"
            )
        }
        frames.append(frame)
        return nil
    }

    private mutating func close(_ event: Event) {
        guard let frame = frames.popLast() else { return }
        let end = max(frame.start, frame.isFlow ? event.end : lastEnd)
        let range = frame.start..<end
        if let trap = text.bracesInText(frame, range) {
            diagnostics.append(trap.diagnostic)
            add(node(.scalar(trap.meant, style: .doubleQuoted), range))
        } else if frame.isMapping {
            add(node(.mapping(frame.entries), range))
        } else {
            add(node(.sequence(frame.items), range))
        }
    }

    /// Puts a node where it belongs in the innermost open sequence or mapping.
    private mutating func add(_ node: Node) {
        guard var frame = frames.popLast() else {
            root = node
            return
        }
        defer { frames.append(frame) }
        guard frame.isMapping else {
            frame.items.append(node)
            return
        }
        switch frame.pending {
        case .none: frame.pending = pending(key: node, seen: &frame.seen)
        case .key(let key):
            frame.entries.append(Node.Entry(key: key, value: node))
            frame.pending = nil
        case .refused: frame.pending = nil
        }
    }

    private mutating func pending(
        key: Node,
        seen: inout [String: SourceLocation]
    ) -> Frame.Pending {
        guard case .scalar(let name, let style) = key.kind else {
            refuse(
                "complex-key",
                key.location,
                "a key is a word, not a list or a mapping",
                hint: "quote the line's value if it is a text with braces"
            )
            return .refused
        }
        if style == .plain, name == "<<" {
            refuse(
                "merge-key",
                key.location,
                "'<<' merges another mapping, which is not read here",
                hint: "write its keys out again"
            )
            return .refused
        }
        if style == .plain, name.isEmpty {
            refuse(
                "empty-key",
                key.location,
                "there is no key before the ':'",
                hint: "write 'key: value', or quote the value if it is a text"
            )
            return .refused
        }
        if let first = seen[name] {
            refuse(
                "doubled-key",
                key.location,
                "'\(name)' is already a key here, in line \(first.line)",
                hint: "keep one of the two: \(first) or \(key.location)"
            )
            return .refused
        }
        seen[name] = key.location
        return .key(key)
    }

    /// Everything that names and types nodes is refused: a reader should see what a file says where
    /// it says it, and a file cannot grow by repeating itself.
    private mutating func refuseDecoration(_ event: Event) {
        if let anchor = event.anchor {
            refuse(
                "anchor",
                event,
                "'&\(anchor)' names a part of the file, which is not read here",
                hint: "leave it out"
            )
        }
        if let tag = event.tag {
            let shown = tag.hasPrefix("tag:yaml.org,2002:") ? "!!" + tag.dropFirst(18) : tag
            refuse(
                "tag",
                event,
                "'\(shown)' is a tag, which is not read here",
                hint: "leave it out"
            )
        }
    }

    /// The line of an event that is the whole value on it, and may be a text: `if: !filled(x)`.
    private func wholeValue(_ event: Event) -> ValueLine? {
        guard !frames.contains(where: \.isFlow), text.sameLine(event.start, event.end),
            let line = text.valueLine(at: event.start), line.value.lowerBound == event.start
        else { return nil }
        return line
    }

    private mutating func warnOfComment(in value: String, _ range: Range<Int>) {
        let isKey = frames.last.map { $0.isMapping && $0.pending == nil } ?? false
        guard !isKey, !frames.contains(where: \.isFlow) else { return }
        if let warning = text.commentInText(value, range) { diagnostics.append(warning) }
    }

    private func secondDocument(_ event: Event) -> Diagnostic {
        .error(
            "second-document",
            at: text.location(event.start),
            "a second document starts here, and a file holds one",
            hint: "move it to a file of its own, or delete the '---'"
        )
    }

    /// Refuses what may also be a text that lacks its quotes.
    private mutating func refuse(_ code: String, _ event: Event, _ message: String, hint: String) {
        let asText =
            if let line = wholeValue(event) {
                text.quotingHint(line, meant: text.text(line.value))
            } else {
                "put it in quotes"
            }
        let both = "\(hint); if it is a text, \(asText)"
        refuse(code, text.location(event.start), message, hint: both)
    }

    private mutating func refuse(
        _ code: String,
        _ location: SourceLocation,
        _ message: String,
        hint: String
    ) {
        diagnostics.append(.error(code, at: location, message, hint: hint))
    }

    private func node(_ kind: Node.Kind, _ range: Range<Int>) -> Node {
        Node(kind, at: text.location(range.lowerBound), end: text.location(range.upperBound))
    }
}

/// A sequence or mapping whose end has not come yet.
struct Frame {
    let start: Int
    /// Written with brackets or braces.
    let isFlow: Bool
    let isMapping: Bool
    var items: [Node] = []
    var entries: [Node.Entry] = []
    var pending: Pending?
    /// Where each key was first.
    var seen: [String: SourceLocation] = [:]

    /// A key whose value comes next.
    enum Pending {
        case key(Node)
        /// The value is dropped: the key has been refused.
        case refused
    }

    init(start: Int, isFlow: Bool, isMapping: Bool) {
        self.start = start
        self.isFlow = isFlow
        self.isMapping = isMapping
    }
}
