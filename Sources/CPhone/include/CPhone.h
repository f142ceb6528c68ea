#ifndef CPHONE_H
#define CPHONE_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* libphonenumber behind C functions that throw nothing. Texts are UTF-8; a region is two capital letters
 * ended by a zero byte, or empty where nothing is known. */

enum { CPHONE_TEXT = 40 };

typedef struct {
    /* Bytes of the text it was found in. */
    int64_t start;
    int64_t end;
    /* E.164, then `;ext=` and the extension where there is one; ended by a zero byte. */
    char number[CPHONE_TEXT];
    /* Assigned to a network as the library knows; a number can be possible only by its length. */
    int32_t valid;
    int32_t possible;
} cphone_match;

/* Finds numbers in a text. Returns how many were written, at most `capacity`. */
int64_t cphone_find(
    const char *text, int64_t length, const char *region, cphone_match *matches, int64_t capacity);

/* Reads a text that is one number altogether; 1 where it is one. */
int32_t cphone_parse(const char *text, int64_t length, const char *region, cphone_match *match);

/* Writes an E.164 number as people of the region write it: nationally at home, else with the
 * country's code. Returns the bytes written; 0 where it is no number or does not fit. */
int64_t cphone_format(
    const char *number, int64_t length, const char *region, char *out, int64_t capacity);

#ifdef __cplusplus
}
#endif

#endif
