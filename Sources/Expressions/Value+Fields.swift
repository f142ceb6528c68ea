import Foundation
import Values

extension Value {
    func field(_ name: String, at offset: Int) throws(EvaluationError) -> Value {
        let value: Value? =
            switch self {
            case .record(let record): record.fields[name] ?? .null
            case .map(let pairs): pairs[.string(name)]
            case .choice(let choice):
                switch name {
                case "id": .string(choice.id)
                case "title": .string(choice.title)
                default: choice.fields[name] ?? .null
                }
            case .timeSlot(let slot): slot.field(name)
            case .money(let money):
                switch name {
                case "amount": .decimal(money.amount)
                case "currency": .orNull(money.currency)
                default: nil
                }
            case .address(let address):
                switch name {
                case "text": .string(address.text)
                case "postal_code": .orNull(address.postalCode)
                case "country": .orNull(address.country)
                default: nil
                }
            case .file(let file):
                switch name {
                case "id": .string(file.id)
                case "mime": .string(file.mime)
                case "size": .int(Int64(file.size))
                case "name": .orNull(file.name)
                default: nil
                }
            case .location(let place):
                switch name {
                case "latitude": place.latitude.map(Value.double) ?? .null
                case "longitude": place.longitude.map(Value.double) ?? .null
                case "name": .orNull(place.name)
                default: nil
                }
            case .date(let date): date.field(name)
            case .time(let time): time.field(name)
            case .datetime(let moment):
                switch name {
                case "date": .date(moment.date)
                case "time": .time(moment.time)
                default: nil
                }
            case .null: throw EvaluationError(.empty, at: offset)
            default: throw refused(".\(name)", offset)
            }
        guard let value else {
            if case .map = self { throw EvaluationError(.noKey("'\(name)'"), at: offset) }
            throw EvaluationError(.noField(name), at: offset)
        }
        return value
    }

    fileprivate static func orNull(_ text: String?) -> Value { text.map(Value.string) ?? .null }
}

extension TimeSlot {
    fileprivate func field(_ name: String) -> Value {
        let length = TimeSpan(seconds: Int64(seconds))
        return switch name {
        case "id": .string(id)
        case "title": .string(title)
        case "start": .timestamp(start)
        case "end": .timestamp(start.adding(length))
        case "duration": .duration(length)
        default: fields[name] ?? .null
        }
    }
}

extension CivilDate {
    fileprivate func field(_ name: String) -> Value? {
        switch name {
        case "year": .int(Int64(year))
        case "month": .int(Int64(month))
        case "day": .int(Int64(day))
        case "weekday": .string(weekday.rawValue)
        default: nil
        }
    }
}

extension CivilTime {
    fileprivate func field(_ name: String) -> Value? {
        switch name {
        case "hour": .int(Int64(hour))
        case "minute": .int(Int64(minute))
        case "second": .int(Int64(second))
        default: nil
        }
    }
}
