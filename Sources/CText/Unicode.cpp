#include "CTextUnicode.h"

#include <cstring>
#include <exception>
#include <limits>
#include <memory>
#include <string>

#include <libstemmer.h>
#include <unicode/brkiter.h>
#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>
#include <unicode/utext.h>
#include <unicode/utf8.h>
#include <unicode/uversion.h>

namespace {

constexpr int64_t longest = std::numeric_limits<int32_t>::max() / 4;

int64_t deliver(const std::string &text, char *out, int64_t capacity) {
    if (static_cast<int64_t>(text.size()) <= capacity) {
        std::memcpy(out, text.data(), text.size());
    }
    return static_cast<int64_t>(text.size());
}

bool fold(const char *text, int64_t length, std::string &out) {
    if (length < 0 || length > longest) return false;
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2 *folder = icu::Normalizer2::getNFKCCasefoldInstance(status);
    if (U_FAILURE(status)) return false;
    icu::StringByteSink<std::string> sink(&out, static_cast<int32_t>(length));
    folder->normalizeUTF8(
        0, icu::StringPiece(text, static_cast<int32_t>(length)), sink, nullptr, status);
    return !U_FAILURE(status);
}

/* Marks that a reader can do without; vowel signs of Indic scripts are not among them. */
bool is_accent(UChar32 c) {
    return (c >= 0x300 && c <= 0x36F) || (c >= 0x591 && c <= 0x5C7) || c == 0x640 ||
           (c >= 0x64B && c <= 0x655) || c == 0x670;
}

/* Letters that carry their stroke inside and so do not decompose. */
UChar32 plain_letter(UChar32 c) {
    switch (c) {
        case 0xF8: return 'o';
        case 0x111: return 'd';
        case 0x127: return 'h';
        case 0x131: return 'i';
        case 0x142: return 'l';
        case 0x167: return 't';
        default: return c;
    }
}

bool fold_accents(const char *text, int64_t length, std::string &out) {
    std::string folded;
    if (!fold(text, length, folded)) return false;
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2 *decomposer = icu::Normalizer2::getNFDInstance(status);
    const icu::Normalizer2 *composer = icu::Normalizer2::getNFCInstance(status);
    if (U_FAILURE(status)) return false;
    icu::UnicodeString apart = decomposer->normalize(icu::UnicodeString::fromUTF8(folded), status);
    icu::UnicodeString kept;
    for (int32_t i = 0; i < apart.length();) {
        const UChar32 c = apart.char32At(i);
        i += U16_LENGTH(c);
        if (!is_accent(c)) kept.append(plain_letter(c));
    }
    composer->normalize(kept, status).toUTF8String(out);
    return !U_FAILURE(status);
}

/* Opening a break iterator loads rules and dictionaries, so that each thread keeps its own. */
icu::BreakIterator *word_iterator() {
    thread_local std::unique_ptr<icu::BreakIterator> iterator;
    if (!iterator) {
        UErrorCode status = U_ZERO_ERROR;
        iterator.reset(icu::BreakIterator::createWordInstance(icu::Locale::getRoot(), status));
        if (U_FAILURE(status)) iterator.reset();
    }
    return iterator.get();
}

bool is_unspaced(UChar32 c) {
    if (c < 0xE00) return false;
    UErrorCode status = U_ZERO_ERROR;
    switch (uscript_getScript(c, &status)) {
        case USCRIPT_HAN:
        case USCRIPT_HIRAGANA:
        case USCRIPT_KATAKANA:
        case USCRIPT_THAI:
        case USCRIPT_LAO:
        case USCRIPT_KHMER:
        case USCRIPT_MYANMAR:
            return true;
        default:
            return c == 0x30FC;  // the long-vowel sign, common to both kana
    }
}

}  // namespace

extern "C" int64_t ctext_fold(const char *text, int64_t length, char *out, int64_t capacity) {
    try {
        std::string answer;
        return fold(text, length, answer) ? deliver(answer, out, capacity) : -1;
    } catch (...) {
        return -1;
    }
}

extern "C" int64_t ctext_fold_accents(
    const char *text, int64_t length, char *out, int64_t capacity) {
    try {
        std::string answer;
        return fold_accents(text, length, answer) ? deliver(answer, out, capacity) : -1;
    } catch (...) {
        return -1;
    }
}

extern "C" int64_t ctext_word_ends(
    const char *text, int64_t length, int64_t *ends, int64_t capacity) {
    try {
        icu::BreakIterator *iterator = word_iterator();
        if (iterator == nullptr || length < 0 || length > longest) return -1;
        UErrorCode status = U_ZERO_ERROR;
        UText source = UTEXT_INITIALIZER;
        utext_openUTF8(&source, text, length, &status);
        if (U_FAILURE(status)) return -1;
        iterator->setText(&source, status);
        int64_t count = 0;
        if (U_SUCCESS(status)) {
            iterator->first();
            for (int32_t end = iterator->next(); end != icu::BreakIterator::DONE;
                 end = iterator->next()) {
                if (count < capacity) ends[count] = end;
                count += 1;
            }
        }
        utext_close(&source);
        return U_FAILURE(status) ? -1 : count;
    } catch (...) {
        return -1;
    }
}

extern "C" uint8_t ctext_class(uint32_t scalar) {
    const UChar32 c = static_cast<UChar32>(scalar);
    if (c == 0x200D || (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0x1F3FB && c <= 0x1F3FF) ||
        c == 0x20E3) {
        return CTEXT_JOINER;
    }
    if (is_unspaced(c)) return CTEXT_UNSPACED;
    const uint32_t mask = U_GET_GC_MASK(c);
    if (mask & U_GC_ND_MASK) return CTEXT_DIGIT;
    if (mask & (U_GC_L_MASK | U_GC_M_MASK | U_GC_NL_MASK | U_GC_NO_MASK)) return CTEXT_LETTER;
    if (mask & (U_GC_SO_MASK)) return CTEXT_SYMBOL;
    if (u_isUWhiteSpace(c)) return CTEXT_SPACE;
    return CTEXT_OTHER;
}

extern "C" int32_t ctext_digit(uint32_t scalar) {
    return u_charDigitValue(static_cast<UChar32>(scalar));
}

extern "C" void *ctext_stemmer_new(const char *algorithm) {
    return sb_stemmer_new(algorithm, "UTF_8");
}

extern "C" void ctext_stemmer_delete(void *stemmer) {
    sb_stemmer_delete(static_cast<sb_stemmer *>(stemmer));
}

extern "C" int64_t ctext_stem(
    void *stemmer, const char *word, int64_t length, char *out, int64_t capacity) {
    if (length < 0 || length > longest) return -1;
    sb_stemmer *snowball = static_cast<sb_stemmer *>(stemmer);
    const sb_symbol *stem = sb_stemmer_stem(
        snowball, reinterpret_cast<const sb_symbol *>(word), static_cast<int>(length));
    if (stem == nullptr) return -1;
    const int64_t size = sb_stemmer_length(snowball);
    if (size <= capacity) std::memcpy(out, stem, static_cast<size_t>(size));
    return size;
}

void ctext_icu_version(char version[CTEXT_VERSION]) {
    static_assert(CTEXT_VERSION >= U_MAX_VERSION_STRING_LENGTH, "a version may be longer");
    UVersionInfo numbers;
    u_getVersion(numbers);
    u_versionToString(numbers, version);
}
