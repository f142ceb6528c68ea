import Values

/// The values of one type in a message, in the order in which they stand.
///
/// `choice` needs its options and is `ChoiceMatcher`'s; it gives nothing here.
package func recognise(
    _ type: EntityType,
    in utterance: Utterance,
    context: RecognitionContext
) -> [Recognition] {
    switch type {
    case .date: return dates(Reader(utterance, context))
    case .time: return Reader(utterance, context).times()
    case .datetime: return moments(Reader(utterance, context))
    case .period: return Reader(utterance, context).periods()
    case .duration: return Reader(utterance, context).durations()
    case .number: return Reader(utterance, context).numbers()
    case .ordinal: return Reader(utterance, context).ordinals()
    case .money: return Reader(utterance, context).money()
    case .percent: return Reader(utterance, context).percents()
    case .phone: return Contacts.phones(in: utterance, region: context.region)
    case .email: return Contacts.emails(in: utterance)
    case .url: return Contacts.urls(in: utterance)
    case .yesno: return yesNo(utterance, context)
    case .address: return address(utterance)
    case .digits: return digits(utterance)
    case .choice: return []
    case .any: return anything(utterance, context)
    }
}

/// Dates that are not the day of a period.
private func dates(_ reader: Reader) -> [Recognition] { reader.dates() }

/// Moments; where there are none, the days and times that are said alone.
private func moments(_ reader: Reader) -> [Recognition] {
    let moments = reader.moments()
    if !moments.isEmpty { return moments }
    let dates = reader.dates()
    return dates.isEmpty ? reader.times() : dates
}

private func yesNo(_ utterance: Utterance, _ context: RecognitionContext) -> [Recognition] {
    guard let answer = YesNo.read(utterance, language: context.language) else { return [] }
    return [
        Recognition(
            text: utterance.text(answer.span),
            span: answer.span,
            type: .yesno,
            value: .value(.bool(answer.value)),
            alternatives: [],
            problem: nil
        )
    ]
}

/// The whole text is the address; a country's form is the slot's rule.
private func address(_ utterance: Utterance) -> [Recognition] {
    guard let first = utterance.tokens.first, let last = utterance.tokens.last,
        utterance.tokens.contains(where: { $0.kind == .word })
    else { return [] }
    let span = first.span.lowerBound..<last.span.upperBound
    let text = utterance.text(span)
    return [
        Recognition(
            text: text,
            span: span,
            type: .address,
            value: .value(.address(Address(text))),
            alternatives: [],
            problem: nil
        )
    ]
}

/// Runs of digits, put together where spaces or hyphens group them: a card's or an order's number.
private func digits(_ utterance: Utterance) -> [Recognition] {
    var found: [Recognition] = []
    let pieces = utterance.pieces
    var index = 0
    while index < pieces.count {
        guard pieces[index].kind == .number else {
            index += 1
            continue
        }
        var text = pieces[index].text
        var last = index
        var next = index + 1
        while next < pieces.count, pieces[next].gap != .cut {
            if pieces[next].kind == .number {
                text += pieces[next].text
                last = next
            } else if pieces[next].kind != .mark || pieces[next].text != "-" {
                break
            }
            next += 1
        }
        let span = pieces[index].span.lowerBound..<pieces[last].span.upperBound
        found.append(
            Recognition(
                text: utterance.text(span),
                span: span,
                type: .digits,
                value: .digits(text),
                alternatives: [],
                problem: nil
            )
        )
        index = last + 1
    }
    return found
}

/// Values of every type that tells itself; of those that overlap the longest, then the richest.
private func anything(_ utterance: Utterance, _ context: RecognitionContext) -> [Recognition] {
    let reader = Reader(utterance, context)
    let all =
        Contacts.emails(in: utterance) + Contacts.urls(in: utterance)
        + Contacts.phones(in: utterance, region: context.region) + reader.moments()
        + reader.periods() + reader.dates(anyType: true) + reader.times() + reader.money()
        + reader.percents()
        + reader.durations() + reader.ordinals() + reader.numbers()
    var kept: [Recognition] = []
    for candidate in all.enumerated().sorted(by: {
        $0.element.span.count == $1.element.span.count
            ? $0.offset < $1.offset : $0.element.span.count > $1.element.span.count
    }).map(\.element) where !kept.contains(where: { $0.span.overlaps(candidate.span) }) {
        kept.append(candidate)
    }
    return kept.sorted { $0.span.lowerBound < $1.span.lowerBound }
}
