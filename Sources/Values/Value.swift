import Foundation

/// A value of a slot, an argument, a row or an expression.
///
/// One closed set for the whole product, so that what a customer said, what the back end gave and
/// what a condition compares are the same thing. Text-like types keep their own case, because a
/// telephone number is not any text.
public indirect enum Value: Hashable, Sendable {
    case null
    case bool(Bool)
    case int(Int64)
    case double(Double)
    case string(String)
    case list([Value])
    case map([MapKey: Value])
    case timestamp(Timestamp)
    case duration(TimeSpan)
    /// Slot type `number`.
    case decimal(Decimal)
    case money(Money)
    case date(CivilDate)
    case time(CivilTime)
    case datetime(CivilDateTime)
    /// E.164 with an RFC 3966 extension, `+14155550101;ext=12`.
    case phone(String)
    case email(String)
    case address(Address)
    case choice(Choice)
    case timeSlot(TimeSlot)
    case file(FileReference)
    case location(Location)
    /// A row of a table, or a shape of `actions.yaml`.
    case record(Record)
}

/// A key of a CEL map.
public enum MapKey: Hashable, Sendable {
    case bool(Bool)
    case int(Int64)
    case string(String)
}

/// An exact amount; the currency is an ISO 4217 code, or nil where none was said.
public struct Money: Hashable, Sendable {
    public let amount: Decimal
    public let currency: String?

    public init(amount: Decimal, currency: String?) {
        self.amount = amount
        self.currency = currency
    }
}

/// A postal address as it was written, and its parts where they are known.
public struct Address: Hashable, Sendable, Codable {
    /// The whole address; lines are separated by a line break or a comma.
    public let text: String
    public let postalCode: String?
    public let country: String?

    public init(_ text: String, postalCode: String? = nil, country: String? = nil) {
        self.text = text
        self.postalCode = postalCode
        self.country = country
    }

    /// The address on one line.
    public var line: String {
        text.split(whereSeparator: \.isNewline)
            .map { $0.trimmingCharacters(in: .whitespaces) }
            .joined(separator: ", ")
    }
}

/// One of several options: its ID decides, its title is shown, its fields are its row's.
public struct Choice: Hashable, Sendable {
    public let id: String
    public let title: String
    public let fields: [String: Value]

    public init(id: String, title: String, fields: [String: Value] = [:]) {
        self.id = id
        self.title = title
        self.fields = fields
    }
}

/// A delivery window or an appointment on offer.
public struct TimeSlot: Hashable, Sendable {
    public let id: String
    public let title: String
    public let start: Timestamp
    /// 0 up to a year: what a back end gives beyond is held there, so that its end is a moment.
    public let seconds: Int
    public let fields: [String: Value]

    private static let longest = 366 * 86_400

    public init(
        id: String,
        title: String,
        start: Timestamp,
        seconds: Int,
        fields: [String: Value] = [:]
    ) {
        self.id = id
        self.title = title
        self.start = start
        self.seconds = min(max(0, seconds), Self.longest)
        self.fields = fields
    }
}

/// A reference to what a customer sent; the bytes stay with the gateway.
public struct FileReference: Hashable, Sendable, Codable {
    public let id: String
    public let mime: String
    /// Bytes.
    public let size: Int
    public let name: String?

    public init(id: String, mime: String, size: Int, name: String?) {
        self.id = id
        self.mime = mime
        self.size = size
        self.name = name
    }
}

/// A place: on the map in degrees, or by its address alone where the customer wrote it.
public struct Location: Hashable, Sendable, Codable {
    public let latitude: Double?
    public let longitude: Double?
    public let name: String?

    public init(latitude: Double, longitude: Double, name: String?) {
        self.latitude = latitude
        self.longitude = longitude
        self.name = name
    }

    /// A place of which only the address is known.
    public init(named name: String) {
        latitude = nil
        longitude = nil
        self.name = name
    }

    /// Reads `37.77, -122.42`; nil for anything else.
    public init?(spelled text: String) {
        let parts = text.split { $0 == "," || $0 == " " }
        guard parts.count == 2, text.contains("."), let latitude = Double(parts[0]),
            let longitude = Double(parts[1]), (-90.0...90).contains(latitude),
            (-180.0...180).contains(longitude)
        else { return nil }
        self.init(latitude: latitude, longitude: longitude, name: nil)
    }
}

/// Named values: a row of a table, an article, a contact.
public struct Record: Hashable, Sendable, Codable {
    /// The table or shape it belongs to.
    public let shape: String
    public var fields: [String: Value]

    public init(shape: String, fields: [String: Value]) {
        self.shape = shape
        self.fields = fields
    }
}
