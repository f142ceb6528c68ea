import BotRuntime
import Diagnostics
import Messages
import Topics

extension FuzzTarget {
    /// A catalogue is read or says why not; brought up to date, written and read it stays as it is,
    /// and a bot with it talks.
    static func translate(_ bytes: [UInt8]) -> [String] {
        let (texts, _) = BotLoader.texts(files: Parcels.files + [catalogue(bytes)])
        guard let texts else { return ["without its catalogue the bot loads"] }
        var violations = texts.diagnostics.filter { $0.rendered.isEmpty }.map(\.code)
        if texts.catalogues["es"] == nil, texts.diagnostics.isEmpty {
            violations.append("no problem says why it cannot be read")
        }
        if let read = texts.catalogues["es"] {
            let text = read.merged(with: texts.messages).text(for: texts.messages)
            let (again, _) = BotLoader.texts(files: Parcels.files + [catalogue(Array(text.utf8))])
            let written = again?.catalogues["es"]?.merged(with: texts.messages)
                .text(for: texts.messages)
            if written != text {
                violations.append("written and read it differs:\n\(text)\n----\n\(written ?? "")")
            }
        }
        let (definition, diagnostics) = BotLoader.load(files: Parcels.files + [catalogue(bytes)])
        if (definition == nil) != diagnostics.contains(where: { $0.severity == .error }) {
            violations.append("it loads with errors, or does not without")
        }
        guard let definition else { return violations }
        var talk = Talk(with: SampleBot(name: "parcels", definition), on: .sms, language: "es")
        for words in ["send a parcel", "Ann", "1", "mañana", "2"] {
            talk.take(.inbound(.text(words)))
        }
        return violations + talk.violations
    }

    private static func catalogue(_ bytes: [UInt8]) -> BotFile {
        BotFile(path: "languages/es.po", bytes: bytes)
    }

    /// Those of the bots, and one with everything that a catalogue can have.
    static var catalogueSeeds: [[UInt8]] {
        let own = SampleBot.all.flatMap(\.files).filter { $0.path.hasSuffix(".po") }.map(\.bytes)
        let header =
            "msgid \"\"\nmsgstr \"Language: es\\nContent-Type: text/plain; charset=UTF-8\\n\"\n"
        let messages = BotLoader.texts(files: Parcels.files).texts?.messages ?? []
        let entries = messages.map { message in
            "\nmsgctxt \(message.key.context.debugDescription)\n"
                + "msgid \(message.key.source.debugDescription)\n"
                + "msgstr \(message.key.source.debugDescription)\n"
        }
        let rare = [
            "\n#, fuzzy\n#| msgid \"How large?\"\nmsgid \"How big?\"\nmsgstr \"¿Qué tamaño?\"\n",
            "\n#~ msgctxt \"a.b\"\n#~ msgid \"Gone\"\n#~ msgstr \"Ido\"\n",
            "\nmsgid \"One\"\nmsgid_plural \"Many\"\nmsgstr[0] \"Uno\"\nmsgstr[1] \"Muchos\"\n",
            "\n# by hand\n#. of a slot\n#: order.yaml:3\nmsgid \"\"\n\"Two \"\n\"lines\\n\"\nmsgstr \"\"\n",
        ]
        let parts = entries + rare
        let texts =
            [header, header + parts.joined()] + parts.map { header + $0 }
            + [header + entries.joined()]
        return own + texts.map { Array($0.utf8) }
    }
}
