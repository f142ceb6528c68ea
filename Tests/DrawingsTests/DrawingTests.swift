import Diagnostics
import Drawings
import Foundation
import FoundationXML
import Testing
import Topics
import Transcripts

/// What `botsim graph` draws.
@Suite struct `Pictures of topics` {
    private static let parcel = """
        title: Send a parcel
        examples: [send a parcel, mail this for me, ship something]
        slots:
          kind: { type: choice, options: { box: Box, roll: Roll }, ask: What is it? }
          note: { type: text, ask: What shall we tell them? }
          more: { type: yesno, ask: Another one? }
        steps:
          - ask: kind
          - if: kind == "box"
            then: [{ say: A box. }]
            else: [{ handoff: desk }]
          - repeat: "!filled(more) || more"
            at_most: 3
            steps: [{ ask: [note, more] }]
          - run: measure
          - confirm: "Send it?"
            change: [note]
          - say: "SAID"
        """

    private static let measure = """
        title: Measure it
        slots: { long: { type: number, ask: How long? } }
        steps:
          - ask: long
          - confirm: "{long}?"
          - end: resolved
        """

    private func definition(saying words: String = "It goes.") throws -> BotDefinition {
        let settings = """
            name: Courier
            channels: [web]
            queues: { desk: { title: the desk } }
            """
        let quoted = words.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
            .replacing("\n", with: "\\n")
        let (bot, problems) = BotLoader.load(files: [
            BotFile(path: "bot.yaml", text: settings),
            BotFile(path: "parcel.yaml", text: Self.parcel.replacing("SAID", with: quoted)),
            BotFile(path: "measure.yaml", text: Self.measure),
        ])
        try #require(problems.filter { $0.severity == .error }.map(\.rendered) == [])
        return try #require(bot)
    }

    private func graph(
        saying words: String = "It goes.",
        coverage: Coverage? = nil
    ) throws -> FlowGraph {
        let bot = try definition(saying: words)
        let topic = try #require(bot.topics.first { $0.id.rawValue == "parcel" })
        return FlowGraph(of: topic, coverage: coverage)
    }

    private func edges(_ graph: FlowGraph) -> Set<String> {
        Set(
            graph.edges.map {
                "\(graph.nodes[$0.from].text) -\($0.text)-> \(graph.nodes[$0.to].text)"
            }
        )
    }

    @Test func `A topic's flow has its steps, its ways, its parts and the way to a person`() throws
    {
        let graph = try graph()
        #expect(
            edges(graph) == [
                "Send a parcel --> ask kind",
                "ask kind --> if kind == \"box\"",
                "if kind == \"box\" -then-> A box.",
                "if kind == \"box\" -else-> handoff desk",
                "A box. --> repeat while !filled(more) || more",
                "repeat while !filled(more) || more -a round-> ask note, more",
                "ask note, more --> repeat while !filled(more) || more",
                "repeat while !filled(more) || more -no more rounds-> run measure",
                "run measure --> confirm: Send it?",
                "confirm: Send it? -no-> change: note",
                "change: note -changed-> confirm: Send it?",
                "confirm: Send it? -yes-> It goes.",
                "It goes. --> end",
                "Send a parcel -agent, at any time-> a person",
            ]
        )
        let ask = try #require(graph.nodes.first { $0.text == "ask kind" })
        #expect(ask.place == "parcel.yaml:8")
        #expect(ask.shape == .question)
    }

    @Test func `A no that nothing can be changed after ends the topic`() throws {
        let bot = try definition()
        let topic = try #require(bot.topics.first { $0.id.rawValue == "measure" })
        #expect(edges(FlowGraph(of: topic)).contains("confirm: {long}? -no-> end cancelled"))
    }

    @Test func `A bot's picture has its topics, who starts them and which runs which`() throws {
        let graph = FlowGraph(of: try definition())
        #expect(
            edges(graph).isSuperset(of: [
                "customers --> parcel", "parcel -runs-> measure", "parcel --> desk",
            ])
        )
        #expect(!edges(graph).contains("customers --> measure"))
    }

    static let hostile = [
        "say \"hi\" to <b>us</b> & ]them[ {0}", "one\ntwo", "مرحبًا، كيف حالك؟ (نعم)",
        "#35; `code` ; | \\n \\", "]]>", "'; alert(1); '", "日本語のテキスト", "",
    ].map { $0.isEmpty ? "." : $0.replacing("{0}", with: "") }

    @Test(arguments: hostile)
    func `Whatever a text holds, the pictures stay whole`(words: String) throws {
        let graph = try graph(saying: words)
        #expect(graph.nodes.count == 13)
        try wellFormed(graph.svg)
        let page = FlowPage(title: words, [graph, graph]).html
        #expect(!page.contains("<b>us</b>"))
        #expect(page.matches(of: #/<section /#).count == 2)
        // A box of Mermaid stands on one line, with its text between two quotation marks.
        for line in graph.mermaid.split(separator: "\n").dropFirst() {
            #expect([0, 2].contains(line.count { $0 == "\"" }), "\(line)")
        }
        #expect(graph.mermaid.split(separator: "\n").count == 1 + 13 + graph.edges.count)
        for line in graph.dot.split(separator: "\n") {
            let plain = line.replacing("\\\\", with: "").replacing("\\\"", with: "")
            #expect(plain.count { $0 == "\"" } % 2 == 0, "\(line)")
        }
        try drawn(graph.dot)
    }

    @Test func `The words of a text are in each picture as they are`() throws {
        let graph = try graph(saying: "Where is مرحبا?")
        #expect(graph.svg.contains("Where is مرحبا?"))
        #expect(graph.mermaid.contains("[\"Where is مرحبا?\"]"))
        #expect(graph.dot.contains("label=\"Where is مرحبا?\""))
    }

    @Test func `Coverage shows what is not reached and which ways nobody takes`() throws {
        let step = Place(topic: TopicID("parcel"), step: StepIdentity("ask kind"))
        let coverage = Coverage(steps: [step: 1])
        let graph = try graph(coverage: coverage)
        let reached = graph.nodes.filter { ($0.count ?? 0) > 0 }.map(\.text)
        #expect(reached == ["ask kind"])
        #expect(graph.nodes.first { $0.text == "A box." }?.isMissed == true)
        #expect(graph.edges.first { $0.text == "then" }?.isMissed == true)
        #expect(graph.edges.first { $0.isAside }?.isMissed == false)
        #expect(graph.svg.contains("class=\"node say missed\""))
        #expect(graph.svg.contains("class=\"edge missed\""))
        #expect(graph.mermaid.contains("-.->|\"then #40;0#41;\"|"))
        #expect(graph.dot.contains("style=dashed"))
        #expect(FlowPage(title: "", [graph]).html.contains("Numbers are transcripts."))
        #expect(graph.svg.contains("1 transcript goes through it"))
    }

    @Test func `A page needs nothing from anywhere`() throws {
        let page = FlowPage(title: "Courier", [try graph()]).html
        let fetched = page.replacing("http://www.w3.org/2000/svg", with: "")
        #expect(!fetched.contains("http:") && !fetched.contains("https:"))
        #expect(!fetched.contains("src=\"") && !fetched.contains("@import"))
        #expect(page.contains("prefers-color-scheme:dark"))
        #expect(page.contains("tabindex=\"0\""))
        #expect(page.contains("<title>A box.\nparcel.yaml:10</title>"))
    }

    @Test func `No box lies over another`() throws {
        let boxes = try graph().svg.matches(
            of: #/<rect x="([-\d.]+)" y="([-\d.]+)" width="([\d.]+)" height="([\d.]+)"/#
        ).map { match in
            (
                x: Double(match.1) ?? 0, y: Double(match.2) ?? 0, width: Double(match.3) ?? 0,
                height: Double(match.4) ?? 0
            )
        }
        #expect(boxes.count >= 6)
        for (index, one) in boxes.enumerated() {
            #expect(one.x >= 0 && one.y >= 0)
            for other in boxes[(index + 1)...] {
                let isApart =
                    one.x + one.width <= other.x || other.x + other.width <= one.x
                    || one.y + one.height <= other.y || other.y + other.height <= one.y
                #expect(isApart)
            }
        }
    }

    // MARK: Looking at what was drawn

    private func wellFormed(_ text: String) throws {
        let parser = XMLParser(data: Data(text.utf8))
        let isWell = parser.parse()
        #expect(isWell, "\(parser.parserError.map { "\($0)" } ?? "")")
    }

    /// Where Graphviz is installed it must be able to read the picture.
    private func drawn(_ dot: String) throws {
        let path = "/usr/bin/dot"
        guard FileManager.default.isExecutableFile(atPath: path) else { return }
        let process = Process()
        let input = Pipe()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = ["-Tcanon", "-o", "/dev/null"]
        process.standardInput = input
        try process.run()
        try input.fileHandleForWriting.write(contentsOf: Data(dot.utf8))
        try input.fileHandleForWriting.close()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
    }
}
