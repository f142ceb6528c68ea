import Values

/// What becomes of the files that customers send.
package struct UploadSettings: Hashable, Sendable {
    /// Where they are kept; several processes that serve the same contacts share it.
    package var folder: String
    /// Bytes of one.
    package var most = 100_000_000
    package var types = Set(FileType.allCases)
    package var keep = TimeSpan(seconds: 30 * 86_400)
    /// A command that gets a file's path behind its own arguments, and refuses the file by ending with
    /// anything but 0; empty for none.
    package var scan: [String] = []

    package init(folder: String) { self.folder = folder }
}
