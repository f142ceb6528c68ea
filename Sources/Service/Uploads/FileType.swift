/// The kinds of files that are taken: those that can be told by their first bytes.
///
/// The name is the media type that a sender declares, and that a topic's file slot lists.
package enum FileType: String, CaseIterable, Hashable, Sendable {
    case jpeg = "image/jpeg"
    case png = "image/png"
    case gif = "image/gif"
    case webp = "image/webp"
    case heic = "image/heic"
    case pdf = "application/pdf"
    case mp4 = "video/mp4"
    case quickTime = "video/quicktime"
    case threeGPP = "video/3gpp"
    case mp4Audio = "audio/mp4"
    case mp3 = "audio/mpeg"
    case ogg = "audio/ogg"
    case amr = "audio/amr"
    case document = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    case sheet = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

    /// Reads a `Content-Type`, whose parameters say nothing here.
    init?(declared header: String) {
        let name = header.prefix { $0 != ";" }.filter { $0 != " " && $0 != "\t" }
        self.init(rawValue: name.lowercased())
    }

    /// What a file of this kind is called behind its name.
    var fileExtension: String {
        switch self {
        case .jpeg: "jpg"
        case .png: "png"
        case .gif: "gif"
        case .webp: "webp"
        case .heic: "heic"
        case .pdf: "pdf"
        case .mp4: "mp4"
        case .quickTime: "mov"
        case .threeGPP: "3gp"
        case .mp4Audio: "m4a"
        case .mp3: "mp3"
        case .ogg: "ogg"
        case .amr: "amr"
        case .document: "docx"
        case .sheet: "xlsx"
        }
    }

    /// Whether a file that begins with these bytes may be of this kind.
    func begins(_ bytes: [UInt8]) -> Bool {
        func has(_ signature: [UInt8], at place: Int = 0) -> Bool {
            bytes.dropFirst(place).starts(with: signature)
        }
        func has(_ signature: String, at place: Int = 0) -> Bool {
            has(Array(signature.utf8), at: place)
        }
        let isPhoto = ["heic", "heix", "heif", "hevc", "mif1", "msf1"].contains { has($0, at: 8) }
        switch self {
        case .jpeg: return has([0xFF, 0xD8, 0xFF])
        case .png: return has([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])
        case .gif: return has("GIF87a") || has("GIF89a")
        case .webp: return has("RIFF") && has("WEBP", at: 8)
        case .heic: return has("ftyp", at: 4) && isPhoto
        case .pdf: return has("%PDF-")
        case .mp4, .threeGPP, .mp4Audio: return has("ftyp", at: 4) && !isPhoto
        case .quickTime: return has("ftypqt  ", at: 4)
        // A tag, or the eleven bits that each frame begins with.
        case .mp3: return has("ID3") || bytes.count > 1 && bytes[0] == 0xFF && bytes[1] >= 0xE0
        case .ogg: return has("OggS")
        case .amr: return has("#!AMR")
        // Both are archives.
        case .document, .sheet: return has([0x50, 0x4B, 0x03, 0x04])
        }
    }
}
