import CGettextPO

/// The version of GNU gettext's library that this process runs with, such as `0.21`.
package var gettextVersion: String {
    let version = cgettextpo_version()
    let (major, minor, patch) = (version >> 16, version >> 8 & 0xFF, version & 0xFF)
    return patch == 0 ? "\(major).\(minor)" : "\(major).\(minor).\(patch)"
}
