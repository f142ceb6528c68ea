/* Reads catalogues of translations with GNU gettext's own library, whose handlers of grave errors
   may not return: here they do no harm. */
#ifndef CGETTEXTPO_H
#define CGETTEXTPO_H

#include <stddef.h>

/* An entry in the order of the file; no string is NULL but those that may be missing. */
struct cgettextpo_entry {
    /* NULL where there is none. */
    const char *context;
    /* "" is the header. */
    const char *source;
    /* NULL but for an entry with plural forms. */
    const char *plural;
    const char *translation;
    /* What a translator wrote above it; each line ends in a line break. */
    const char *comment;
    /* NULL where there is none. */
    const char *previous_context;
    const char *previous_source;
    int is_fuzzy;
    int is_obsolete;
};

struct cgettextpo_problem {
    int is_error;
    /* It refers to two entries, of which this is the second. */
    int is_double;
    /* From 1; 0 where it is not known. */
    size_t line;
    const char *words;
};

struct cgettextpo_catalogue {
    struct cgettextpo_entry *entries;
    size_t entry_count;
    struct cgettextpo_problem *problems;
    size_t problem_count;
};

/* NULL where there is no memory or no descriptor left. The bytes hold no NUL. One call at a time:
   the library has a state of its own. */
struct cgettextpo_catalogue *cgettextpo_read(const char *bytes, size_t count);
void cgettextpo_free(struct cgettextpo_catalogue *catalogue);

/* A field of a header, NULL where it has none; the caller frees it with cgettextpo_free_text. */
char *cgettextpo_header_field(const char *header, const char *name);
void cgettextpo_free_text(char *text);

/* Of the library that is loaded: one byte each after the major version. */
int cgettextpo_version(void);

#endif
