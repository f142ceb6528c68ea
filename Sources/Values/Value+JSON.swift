import Foundation

extension Value {
    /// The one spelling of a value on command lines, in transcripts and over HTTP.
    ///
    /// A choice or a time slot is its ID, `many` a list of IDs, a number the digits of a decimal as
    /// a string; see the table of `recognize` in `docs/commands.md`.
    public var spelled: JSON {
        switch self {
        case .null: .null
        case .bool(let truth): .bool(truth)
        case .int(let number): .int(number)
        case .double(let number): number.isFinite ? .double(number) : .string("\(number)")
        case .string(let text), .phone(let text), .email(let text): .string(text)
        case .list(let items): .array(items.map(\.spelled))
        case .map(let pairs):
            .object(Dictionary(pairs.map { ($0.text, $1.spelled) }) { _, last in last })
        case .timestamp(let moment): .string(moment.description)
        case .duration(let span): .string(span.iso8601)
        case .decimal(let number): .string(number.description)
        case .money(let money):
            [
                "amount": .string(money.digits),
                "currency": money.currency.map(JSON.string) ?? .null,
            ]
        case .date(let date): .string(date.description)
        case .time(let time): .string(time.description)
        case .datetime(let moment): .string(moment.description)
        case .address(let address): .string(address.line)
        case .choice(let choice): .string(choice.id)
        case .timeSlot(let slot): .string(slot.id)
        case .file(let file):
            .compact([
                "id": .string(file.id), "mime": .string(file.mime), "size": .int(Int64(file.size)),
                "name": file.name.map(JSON.string),
            ])
        case .location(let place):
            .compact([
                "latitude": place.latitude.map(JSON.double),
                "longitude": place.longitude.map(JSON.double),
                "name": place.name.map(JSON.string),
            ])
        case .record(let record): .object(record.fields.mapValues(\.spelled))
        }
    }
}

extension MapKey {
    /// The key as text, as a JSON object needs it.
    public var text: String {
        switch self {
        case .bool(let truth): String(truth)
        case .int(let number): String(number)
        case .string(let text): text
        }
    }
}

extension Money {
    /// The amount's digits, with both of the cents where there are any: `12.50`.
    package var digits: String {
        let digits = amount.description
        let fraction = digits.split(separator: ".").dropFirst().first
        return fraction?.utf8.count == 1 ? digits + "0" : digits
    }
}

extension FileReference {
    /// Reads `{"id","mime","size","name"}`; nil where something is missing.
    public init?(_ json: JSON) {
        guard let id = json["id"]?.string, let mime = json["mime"]?.string,
            let size = json["size"]?.int, size >= 0
        else { return nil }
        self.init(id: id, mime: mime, size: size, name: json["name"]?.string)
    }
}

extension Location {
    /// Reads `{"latitude","longitude","name"}`; nil without coordinates on the globe.
    public init?(_ json: JSON) {
        guard let latitude = json["latitude"]?.double, (-90.0...90).contains(latitude),
            let longitude = json["longitude"]?.double, (-180.0...180).contains(longitude)
        else { return nil }
        self.init(latitude: latitude, longitude: longitude, name: json["name"]?.string)
    }
}
