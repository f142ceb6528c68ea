import CCurl
import CMicroHTTPD
import CZlib

/// The versions of the libraries below that this process runs with.
package enum LibraryVersions {
    package static var libmicrohttpd: String { text(MHD_get_version()) }
    package static var gnutls: String { text(gnutls_check_version(nil)) }
    package static var libcurl: String { text(ccurl_version()) }
    /// What libcurl makes TLS with, such as `OpenSSL/3.0.17`.
    package static var tlsOfLibcurl: String { text(ccurl_tls_version()) }
    package static var zlib: String { text(zlibVersion()) }

    private static func text(_ pointer: UnsafePointer<CChar>?) -> String {
        pointer.map { String(cString: $0) } ?? ""
    }
}
