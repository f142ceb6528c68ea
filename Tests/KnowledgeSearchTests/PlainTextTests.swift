import Testing

@testable import KnowledgeSearch

@Suite struct PlainTextTests {
    private func plain(_ markdown: String) -> String {
        PlainText(markdown: markdown.split(separator: "\n", omittingEmptySubsequences: false))
            .text(withoutHeading: nil)
    }

    @Test(arguments: [
        ("## Fees ##", "Fees"),
        ("one\ntwo\n\nthree", "one two\nthree"),
        ("- one\n- [x] two\n3. three", "one\ntwo\nthree"),
        ("> said **he**", "said he"),
        ("a [link](http://x.example/a_(b)) b", "a link b"),
        ("![a picture](x.png \"t\") and [ref][1]", "a picture and ref"),
        ("[not a link] (x)", "[not a link] (x)"),
        ("snake_case and _this_", "snake_case and this"),
        ("`code` and\n```sh\nrun --it\n```\nend", "code and\nrun --it\nend"),
        ("a<br/>b <https://x.example> 1 < 2", "a b https://x.example 1 < 2"),
        ("R&amp;D \\*kept\\*", "R&D *kept*"),
        ("| a | b |\n|---|---|\n| c | d |", "a   b\nc   d"),
        ("<!-- gone\nstill gone -->\nhere", "here"),
        ("2 * 3", "2  3"),
    ])
    func `Marks go and words stay`(markdown: String, text: String) {
        #expect(plain(markdown) == text)
    }

    @Test(arguments: ["[", "[[](", "<", "&", "*_~`", "![", "\\"])
    func `A line of nothing but marks takes no longer than others`(mark: String) {
        #expect(plain(String(repeating: mark, count: 50_000)).utf8.count <= 200_000)
    }
}
