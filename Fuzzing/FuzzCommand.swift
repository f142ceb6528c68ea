#if !LIBFUZZER
import Foundation

/// Without libFuzzer: writes what it begins with, and tries again what it found.
@main enum FuzzCommand {
    private static let usage = """
        usage: fuzz targets | fuzz seeds TARGET FOLDER | fuzz try TARGET FILE...

        targets lists the targets. seeds writes the inputs that a target begins with. try says what
        does not hold for an input.
        """

    static func main() {
        let words = Array(CommandLine.arguments.dropFirst())
        let target = words.dropFirst().first.flatMap(FuzzTarget.init)
        switch (words.first, target, words.dropFirst(2)) {
        case ("targets", _, _):
            for target in FuzzTarget.allCases { print(target.rawValue, target.longest) }
        case ("seeds", let target?, let folders) where folders.count == 1:
            for (number, seed) in target.seeds.enumerated() {
                let path = "\(folders[2])/seed-\(number)"
                guard FileManager.default.createFile(atPath: path, contents: Data(seed)) else {
                    fail("\(path) cannot be written")
                }
            }
        case ("try", let target?, let files) where !files.isEmpty:
            var isWell = true
            for path in files {
                guard let bytes = FileManager.default.contents(atPath: path) else {
                    fail("\(path) cannot be read")
                }
                let violations = target.violations([UInt8](bytes))
                isWell = isWell && violations.isEmpty
                print(
                    "\(path): \(violations.isEmpty ? "well" : violations.joined(separator: "\n"))"
                )
            }
            exit(isWell ? 0 : 1)
        default: fail(usage)
        }
    }

    private static func fail(_ message: String) -> Never {
        FileHandle.standardError.write(Data((message + "\n").utf8))
        exit(64)  // EX_USAGE
    }
}
#endif
