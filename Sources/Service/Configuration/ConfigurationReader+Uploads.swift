import Diagnostics
import Topics
import Values
import YAML

extension ConfigurationReader {
    package static let uploadsTable = KeyTable(
        "uploads",
        [
            .may("folder", .literal, "Where they are kept.", like: ["data/uploads"]),
            .may("most", .whole(1...2_000_000_000), "Bytes of one.", like: [100_000_000]),
            .may("types", .literals, "Media types that are taken, such as image/jpeg."),
            .may("keep", .span, "How long they are kept.", like: ["30d"]),
            .may(
                "scan",
                .literals,
                "A command that gets a file's path behind its own, and refuses it by failing."
            ),
        ]
    )

    func uploads(_ service: Fields) -> UploadSettings {
        var settings = UploadSettings(folder: inFolder("data/uploads"))
        guard let fields = service["uploads"].flatMap({ Fields($0, Self.uploadsTable, problems) })
        else { return settings }
        settings.folder = path(fields, "folder") ?? settings.folder
        settings.most = fields.whole("most") ?? settings.most
        settings.keep = fields.span("keep") ?? settings.keep
        if fields.has("types") {
            settings.types = Set(fields.items("types").compactMap { fileType($0) })
        }
        settings.scan = fields.literals("scan")
        if let node = fields.items("scan").first, let program = node.string {
            if !program.hasPrefix("/") {
                problems.error(
                    "wrong-value",
                    at: node.location,
                    "'\(program)' is not the whole path of a program",
                    hint: "write it as 'scan: [/usr/bin/clamdscan, --fdpass]'"
                )
            }
        }
        return settings
    }

    private func fileType(_ node: Node) -> FileType? {
        let name = node.string ?? ""
        if let type = FileType(rawValue: name) { return type }
        let known = FileType.allCases.map(\.rawValue)
        problems.error(
            "wrong-value",
            at: node.location,
            "'\(name)' is no kind of file that can be told by its first bytes",
            hint: nearest(to: name, in: known).map { "did you mean '\($0)'?" }
                ?? "one of " + known.joined(separator: ", ")
        )
        return nil
    }
}
