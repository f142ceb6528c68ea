/// Turns byte offsets of a text into offsets in Unicode scalars.
///
/// Asked in ascending order it reads the text once altogether.
package struct ScalarOffsets {
    private let bytes: String.UTF8View
    private var index: String.UTF8View.Index
    private var byte = 0
    private var scalar = 0
    private let isASCII: Bool

    package init(_ text: String) {
        bytes = text.utf8
        index = bytes.startIndex
        isASCII = bytes.allSatisfy { $0 < 0x80 }
    }

    /// How many scalars begin before that byte.
    package mutating func offset(ofByte target: Int) -> Int {
        if isASCII { return min(max(target, 0), bytes.count) }
        if target < byte {
            index = bytes.startIndex
            (byte, scalar) = (0, 0)
        }
        while byte < target, index < bytes.endIndex {
            if bytes[index] & 0xC0 != 0x80 { scalar += 1 }
            index = bytes.index(after: index)
            byte += 1
        }
        return scalar
    }
}

extension String {
    /// The part between two offsets in Unicode scalars, held within the text.
    package func scalars(_ range: Range<Int>) -> Substring {
        let view = unicodeScalars
        let start =
            view.index(view.startIndex, offsetBy: max(0, range.lowerBound), limitedBy: endIndex)
            ?? endIndex
        let end =
            view.index(start, offsetBy: max(0, range.count), limitedBy: endIndex) ?? endIndex
        return self[start..<end]
    }
}
