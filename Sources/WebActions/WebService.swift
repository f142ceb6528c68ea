/// A back end that bots ask over HTTP: where it is, and what proves to it who asks.
package struct WebService: Sendable {
    /// As the bots name it.
    package var name: String
    /// `https://shop.example/api`, without a slash at its end.
    package var url: String
    package var headers: [(name: String, value: String)]
    /// Headers whose values stand in files that nobody else can read.
    package var secretHeaders: [(name: String, file: String)]
    /// Requests under way at one time.
    package var atOnce: Int

    package init(
        name: String,
        url: String,
        headers: [(name: String, value: String)] = [],
        secretHeaders: [(name: String, file: String)] = [],
        atOnce: Int = 16
    ) {
        self.name = name
        self.url = url
        self.headers = headers
        self.secretHeaders = secretHeaders
        self.atOnce = atOnce
    }
}
