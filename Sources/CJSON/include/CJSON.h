/* What this project asks of simdjson, in C. No exception leaves the functions. */
#ifndef CJSON_H
#define CJSON_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* What became of reading some bytes. */
enum {
    CJSON_READ = 0,
    CJSON_MALFORMED = 1, /* not one JSON value in UTF-8 */
    CJSON_TOO_DEEP = 2,  /* nested deeper than simdjson reads, 1,024 */
    CJSON_NO_MEMORY = 3
};

/* A document as simdjson's tape: words of 64 bits, the kind in the uppermost eight.
 * Its texts are in `strings`: a length of 32 bits, then so many bytes of valid UTF-8.
 * See simdjson's doc/tape.md. */
typedef struct {
    int32_t outcome;
    const uint64_t *tape;
    const uint8_t *strings;
    void *reader;
} cjson_document;

/* Reads one document; the bytes are needed only until it returns. Whatever the outcome, the document must be
 * released, on the same thread. */
cjson_document cjson_read(const uint8_t *bytes, int64_t length);
void cjson_release(cjson_document document);

#ifdef __cplusplus
}
#endif

#endif
