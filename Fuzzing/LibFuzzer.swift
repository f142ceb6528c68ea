import Foundation

// What libFuzzer calls. Built without it, the functions stand here unused.

/// The target that `FUZZ_TARGET` names.
private let target: FuzzTarget = {
    let name = ProcessInfo.processInfo.environment["FUZZ_TARGET"] ?? ""
    guard let target = FuzzTarget(rawValue: name) else {
        preconditionFailure("FUZZ_TARGET names no target: '\(name)'")
    }
    return target
}()

/// Tries one input.
///
/// - Returns: 0: the input may be kept.
@_cdecl("LLVMFuzzerTestOneInput")
public func tryOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let violations = target.violations(Array(UnsafeBufferPointer(start: start, count: count)))
    guard violations.isEmpty else { fatalError(violations.joined(separator: "\n")) }
    return 0
}
