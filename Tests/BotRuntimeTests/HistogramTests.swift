import BotRuntime
import Testing

@Suite("A histogram")
struct HistogramTests {
    @Test("counts a value in the first bucket that reaches to it, and in all above")
    func bounds() {
        let sizes = Histogram(.pieces, [1, 2, 4])
        for value in [0, 1, 2, 3, 4, 5, 1_000] as [Int64] { sizes.note(value) }
        #expect(sizes.reading.cumulative == [2, 3, 5, 7])
        #expect(sizes.reading.sum == 1_015)
        #expect(sizes.reading.count == 7)
    }

    @Test("adds up lengths of time in seconds")
    func seconds() {
        let spans = Histogram.requests()
        for span: Duration in [.milliseconds(5), .milliseconds(6), .seconds(20)] {
            spans.note(span)
        }
        #expect(spans.reading.cumulative.prefix(2) == [1, 2])
        #expect(spans.reading.cumulative.suffix(2) == [2, 3])
        #expect(abs(spans.reading.sum - 20.011) < 1e-9)
    }

    @Test("takes what is below nothing for nothing: a clock may go back")
    func negative() {
        let spans = Histogram.moments()
        spans.note(.seconds(-5))
        #expect(spans.reading.cumulative.first == 1)
        #expect(spans.reading.sum == 0)
    }

    @Test("loses nothing that comes at once")
    func concurrent() async {
        let sizes = Histogram.sizes()
        await withTaskGroup { group in
            for _ in 0..<8 {
                group.addTask { for value in 0..<10_000 as Range<Int64> { sizes.note(value % 3) } }
            }
        }
        #expect(sizes.reading.count == 80_000)
        #expect(sizes.reading.sum == Double(8 * (0..<10_000).reduce(0) { $0 + $1 % 3 }))
    }
}
