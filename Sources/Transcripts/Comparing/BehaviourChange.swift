import Diagnostics

/// Something that a bot does otherwise than its version before, in one run of a transcript.
package struct BehaviourChange: Hashable, Sendable {
    /// What a difference is about; the first is nothing but words.
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        case wording
        case topic
        case asksMore = "asks_more"
        case asksLess = "asks_less"
        case personEarlier = "person_earlier"
        case personLater = "person_later"
        case personNew = "person_new"
        case personGone = "person_gone"
        case callAdded = "call_added"
        case callDropped = "call_dropped"
        case callArguments = "call_arguments"
        case outcome
    }

    package let kind: Kind
    /// The first line of the transcript where it shows.
    package let location: SourceLocation
    /// Named where the file runs more than once.
    package let run: RunName?
    package let before: [String]
    package let after: [String]
}

extension BehaviourChange.Kind {
    /// What so many transcripts do, in a summary.
    func words(_ count: Int) -> String {
        let isOne = count == 1
        func does(_ one: String, _ many: String) -> String { isOne ? one : many }
        return switch self {
        case .wording: "only in wording"
        case .topic: does("goes", "go") + " to another topic"
        case .asksMore: does("asks", "ask") + " more"
        case .asksLess: does("asks", "ask") + " less"
        case .personEarlier: does("reaches", "reach") + " a person earlier"
        case .personLater: does("reaches", "reach") + " a person later"
        case .personNew: does("reaches", "reach") + " a person and did not"
        case .personGone: does("reaches", "reach") + " no person any more"
        case .callAdded: does("makes", "make") + " another call"
        case .callDropped: does("makes", "make") + " a call less"
        case .callArguments: does("calls", "call") + " with other arguments"
        case .outcome: does("ends", "end") + " otherwise"
        }
    }
}
