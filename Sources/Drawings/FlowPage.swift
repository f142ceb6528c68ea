/// Pictures on a page of its own, that needs no network.
package struct FlowPage: Sendable {
    private let title: String
    private let graphs: [FlowGraph]

    /// - Parameters:
    ///   - title: The page's.
    ///   - graphs: From top to bottom.
    package init(title: String, _ graphs: [FlowGraph]) {
        self.title = title
        self.graphs = graphs
    }

    package var html: String {
        let isCounted = graphs.contains { $0.nodes.contains { $0.count != nil } }
        var lines = [
            "<!DOCTYPE html>",
            "<html lang=\"en\"><head><meta charset=\"utf-8\">",
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
                + "style-src 'unsafe-inline'; script-src 'unsafe-inline'\">",
            "<meta name=\"viewport\" content=\"width=device-width\">",
            "<title>\(title.inMarkup)</title>",
            "<style>\(FlowGraph.style)\n\(Self.style)</style></head><body>",
            "<svg class=\"heads\" width=\"0\" height=\"0\">\(FlowGraph.arrowHead)</svg>",
            "<header><h1>\(title.inMarkup)</h1>",
            "<p id=\"told\" aria-live=\"polite\">Tab goes from box to box; + and - make the "
                + "pictures larger and smaller, 0 as they were.</p>",
        ]
        if isCounted {
            lines.append(
                "<p>Numbers are transcripts. <b class=\"missed\">Red</b>: none goes there; "
                    + "dashed: a way that none takes; dotted: to a person, from anywhere.</p>"
            )
        }
        if graphs.count > 1 {
            lines.append("<nav>")
            lines += graphs.enumerated().map { index, graph in
                "<a href=\"#g\(index)\">\(graph.title.inMarkup)</a>"
            }
            lines.append("</nav>")
        }
        lines.append("</header><main>")
        for (index, graph) in graphs.enumerated() {
            lines.append("<section id=\"g\(index)\"><h2>\(graph.title.inMarkup)</h2>")
            lines.append("<div class=\"picture\">\(graph.svg(styled: false))</div></section>")
        }
        lines.append("</main><script>\(Self.script)</script></body></html>")
        return lines.joined(separator: "\n") + "\n"
    }

    private static let style = """
        :root{color-scheme:light dark;font:15px sans-serif} body{margin:0}
        header{position:sticky;top:0;padding:.5em 1em;background:Canvas;\
        border-bottom:1px solid GrayText}
        h1{font-size:1.2em;margin:0} h2{font-size:1.1em} p{margin:.3em 0;white-space:pre-line}
        nav a{display:inline-block;margin-right:1em} main{padding:0 1em} .picture{overflow:auto} .heads{position:absolute}
        @media(max-width:40em){nav{overflow:auto;white-space:nowrap}}
        b.missed{color:#b3261e} @media(prefers-color-scheme:dark){b.missed{color:#f2b8b5}}
        """

    /// A picture that is wider than the screen begins at its first box, and nothing that is gone to
    /// lies below the heading.
    private static let script = """
        const root=document.documentElement,header=document.querySelector("header");
        const measure=()=>{root.style.scrollPaddingTop=header.offsetHeight+"px"};
        new ResizeObserver(measure).observe(header);
        for(const picture of document.querySelectorAll(".picture")){
        const frame=picture.getBoundingClientRect();
        const first=picture.querySelector(".node").getBoundingClientRect();
        picture.scrollLeft=first.left+first.width/2-frame.left-frame.width/2}
        const told=document.getElementById("told");
        for(const node of document.querySelectorAll(".node")){
        const tell=()=>{told.textContent=node.getAttribute("aria-label")};
        node.addEventListener("focus",tell);node.addEventListener("mouseenter",tell)}
        let zoom=1;
        document.addEventListener("keydown",event=>{
        if(event.ctrlKey||event.metaKey||event.altKey)return;
        if(event.key==="+"||event.key==="=")zoom*=1.2;
        else if(event.key==="-")zoom/=1.2;
        else if(event.key==="0")zoom=1;
        else return;
        for(const svg of document.querySelectorAll(".picture svg")){
        const box=svg.viewBox.baseVal;
        svg.setAttribute("width",box.width*zoom);svg.setAttribute("height",box.height*zoom)}});
        """
}
