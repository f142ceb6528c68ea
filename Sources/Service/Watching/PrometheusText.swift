import BotRuntime

/// Builds the text format of Prometheus, version 0.0.4.
struct PrometheusText {
    /// Names of labels with their values.
    typealias Labels = [(name: String, value: String)]

    private(set) var text = ""

    mutating func counter(_ name: String, _ help: String, _ counter: Counter) {
        counters(name, help, [([], counter)])
    }

    mutating func counters(_ name: String, _ help: String, _ counters: [(Labels, Counter)]) {
        begin(name, help, "counter")
        for (labels, counter) in counters { line(name, labels, Double(counter.count)) }
    }

    /// A counter that somebody else keeps.
    mutating func counter(_ name: String, _ help: String, _ value: Double) {
        begin(name, help, "counter")
        line(name, [], value)
    }

    mutating func gauge(_ name: String, _ help: String, _ value: Double?) {
        gauges(name, help, value.map { [([], $0)] } ?? [])
    }

    mutating func gauges(_ name: String, _ help: String, _ values: [(Labels, Double)]) {
        begin(name, help, "gauge")
        for (labels, value) in values { line(name, labels, value) }
    }

    mutating func histogram(_ name: String, _ help: String, _ histogram: Histogram) {
        histograms(name, help, [([], histogram)])
    }

    mutating func histograms(
        _ name: String,
        _ help: String,
        _ histograms: [(Labels, Histogram)]
    ) {
        begin(name, help, "histogram")
        for (labels, histogram) in histograms {
            let reading = histogram.reading
            let bounds = histogram.bounds.map { Self.spelled($0) } + ["+Inf"]
            for (bound, count) in zip(bounds, reading.cumulative) {
                line(name + "_bucket", labels + [("le", bound)], Double(count))
            }
            line(name + "_sum", labels, reading.sum)
            line(name + "_count", labels, Double(reading.count))
        }
    }

    private mutating func begin(_ name: String, _ help: String, _ type: String) {
        text += "# HELP \(name) \(help)\n# TYPE \(name) \(type)\n"
    }

    private mutating func line(_ name: String, _ labels: Labels, _ value: Double) {
        let named = labels.map { "\($0.name)=\"\(Self.escaped($0.value))\"" }
        text += name
        if !named.isEmpty { text += "{" + named.joined(separator: ",") + "}" }
        text += " " + Self.spelled(value) + "\n"
    }

    private static func escaped(_ value: String) -> String {
        value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
            .replacing("\n", with: "\\n")
    }

    /// Whole numbers without a point.
    private static func spelled(_ value: Double) -> String {
        Int64(exactly: value).map(String.init) ?? "\(value)"
    }
}
