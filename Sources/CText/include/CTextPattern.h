#ifndef CTEXT_PATTERN_H
#define CTEXT_PATTERN_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* A compiled pattern, 0 where it does not compile; then `reason` holds why, ended by a zero byte. */
uintptr_t ctext_pattern_make(const char *source, size_t count, char *reason, size_t reason_size);

void ctext_pattern_free(uintptr_t pattern);

/* Instructions of the compiled program: a search takes at most this times the bytes of the text. */
int ctext_pattern_size(uintptr_t pattern);

/* 1 where the pattern matches (the whole text, or somewhere in it), else 0. The bytes of the first
   match are [start, end). */
int ctext_pattern_find(uintptr_t pattern, const char *text, size_t count, int whole, size_t *start,
                       size_t *end);

#ifdef __cplusplus
}
#endif

#endif
