import Foundation
import Values

extension Reader {
    /// "$12.50", "20 bucks", "five hundred dollars", "12 EUR", "5 dollars and 20 cents".
    func money() -> [Recognition] {
        var found: [Recognition] = []
        var index = 0
        while index < items.count {
            if let (money, next) = amount(at: index) {
                found.append(self.found(.money, index, next, .value(.money(money))))
                index = next
            } else {
                index += 1
            }
        }
        return found
    }

    private func amount(at index: Int) -> (Money, Int)? {
        guard let first = item(index) else { return nil }
        var start = index
        var negative = false
        if first.kind == .mark, first.text == "-" {
            negative = true
            start += 1
        }
        if let (code, after) = currency(at: start), following(after) != nil,
            let number = quantity(at: after), !code.isEmpty, !has(number.next, .percent)
        {
            // "US$ 5", "USD 5", "$5"
            let value = negative ? -number.value : number.value
            // The same currency may stand behind too: "$5 dollars".
            var next = number.next
            if let (other, end) = currency(at: next), following(next)?.kind == .word,
                other == code || other == localDollar
            {
                next = end
            }
            return (Money(amount: value, currency: code), next)
        }
        if isPlain(first) { return nil }
        // "دولاران"
        if first.meaning.currency != nil, first.meaning.number > 0,
            let (code, next) = currency(at: index)
        {
            return (Money(amount: Decimal(first.meaning.number), currency: code), next)
        }
        guard !isGlued(index), let number = quantity(at: index) ?? fraction(at: index) else {
            // "a dollar", "a buck"
            if first.has(.article), let (code, next) = currency(at: index + 1),
                following(index + 1)?.kind == .word
            {
                return (Money(amount: 1, currency: code), next)
            }
            return nil
        }
        let at = skip(number.next, .of)
        guard following(at) != nil else { return nil }
        if has(at, .cents) {
            return (Money(amount: number.value / 100, currency: cents(at)), at + 1)
        }
        guard let (code, after) = currency(at: at),
            !(items[at].kind == .mark && following(after)?.kind == .number
                && following(after)?.gap == .joined && items[at].gap != .joined)
        else { return nil }
        var value = number.value
        var next = after
        let rest = skip(next, .and)
        if rest > next, has(rest, .half), !isUnit(rest + 1) {
            let half = Decimal(sign: .plus, exponent: -1, significand: 5)
            return (Money(amount: value + half, currency: code), rest + 1)
        }
        if let small = quantity(at: rest), following(rest) != nil, small.value < 100,
            small.value > 0
        {
            if has(small.next, .cents) {
                value += small.value / 100
                next = small.next + 1
            } else if rest > next, following(small.next) == nil {
                value += small.value / 100
                next = small.next
            }
        }
        return (Money(amount: value, currency: code), next)
    }

    private func cents(_ index: Int) -> String? {
        following(index)?.meaning.currency.map { $0 == "$" ? localDollar : $0 } ?? localDollar
    }

    /// The currency at an index, and the index behind it.
    private func currency(at index: Int) -> (String, Int)? {
        guard let item = item(index) else { return nil }
        if item.kind == .mark || item.kind == .symbol {
            return symbols[item.text].map { ($0 == "$" ? localDollar : $0, index + 1) }
        }
        if let code = item.meaning.currency, !item.has(.cents) {
            // "US$", "C$"
            let next = isMark(index + 1, "$") && following(index + 1)?.gap == .joined
            let point = item.text == "rs" && isMark(index + 1, ".")
            return (code == "$" ? localDollar : code, next || point ? index + 2 : index + 1)
        }
        if item.kind == .word, isMark(index + 1, "$"), following(index + 1)?.gap == .joined,
            let code = dollarPrefixes[item.text]
        {
            return (code, index + 2)
        }
        guard item.kind == .word, item.text.utf8.count == 3 else { return nil }
        let code = item.text.uppercased()
        guard codes.contains(code) else { return nil }
        // Some codes are words: "my pen 7 times".
        if wordCodes.contains(code), utterance.text(item.span) != code { return nil }
        return (code, index + 1)
    }

    /// What a dollar is where the customer lives.
    private var localDollar: String { dollars[context.region] ?? "USD" }
}

private let symbols: [String: String] = [
    "$": "$", "＄": "$", "€": "EUR", "£": "GBP", "￡": "GBP", "¥": "JPY", "￥": "JPY", "₹": "INR",
    "₩": "KRW", "₽": "RUB", "₺": "TRY", "₪": "ILS", "₫": "VND", "₱": "PHP", "฿": "THB",
    "₴": "UAH", "₦": "NGN", "₡": "CRC", "₵": "GHS", "₸": "KZT",
]

private let dollarPrefixes: [String: String] = [
    "us": "USD", "usd": "USD", "c": "CAD", "ca": "CAD", "cad": "CAD", "a": "AUD", "au": "AUD",
    "nz": "NZD", "hk": "HKD", "s": "SGD", "sg": "SGD", "nt": "TWD", "mx": "MXN", "r": "BRL",
]

private let dollars: [String: String] = [
    "US": "USD", "CA": "CAD", "AU": "AUD", "NZ": "NZD", "HK": "HKD", "SG": "SGD", "TW": "TWD",
    "MX": "MXN", "CL": "CLP", "CO": "COP", "AR": "ARS", "JM": "JMD", "TT": "TTD", "BS": "BSD",
]

private let wordCodes: Set<String> = ["PEN", "TRY", "COP", "MAD", "RON", "SAR", "ALL", "ARS"]

private let codes: Set<String> = [
    "USD", "EUR", "GBP", "JPY", "CHF", "CAD", "AUD", "NZD", "CNY", "INR", "BRL", "MXN", "SEK",
    "NOK", "DKK", "PLN", "CZK", "HUF", "RON", "BGN", "TRY", "RUB", "UAH", "ZAR", "KRW", "SGD",
    "HKD", "TWD", "THB", "MYR", "IDR", "PHP", "VND", "AED", "SAR", "QAR", "KWD", "BHD", "OMR",
    "JOD", "EGP", "MAD", "TND", "DZD", "NGN", "KES", "GHS", "ILS", "PKR", "LKR", "BDT", "CLP",
    "COP", "PEN", "ARS", "UYU", "CRC", "DOP", "GTQ", "ISK",
]
