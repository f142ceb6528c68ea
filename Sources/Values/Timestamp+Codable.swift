/// Moments are kept in milliseconds, as the stores keep them.
extension Timestamp: Codable {
    public init(from decoder: any Decoder) throws {
        let milliseconds = try decoder.singleValueContainer().decode(Int64.self)
        guard Self.keepable.contains(milliseconds) else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "no moment of any calendar")
            )
        }
        self.init(milliseconds: milliseconds)
    }

    /// The years 1 to 9999, as in CEL.
    private static let keepable: ClosedRange<Int64> = -62_135_596_800_000...253_402_300_799_999

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(milliseconds)
    }
}
