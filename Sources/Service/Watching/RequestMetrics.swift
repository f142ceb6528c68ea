import BotRuntime
import HTTP
import Synchronization

/// How long requests take, by method, route and status.
///
/// Whatever is asked for, there are no more of them than operations with what they answer: a path that
/// no route has, and a method that no operation knows, count as one.
package final class RequestMetrics: HTTPObserver {
    private struct Key: Hashable {
        /// Empty where no route has the path, or there was none to be read.
        let route: String
        let method: String
        let status: Int
    }

    private let histograms = Mutex<[Key: Histogram]>([:])

    package func answered(
        _ route: String?,
        _ method: HTTPMethod?,
        _ status: Int,
        after span: Duration
    ) {
        let key = Key(route: route ?? "", method: Self.name(method), status: status)
        let histogram = histograms.withLock { histograms in
            if let known = histograms[key] { return known }
            let new = Histogram.requests()
            histograms[key] = new
            return new
        }
        histogram.note(span)
    }

    /// As OpenTelemetry calls it.
    private static func name(_ method: HTTPMethod?) -> String {
        switch method {
        case .get, .head, .post, .put, .patch, .delete, .options: method?.name ?? ""
        case .other, nil: "_OTHER"
        }
    }

    /// All that there was, with OpenTelemetry's names for what they are told apart by.
    var all: [(PrometheusText.Labels, Histogram)] {
        histograms.withLock(\.self)
            .sorted { one, other in
                (one.key.route, one.key.method, one.key.status)
                    < (other.key.route, other.key.method, other.key.status)
            }
            .map { key, histogram in
                let labels = [
                    ("http_request_method", key.method), ("http_route", key.route),
                    ("http_response_status_code", "\(key.status)"),
                ]
                return (labels, histogram)
            }
    }
}
