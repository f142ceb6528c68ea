import CYAML

/// One step through a YAML text.
///
/// Offsets count Unicode scalars from the start of the text.
struct Event {
    let kind: Kind
    let start: Int
    let end: Int
    /// The name after `&`, where there is one.
    var anchor: String?
    var tag: String?

    enum Kind {
        case streamStart, streamEnd, documentStart, documentEnd
        case alias(String)
        case scalar(String, Node.ScalarStyle)
        case sequenceStart(isFlow: Bool)
        case mappingStart(isFlow: Bool)
        case sequenceEnd, mappingEnd
    }
}

/// What libyaml found wrong, in its own words.
struct LibraryError: Error {
    let problem: String
    let offset: Int
    /// What it was reading and where that started.
    let context: String
    let contextOffset: Int
}

/// Reads a UTF-8 text event by event, so that nothing is built that the caller does not want.
final class EventReader {
    private let parser: UnsafeMutablePointer<yaml_parser_t>
    /// libyaml keeps a pointer into it until the end.
    private let input: UnsafeMutableBufferPointer<UInt8>

    /// Fails when there is no memory.
    init?(_ text: [Unicode.Scalar]) {
        let parser = UnsafeMutablePointer<yaml_parser_t>.allocate(capacity: 1)
        guard yaml_parser_initialize(parser) == 1 else {
            parser.deallocate()
            return nil
        }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count)
        for scalar in text {
            bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
        }
        let input = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: max(1, bytes.count))
        _ = input.update(fromContentsOf: bytes)
        self.parser = parser
        self.input = input
        yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
        yaml_parser_set_input_string(parser, input.baseAddress, bytes.count)
    }

    deinit {
        yaml_parser_delete(parser)
        parser.deallocate()
        input.deallocate()
    }

    func next() throws(LibraryError) -> Event {
        var event = yaml_event_t()
        guard yaml_parser_parse(parser, &event) == 1 else { throw error }
        defer { yaml_event_delete(&event) }
        return Self.copy(event)
    }

    private var error: LibraryError {
        let found = parser.pointee
        return LibraryError(
            problem: found.problem.map { String(cString: $0) } ?? "",
            offset: Int(clamping: found.problem_mark.index),
            context: found.context.map { String(cString: $0) } ?? "",
            contextOffset: Int(clamping: found.context_mark.index)
        )
    }

    private static func copy(_ event: yaml_event_t) -> Event {
        var copied = Event(
            kind: .streamEnd,
            start: Int(clamping: event.start_mark.index),
            end: Int(clamping: event.end_mark.index)
        )
        func with(_ kind: Event.Kind) -> Event {
            Event(
                kind: kind,
                start: copied.start,
                end: copied.end,
                anchor: copied.anchor,
                tag: copied.tag
            )
        }
        switch event.type {
        case YAML_STREAM_START_EVENT: return with(.streamStart)
        case YAML_DOCUMENT_START_EVENT: return with(.documentStart)
        case YAML_DOCUMENT_END_EVENT: return with(.documentEnd)
        case YAML_ALIAS_EVENT: return with(.alias(text(event.data.alias.anchor) ?? ""))
        case YAML_SCALAR_EVENT:
            let scalar = event.data.scalar
            copied.anchor = text(scalar.anchor)
            copied.tag = text(scalar.tag)
            let bytes = UnsafeBufferPointer(start: scalar.value, count: scalar.length)
            return with(.scalar(String(decoding: bytes, as: UTF8.self), style(scalar.style)))
        case YAML_SEQUENCE_START_EVENT:
            let start = event.data.sequence_start
            copied.anchor = text(start.anchor)
            copied.tag = text(start.tag)
            return with(.sequenceStart(isFlow: start.style == YAML_FLOW_SEQUENCE_STYLE))
        case YAML_MAPPING_START_EVENT:
            let start = event.data.mapping_start
            copied.anchor = text(start.anchor)
            copied.tag = text(start.tag)
            return with(.mappingStart(isFlow: start.style == YAML_FLOW_MAPPING_STYLE))
        case YAML_SEQUENCE_END_EVENT: return with(.sequenceEnd)
        case YAML_MAPPING_END_EVENT: return with(.mappingEnd)
        default: return with(.streamEnd)
        }
    }

    private static func style(_ style: yaml_scalar_style_t) -> Node.ScalarStyle {
        switch style {
        case YAML_SINGLE_QUOTED_SCALAR_STYLE: .singleQuoted
        case YAML_DOUBLE_QUOTED_SCALAR_STYLE: .doubleQuoted
        case YAML_LITERAL_SCALAR_STYLE: .literal
        case YAML_FOLDED_SCALAR_STYLE: .folded
        default: .plain
        }
    }

    private static func text(_ bytes: UnsafeMutablePointer<yaml_char_t>?) -> String? {
        bytes.map { String(cString: $0) }
    }
}
