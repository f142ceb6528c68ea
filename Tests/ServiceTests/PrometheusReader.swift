import Testing

/// Reads the text format of Prometheus (version 0.0.4), and takes nothing that a strict reader refuses.
struct PrometheusReader {
    struct Family {
        let type: String
        var samples: [Sample] = []
    }

    struct Sample {
        let name: String
        let labels: [String: String]
        let value: Double
    }

    struct Refusal: Error, CustomStringConvertible {
        let description: String
    }

    private(set) var families: [String: Family] = [:]
    private var current: String?
    private var helped: Set<String> = []

    init(_ text: String) throws {
        guard text.hasSuffix("\n") else { throw Refusal(description: "the last line has no end") }
        for line in text.dropLast().split(separator: "\n", omittingEmptySubsequences: false) {
            do {
                try read(line)
            } catch {
                throw Refusal(description: "\(error): \(line)")
            }
        }
        for (name, family) in families where family.type == "histogram" {
            try checkHistogram(name, family)
        }
    }

    /// How many lines a scrape keeps apart.
    var seriesCount: Int { families.values.map(\.samples.count).reduce(0, +) }

    /// What stands at a name with these labels, among others; nil where there is no one such line.
    func value(_ name: String, _ labels: [String: String] = [:]) -> Double? {
        let found = families.values.flatMap(\.samples).filter { sample in
            sample.name == name && labels.allSatisfy { sample.labels[$0.key] == $0.value }
        }
        return found.count == 1 ? found[0].value : nil
    }

    private mutating func read(_ line: Substring) throws {
        if let help = line.wholeMatch(of: /# HELP ([a-zA-Z_:][a-zA-Z0-9_:]*) (\S.*)/) {
            let name = String(help.1)
            guard helped.insert(name).inserted else { throw Refusal(description: "HELP twice") }
            current = name
        } else if let type = line.wholeMatch(of: /# TYPE (\S+) (counter|gauge|histogram)/) {
            let name = String(type.1)
            guard name == current else { throw Refusal(description: "TYPE without its HELP") }
            guard families[name] == nil else { throw Refusal(description: "TYPE twice") }
            families[name] = Family(type: String(type.2))
        } else {
            let sample = try sample(line)
            guard let current, let family = families[current] else {
                throw Refusal(description: "a line of no family")
            }
            let parts = ["_bucket", "_sum", "_count"].map { current + $0 }
            let names = family.type == "histogram" ? parts : [current]
            guard names.contains(sample.name) else {
                throw Refusal(description: "a line of another family")
            }
            let isTwice = family.samples.contains {
                $0.name == sample.name && $0.labels == sample.labels
            }
            guard !isTwice else { throw Refusal(description: "the same line twice") }
            guard family.type == "gauge" || sample.value >= 0 else {
                throw Refusal(description: "a count below nothing")
            }
            families[current]?.samples.append(sample)
        }
    }

    private func sample(_ line: Substring) throws -> Sample {
        let label = /([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\["\\n])*)"/
        guard
            let parts = line.wholeMatch(
                of: /([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{(.*)\})? (\S+)/
            ), let value = Double(parts.3)
        else { throw Refusal(description: "not a line of this format") }
        var labels: [String: String] = [:]
        var rest = parts.2 ?? ""
        while !rest.isEmpty {
            guard let found = rest.prefixMatch(of: label) else {
                throw Refusal(description: "not a label")
            }
            guard labels.updateValue(String(found.2), forKey: String(found.1)) == nil else {
                throw Refusal(description: "a label twice")
            }
            rest = rest[found.range.upperBound...]
            if rest.hasPrefix(",") {
                rest.removeFirst()
            } else if !rest.isEmpty {
                throw Refusal(description: "no comma between labels")
            }
        }
        return Sample(name: String(parts.1), labels: labels, value: value)
    }

    /// Buckets ascend and count what is below them too; the last is everything.
    private func checkHistogram(_ name: String, _ family: Family) throws {
        let series = Dictionary(grouping: family.samples) { sample in
            sample.labels.filter { $0.key != "le" }
        }
        for (labels, samples) in series {
            let buckets = samples.filter { $0.name == name + "_bucket" }
            let bounds = buckets.compactMap { $0.labels["le"].flatMap { Double($0) } }
            let counts = samples.filter { $0.name == name + "_count" }.map(\.value)
            guard bounds.count == buckets.count, bounds == bounds.sorted(),
                Set(bounds).count == bounds.count, bounds.last == .infinity,
                buckets.map(\.value) == buckets.map(\.value).sorted(),
                counts == [buckets.last?.value],
                samples.count(where: { $0.name == name + "_sum" }) == 1
            else { throw Refusal(description: "\(name) \(labels) is not a histogram") }
        }
    }
}
