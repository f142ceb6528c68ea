import Diagnostics
import Foundation
import Topics
import Values
import YAML

/// Debian's validator of JSON Schema, which knows nothing of the loader.
enum SchemaValidator {
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    /// Holds files against the schemas of `docs/schema`.
    ///
    /// - Parameter files: Each with the schema that an editor would take for it.
    /// - Returns: What is wrong in each file, in the order of the files; of a file that is well,
    ///   nothing.
    /// - Throws: Where the validator is not there, or a file is not YAML.
    static func mistakes(
        in files: [(text: String, schema: EditorSchema)]
    ) throws -> [[String]] {
        let lines = try files.map { file in
            let instance = try json(file.text)
            return JSON.object(["schema": .string(file.schema.rawValue), "instance": instance])
        }
        let output = try run(lines.map(\.text).joined(separator: "\n"))
        let answers = try output.split(separator: "\n").map { line in
            try JSON(parsing: String(line)).array?.compactMap(\.string) ?? []
        }
        guard answers.count == files.count else {
            throw Failure(description: "\(answers.count) answers to \(files.count) files")
        }
        return answers
    }

    /// A file as an editor sees it.
    private static func json(_ text: String) throws -> JSON {
        let (_, node, diagnostics) = YAML.load(bytes: Array(text.utf8), path: "file.yaml")
        if let node { return node.json }
        // A file of nothing but comments is nothing.
        guard diagnostics.isEmpty else {
            throw Failure(description: diagnostics.map(\.description).joined(separator: "\n"))
        }
        return .null
    }

    private static let program = """
        import json, sys
        from jsonschema import Draft7Validator
        folder = sys.argv[1]
        validators = {}
        for line in sys.stdin:
            entry = json.loads(line)
            name = entry["schema"]
            if name not in validators:
                with open(folder + "/" + name + ".json") as file:
                    schema = json.load(file)
                Draft7Validator.check_schema(schema)
                validators[name] = Draft7Validator(schema)
            errors = validators[name].iter_errors(entry["instance"])
            print(json.dumps([error.message[:200] for error in errors]))
        """

    private static func run(_ lines: String) throws -> String {
        let folder = try Scratch()
        let input = folder.path("lines.json")
        try Data(lines.utf8).write(to: URL(fileURLWithPath: input))
        let arguments = ["-c", program, Checkout.path("docs/schema")]
        let ending = try Program.run("/usr/bin/python3", arguments, inputFrom: input)
        guard ending.code == 0 else {
            throw Failure(
                description: "bin/setup --tests installs python3-jsonschema: \(ending.errors)"
            )
        }
        return ending.output
    }
}

extension Node {
    /// The node as JSON: what it means by the core schema of YAML 1.2, keys as texts.
    var json: JSON {
        if let entries {
            return .object(
                Dictionary(entries.map { ($0.key.string ?? "", $0.value.json) }) { _, last in last }
            )
        }
        if let sequence { return .array(sequence.map(\.json)) }
        return switch resolved {
        case .null, nil: .null
        case .bool(let truth): .bool(truth)
        case .int(let number): .int(Int64(number))
        case .float(let number) where number.isFinite: .double(number)
        case .float: .double(0)
        case .string(let text): .string(text)
        }
    }
}
