#include "CPhone.h"

#include <cstring>
#include <exception>
#include <string>

#include <phonenumbers/phonenumbermatch.h>
#include <phonenumbers/phonenumbermatcher.h>
#include <phonenumbers/phonenumberutil.h>

using i18n::phonenumbers::PhoneNumber;
using i18n::phonenumbers::PhoneNumberMatch;
using i18n::phonenumbers::PhoneNumberMatcher;
using i18n::phonenumbers::PhoneNumberUtil;

namespace {

/* The library's own limit on what it tries; above it a text of digits costs much and gives nothing. */
constexpr int64_t longest = 20000;

std::string region_or_unknown(const char *region) {
    return region == nullptr || region[0] == '\0' ? std::string("ZZ") : std::string(region);
}

bool fill(const PhoneNumber &number, cphone_match *match) {
    PhoneNumberUtil *util = PhoneNumberUtil::GetInstance();
    std::string text;
    util->Format(number, PhoneNumberUtil::E164, &text);
    if (number.has_extension() && !number.extension().empty()) {
        text += ";ext=" + number.extension();
    }
    if (text.size() + 1 > CPHONE_TEXT) return false;
    std::memcpy(match->number, text.c_str(), text.size() + 1);
    match->valid = util->IsValidNumber(number) ? 1 : 0;
    match->possible = util->IsPossibleNumber(number) ? 1 : 0;
    return true;
}

}  // namespace

extern "C" int64_t cphone_find(
    const char *text, int64_t length, const char *region, cphone_match *matches, int64_t capacity) {
    try {
        if (length < 0 || length > longest) return 0;
        const std::string source(text, static_cast<size_t>(length));
        PhoneNumberUtil *util = PhoneNumberUtil::GetInstance();
        PhoneNumberMatcher matcher(
            *util, source, region_or_unknown(region), PhoneNumberMatcher::POSSIBLE, 50);
        int64_t count = 0;
        while (count < capacity && matcher.HasNext()) {
            PhoneNumberMatch found;
            if (!matcher.Next(&found)) break;
            if (!fill(found.number(), &matches[count])) continue;
            matches[count].start = found.start();
            matches[count].end = found.end();
            count += 1;
        }
        return count;
    } catch (...) {
        return 0;
    }
}

extern "C" int32_t cphone_parse(
    const char *text, int64_t length, const char *region, cphone_match *match) {
    try {
        if (length < 0 || length > 250) return 0;
        const std::string source(text, static_cast<size_t>(length));
        PhoneNumber number;
        const PhoneNumberUtil *util = PhoneNumberUtil::GetInstance();
        if (util->Parse(source, region_or_unknown(region), &number)
            != PhoneNumberUtil::NO_PARSING_ERROR) {
            return 0;
        }
        match->start = 0;
        match->end = length;
        return fill(number, match) ? 1 : 0;
    } catch (...) {
        return 0;
    }
}

extern "C" int64_t cphone_format(
    const char *number, int64_t length, const char *region, char *out, int64_t capacity) {
    try {
        if (length < 0 || length > 250) return 0;
        PhoneNumber parsed;
        const PhoneNumberUtil *util = PhoneNumberUtil::GetInstance();
        if (util->Parse(std::string(number, static_cast<size_t>(length)), "ZZ", &parsed)
            != PhoneNumberUtil::NO_PARSING_ERROR) {
            return 0;
        }
        const int home = util->GetCountryCodeForRegion(region);
        std::string text;
        util->Format(
            parsed,
            home != 0 && home == parsed.country_code() ? PhoneNumberUtil::NATIONAL
                                                       : PhoneNumberUtil::INTERNATIONAL,
            &text);
        if (static_cast<int64_t>(text.size()) > capacity) return 0;
        std::memcpy(out, text.data(), text.size());
        return static_cast<int64_t>(text.size());
    } catch (...) {
        return 0;
    }
}
