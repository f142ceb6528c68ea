/// Which version of this product it is: the one place that says so.
package enum ProductVersion {
    package static let text = "0.1.0"
}
