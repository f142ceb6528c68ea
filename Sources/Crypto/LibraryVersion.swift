import CCrypto

/// The version of libcrypto that this process runs with, such as `3.0.17`.
package var libcryptoVersion: String {
    String(cString: OpenSSL_version(OPENSSL_VERSION_STRING))
}
