/// Groups of digits with nothing but separators between them, as people write long numbers.
struct DigitRun {
    /// Places of scalars.
    private(set) var groups: [Range<Int>]
    /// Something stands between its groups that stands between other numbers too.
    private(set) var isLoose = false

    /// Groups that are shorter are days and months where a loose separator stands beside them.
    private static let shortestBesideLoose = 3

    /// All of a text, in their order.
    static func all(in scalars: [Unicode.Scalar]) -> [DigitRun] {
        var runs: [DigitRun] = []
        var between = Separator.other
        var index = scalars.startIndex
        while index < scalars.endIndex {
            guard CardNumbers.digit(scalars[index]) != nil else {
                between = max(between, Separator(scalars[index]))
                index += 1
                continue
            }
            let start = index
            while index < scalars.endIndex, CardNumbers.digit(scalars[index]) != nil { index += 1 }
            if runs.last?.takes(start..<index, after: between) == true {
                runs[runs.endIndex - 1].groups.append(start..<index)
                if between == .loose { runs[runs.endIndex - 1].isLoose = true }
            } else {
                runs.append(DigitRun(groups: [start..<index]))
            }
            between = .tight
        }
        return runs
    }

    private func takes(_ group: Range<Int>, after between: Separator) -> Bool {
        switch between {
        case .tight: true
        case .loose:
            min(group.count, groups.last?.count ?? 0) >= Self.shortestBesideLoose
        case .other: false
        }
    }
}

/// What stands between two digits; of several, the greatest counts.
private enum Separator: Comparable {
    /// People put it into long numbers to read them better.
    case tight
    /// It is found between the parts of dates, paths and lists too.
    case loose
    /// No number goes on behind it.
    case other

    init(_ scalar: Unicode.Scalar) {
        switch scalar {
        case ".", "\u{2212}": self = .tight
        case "/", "\\", "|", "\t", "\n", "\r", "\u{2044}", "\u{2215}", "\u{FF0F}", "*", ":", ",",
            "+",
            "=", "~", "'", "#", "·":
            self = .loose
        default:
            let properties = scalar.properties
            self =
                switch properties.generalCategory {
                case .spaceSeparator, .dashPunctuation: .tight
                case .connectorPunctuation: .loose
                // Characters without a width are not seen by who reads the number.
                default: properties.isDefaultIgnorableCodePoint ? .tight : .other
                }
        }
    }
}
