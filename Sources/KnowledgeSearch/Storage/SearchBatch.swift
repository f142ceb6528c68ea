import Foundation
package import Values

/// Questions as JSON Lines: in `{"_id","text"}`, out `{"_id","ids","scores","us","cpu_us"}`.
package struct SearchBatch: Sendable {
    private let search: @Sendable (String, SearchOptions) -> [Hit]
    private let options: SearchOptions
    private let explains: Bool
    private let showsSnippets: Bool

    /// A batch over an index; see the designated initializer.
    package init(
        index: ArticleIndex,
        options: SearchOptions,
        explains: Bool = false,
        showsSnippets: Bool = false
    ) {
        self.init(options: options, explains: explains, showsSnippets: showsSnippets) {
            index.search($0, options: $1)
        }
    }

    /// A batch over what searches.
    ///
    /// `explains` adds `why`, for each hit its words, fields and weights; `showsSnippets` adds
    /// `snippets`, for each hit `{"text","highlights":[[start,end]]}` with half-open offsets in
    /// Unicode scalars.
    package init(
        options: SearchOptions,
        explains: Bool = false,
        showsSnippets: Bool = false,
        search: @escaping @Sendable (String, SearchOptions) -> [Hit]
    ) {
        self.search = search
        self.options = options
        self.explains = explains
        self.showsSnippets = showsSnippets
    }

    /// The answer, or `{"error"}` for a line that asks nothing; its number is the caller's to add.
    package func answer(line: JSON) -> JSON {
        guard let text = line["text"]?.string else {
            return ["error": "a question is an object with a \"text\""]
        }
        var options = options
        if let language = line["language"]?.string { options.language = language }
        let wall = Nanoseconds(of: CLOCK_MONOTONIC)
        let cpu = Nanoseconds(of: CLOCK_THREAD_CPUTIME_ID)
        let hits = search(text, options)
        let cpuTime = Nanoseconds(of: CLOCK_THREAD_CPUTIME_ID).microseconds(since: cpu)
        let wallTime = Nanoseconds(of: CLOCK_MONOTONIC).microseconds(since: wall)
        return .compact([
            "_id": line["_id"],
            "ids": .array(hits.map { .string($0.article.id) }),
            "scores": .array(hits.map { .double(rounded($0.score, 10_000)) }),
            "us": .double(wallTime),
            "cpu_us": .double(cpuTime),
            "why": explains ? .array(hits.map { Explanation($0).json }) : nil,
            "snippets": showsSnippets ? .array(hits.map { $0.snippet.json }) : nil,
        ])
    }
}

/// A reading of one of the system's clocks.
private struct Nanoseconds {
    private let count: Int64

    init(of clock: clockid_t) {
        var time = timespec()
        clock_gettime(clock, &time)
        count = Int64(time.tv_sec) &* 1_000_000_000 &+ Int64(time.tv_nsec)
    }

    func microseconds(since earlier: Nanoseconds) -> Double {
        Double(max(0, count &- earlier.count)) / 1000
    }
}

extension Explanation {
    /// `{"id","confidence","coverage",…,"terms":[{"asked","term","match",…}]}`.
    package var json: JSON {
        let terms = terms.map { term -> JSON in
            [
                "asked": .string(term.asked), "term": .string(term.term),
                "match": .string(term.match.rawValue),
                "fields": [
                    "title": .int(Int64(term.title)), "text": .int(Int64(term.text)),
                    "tags": .int(Int64(term.tags)),
                ],
                "weight": .double(rounded(term.contribution, 10_000)),
                "share": .double(rounded(term.share, 10_000)),
            ]
        }
        return [
            "id": .string(id), "confidence": .double(rounded(confidence, 10_000)),
            "coverage": .double(rounded(evidence.coverage, 10_000)),
            "title_coverage": .double(rounded(evidence.titleCoverage, 10_000)),
            "title_named": .double(rounded(evidence.titleNamed, 10_000)),
            "gap": .double(rounded(evidence.gap, 10_000)),
            "terms": .array(terms),
        ]
    }
}

extension Snippet {
    package var json: JSON {
        [
            "text": .string(text),
            "highlights": .array(
                highlights.map { [.int(Int64($0.lowerBound)), .int(Int64($0.upperBound))] }
            ),
        ]
    }
}
