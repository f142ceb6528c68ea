#include "CTextPattern.h"

#include <cstring>
#include <memory>
#include <re2/re2.h>

namespace {

void copy_reason(const std::string &text, char *reason, size_t size) {
    if (size == 0) return;
    size_t count = text.size() < size - 1 ? text.size() : size - 1;
    std::memcpy(reason, text.data(), count);
    reason[count] = 0;
}

}  // namespace

extern "C" uintptr_t ctext_pattern_make(const char *source, size_t count, char *reason,
                                        size_t reason_size) {
    try {
        RE2::Options options;
        options.set_log_errors(false);
        // A program beyond this is no designer's pattern.
        options.set_max_mem(2 << 20);
        auto pattern = std::make_unique<RE2>(re2::StringPiece(source, count), options);
        if (!pattern->ok()) {
            copy_reason(pattern->error(), reason, reason_size);
            return 0;
        }
        return reinterpret_cast<uintptr_t>(pattern.release());
    } catch (...) {
        try {
            copy_reason("out of memory", reason, reason_size);
        } catch (...) {
        }
        return 0;
    }
}

extern "C" void ctext_pattern_free(uintptr_t pattern) {
    try {
        delete reinterpret_cast<RE2 *>(pattern);
    } catch (...) {
    }
}

extern "C" int ctext_pattern_size(uintptr_t pattern) {
    try {
        return reinterpret_cast<const RE2 *>(pattern)->ProgramSize();
    } catch (...) {
        return 0;
    }
}

extern "C" int ctext_pattern_find(uintptr_t pattern, const char *text, size_t count, int whole,
                                  size_t *start, size_t *end) {
    try {
        const RE2 *compiled = reinterpret_cast<const RE2 *>(pattern);
        re2::StringPiece input(text, count);
        re2::StringPiece match;
        bool found = compiled->Match(input, 0, count, whole ? RE2::ANCHOR_BOTH : RE2::UNANCHORED,
                                     &match, 1);
        if (!found) return 0;
        *start = static_cast<size_t>(match.data() - input.data());
        *end = *start + match.size();
        return 1;
    } catch (...) {
        return 0;
    }
}
