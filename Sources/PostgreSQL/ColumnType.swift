import CPQ

/// The types that are read and written, each in PostgreSQL's binary format.
///
/// Source of the numbers: `pg_type.dat` of PostgreSQL; they are the same in every version.
enum ColumnType: Hashable, Sendable {
    case bool, int2, int4, int8, text, bytea
    case int8Array, textArray, byteaArray
    /// What a function gives that gives nothing.
    case void

    init?(_ oid: Oid) {
        switch oid {
        case 16: self = .bool
        case 21: self = .int2
        case 23: self = .int4
        case 20: self = .int8
        // "unknown", name, bpchar, varchar and json are sent as text is.
        case 25, 705, 19, 1042, 1043, 114: self = .text
        case 17: self = .bytea
        case 1016: self = .int8Array
        case 1009, 1015: self = .textArray
        case 1001: self = .byteaArray
        case 2278: self = .void
        default: return nil
        }
    }

    /// What an array says its elements are.
    var elementOID: UInt32? {
        switch self {
        case .int8Array: 20
        case .textArray: 25
        case .byteaArray: 17
        case .bool, .int2, .int4, .int8, .text, .bytea, .void: nil
        }
    }
}
