#include "CJSON.h"

#include <cctype>
#include <new>
#include <string>

#include <simdjson.h>

using simdjson::dom::parser;

namespace {

/* A reader keeps about 25 bytes for each that it has read at once; what is longer has a reader of its own, so that
 * one long document does not stay in memory. */
constexpr int64_t longest_kept = 64 * 1024;

struct reader {
    parser reading;
    bool is_kept = false;
    bool is_taken = false;
};

thread_local reader kept;

/* One may be walked over while another is read: what is saved inside of a state is a document too. */
reader *reader_for(int64_t length) {
    if (length > longest_kept || kept.is_taken) return new (std::nothrow) reader();
    kept.is_kept = true;
    kept.is_taken = true;
    return &kept;
}

bool is_digit(char character) { return character >= '0' && character <= '9'; }

/* Whether some digits are a whole number that simdjson has no room for. */
bool is_beyond_64_bits(const std::string &source, size_t start, size_t end) {
    if (end - start >= 20) return true;
    return end - start == 19 && start > 0 && source[start - 1] == '-'
        && source.compare(start, 19, "9223372036854775808") > 0;
}

/* simdjson refuses whole numbers beyond 64 bits; with an exponent they are read as what they nearly are.
 * Everything but such numbers stays as it is, so that what is wrong stays wrong. */
std::string with_exponents(const uint8_t *bytes, int64_t length) {
    const std::string source(reinterpret_cast<const char *>(bytes), static_cast<size_t>(length));
    std::string result;
    result.reserve(source.size() + 16);
    bool in_text = false;
    for (size_t at = 0; at < source.size();) {
        size_t end = at + 1;
        if (in_text) {
            if (source[at] == '\\' && end < source.size()) end += 1;
            in_text = source[at] != '"';
        } else if (source[at] == '"') {
            in_text = true;
        } else if (std::isalnum(static_cast<unsigned char>(source[at])) || source[at] == '.') {
            /* The whole of a number or a word, but for the signs. */
            bool is_whole = true;
            for (end = at; end < source.size(); end += 1) {
                const char next = source[end];
                const bool is_sign = (next == '+' || next == '-') && end > at
                    && (source[end - 1] == 'e' || source[end - 1] == 'E');
                if (!std::isalnum(static_cast<unsigned char>(next)) && next != '.' && !is_sign) break;
                is_whole = is_whole && is_digit(next);
            }
            result.append(source, at, end - at);
            if (is_whole && is_beyond_64_bits(source, at, end)) result += "e0";
            at = end;
            continue;
        }
        result.append(source, at, end - at);
        at = end;
    }
    return result;
}

int32_t outcome(simdjson::error_code error) {
    switch (error) {
    case simdjson::SUCCESS: return CJSON_READ;
    case simdjson::DEPTH_ERROR: return CJSON_TOO_DEEP;
    case simdjson::MEMALLOC: return CJSON_NO_MEMORY;
    default: return CJSON_MALFORMED;
    }
}

}  // namespace

extern "C" cjson_document cjson_read(const uint8_t *bytes, int64_t length) {
    cjson_document document{CJSON_NO_MEMORY, nullptr, nullptr, nullptr};
    if (length <= 0) {
        document.outcome = CJSON_MALFORMED;
        return document;
    }
    reader *reader = reader_for(length);
    if (reader == nullptr) return document;
    document.reader = reader;
    try {
        auto error = reader->reading.parse(bytes, static_cast<size_t>(length)).error();
        if (error == simdjson::NUMBER_ERROR) {
            error = reader->reading.parse(with_exponents(bytes, length)).error();
        }
        document.outcome = outcome(error);
        document.tape = reader->reading.doc.tape.get();
        document.strings = reader->reading.doc.string_buf.get();
    } catch (const std::bad_alloc &) {
        document.outcome = CJSON_NO_MEMORY;
    } catch (...) {
        document.outcome = CJSON_MALFORMED;
    }
    return document;
}

extern "C" void cjson_release(cjson_document document) {
    auto *used = static_cast<reader *>(document.reader);
    if (used == nullptr) return;
    if (used->is_kept) {
        used->is_taken = false;
    } else {
        delete used;
    }
}
