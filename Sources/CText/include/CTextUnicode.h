#ifndef CTEXT_UNICODE_H
#define CTEXT_UNICODE_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Unicode (ICU) and stemming (Snowball) behind C functions that throw nothing.
 *
 * A buffer is a pointer and a length in bytes of UTF-8; nothing is ended by a zero byte. Functions that write
 * return the length of the whole answer, which may be more than `capacity`: then nothing useful was
 * written and the caller asks again with more room. A negative answer is a failure. */

/* NFKC with case folding; default-ignorable characters are dropped. */
int64_t ctext_fold(const char *text, int64_t length, char *out, int64_t capacity);

/* The same, and then without the accents of alphabets that are read without them. */
int64_t ctext_fold_accents(const char *text, int64_t length, char *out, int64_t capacity);

/* Ends of the words of a run without spaces, as byte offsets. Returns how many were found; at most
 * `capacity` are written. */
int64_t ctext_word_ends(const char *text, int64_t length, int64_t *ends, int64_t capacity);

/* What a scalar counts as when words are cut. */
enum {
    CTEXT_OTHER = 0,   /* white space, punctuation, control */
    CTEXT_LETTER = 1,  /* letters and marks */
    CTEXT_DIGIT = 2,   /* decimal digits of any script */
    CTEXT_SYMBOL = 3,  /* emoji and other pictures */
    CTEXT_UNSPACED = 4, /* a script written without spaces */
    CTEXT_JOINER = 5,  /* belongs to what stands before it: ZWJ, variation selectors, skin tones */
    CTEXT_SPACE = 6
};
uint8_t ctext_class(uint32_t scalar);

/* 0 to 9, or -1 where the scalar is no decimal digit. */
int32_t ctext_digit(uint32_t scalar);

/* A stemmer for a Snowball algorithm's name, or null. */
void *ctext_stemmer_new(const char *algorithm);
void ctext_stemmer_delete(void *stemmer);
int64_t ctext_stem(void *stemmer, const char *word, int64_t length, char *out, int64_t capacity);

/* Of the library that is loaded, ended by a zero byte. */
enum { CTEXT_VERSION = 20 };
void ctext_icu_version(char version[CTEXT_VERSION]);

#ifdef __cplusplus
}
#endif

#endif
