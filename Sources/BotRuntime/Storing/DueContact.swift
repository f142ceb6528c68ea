import Values

/// A contact whose moment to look for a timer has come.
package struct DueContact: Hashable, Sendable {
    package let contact: ContactKey
    package let wake: Timestamp

    package init(_ contact: ContactKey, _ wake: Timestamp) {
        self.contact = contact
        self.wake = wake
    }
}
