#define _GNU_SOURCE
#include "CGettextPO.h"

#include <gettext-po.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/* More than anybody mends at once. */
enum { most_problems = 100 };

static struct cgettextpo_catalogue *reading;
static jmp_buf after_grave_error;

static const char *copy(const char *text) { return text == NULL ? NULL : strdup(text); }

static void keep(int severity, int is_double, size_t line, const char *words) {
    if (reading->problem_count == most_problems) return;
    struct cgettextpo_problem *problem = &reading->problems[reading->problem_count];
    problem->is_error = severity != PO_SEVERITY_WARNING;
    problem->is_double = is_double;
    problem->line = line == (size_t)-1 ? 0 : line;
    problem->words = copy(words == NULL ? "" : words);
    if (problem->words != NULL) reading->problem_count++;
}

static void take_problem(
    int severity, po_message_t message, const char *file, size_t line, size_t column,
    int is_multiline, const char *words
) {
    (void)message, (void)column, (void)is_multiline;
    keep(severity, 0, file == NULL ? 0 : line, words);
    if (severity == PO_SEVERITY_FATAL_ERROR) longjmp(after_grave_error, 1);
}

static void take_problem_of_two(
    int severity, po_message_t one, const char *file, size_t line, size_t column, int is_multiline,
    const char *words, po_message_t other, const char *other_file, size_t other_line,
    size_t other_column, int is_other_multiline, const char *other_words
) {
    (void)one, (void)column, (void)is_multiline, (void)other, (void)other_file;
    (void)other_line, (void)other_column, (void)is_other_multiline, (void)other_words;
    keep(severity, 1, file == NULL ? 0 : line, words);
    if (severity == PO_SEVERITY_FATAL_ERROR) longjmp(after_grave_error, 1);
}

static const struct po_xerror_handler handler = {take_problem, take_problem_of_two};

/* A file in memory: the library reads by name only. */
static int open_bytes(const char *bytes, size_t count) {
    int descriptor = memfd_create("catalogue", MFD_CLOEXEC);
    if (descriptor < 0) return -1;
    while (count > 0) {
        ssize_t written = write(descriptor, bytes, count);
        if (written <= 0) {
            close(descriptor);
            return -1;
        }
        bytes += written;
        count -= (size_t)written;
    }
    return descriptor;
}

static int take_entry(struct cgettextpo_entry *entry, po_message_t message) {
    const char *translation = po_message_msgstr(message);
    const char *comment = po_message_comments(message);
    entry->context = copy(po_message_msgctxt(message));
    entry->source = copy(po_message_msgid(message));
    entry->plural = copy(po_message_msgid_plural(message));
    entry->translation = copy(translation == NULL ? "" : translation);
    entry->comment = copy(comment == NULL ? "" : comment);
    entry->previous_context = copy(po_message_prev_msgctxt(message));
    entry->previous_source = copy(po_message_prev_msgid(message));
    entry->is_fuzzy = po_message_is_fuzzy(message);
    entry->is_obsolete = po_message_is_obsolete(message);
    return entry->source != NULL && entry->translation != NULL && entry->comment != NULL;
}

static int take_entries(struct cgettextpo_catalogue *catalogue, po_file_t file) {
    po_message_iterator_t iterator = po_message_iterator(file, NULL);
    size_t room = 0;
    int is_well = 1;
    po_message_t message;
    while (is_well && (message = po_next_message(iterator)) != NULL) {
        if (catalogue->entry_count == room) {
            room = room == 0 ? 256 : room * 2;
            void *larger = realloc(catalogue->entries, room * sizeof *catalogue->entries);
            if (larger == NULL) {
                is_well = 0;
                break;
            }
            catalogue->entries = larger;
        }
        struct cgettextpo_entry *entry = &catalogue->entries[catalogue->entry_count];
        memset(entry, 0, sizeof *entry);
        catalogue->entry_count++;
        is_well = take_entry(entry, message);
    }
    po_message_iterator_free(iterator);
    return is_well;
}

struct cgettextpo_catalogue *cgettextpo_read(const char *bytes, size_t count) {
    struct cgettextpo_catalogue *volatile catalogue = calloc(1, sizeof *catalogue);
    if (catalogue == NULL) return NULL;
    catalogue->problems = calloc(most_problems, sizeof *catalogue->problems);
    volatile int descriptor = open_bytes(bytes, count);
    if (catalogue->problems == NULL || descriptor < 0) {
        if (descriptor >= 0) close(descriptor);
        cgettextpo_free(catalogue);
        return NULL;
    }
    char name[64];
    snprintf(name, sizeof name, "/proc/self/fd/%d", descriptor);
    reading = catalogue;
    volatile int is_well = 1;
    if (setjmp(after_grave_error) == 0) {
        po_file_t file = po_file_read(name, &handler);
        if (file == NULL) {
            is_well = 0;
        } else {
            is_well = take_entries(catalogue, file);
            po_file_free(file);
        }
    }
    /* After a grave error what the library held is lost, and the problem that was kept says so. */
    reading = NULL;
    close(descriptor);
    if (is_well) return catalogue;
    cgettextpo_free(catalogue);
    return NULL;
}

void cgettextpo_free(struct cgettextpo_catalogue *catalogue) {
    if (catalogue == NULL) return;
    for (size_t index = 0; index < catalogue->entry_count; index++) {
        struct cgettextpo_entry *entry = &catalogue->entries[index];
        const char *texts[] = {
            entry->context, entry->source, entry->plural, entry->translation, entry->comment,
            entry->previous_context, entry->previous_source,
        };
        for (size_t place = 0; place < sizeof texts / sizeof *texts; place++) {
            free((void *)texts[place]);
        }
    }
    for (size_t index = 0; index < catalogue->problem_count; index++) {
        free((void *)catalogue->problems[index].words);
    }
    free(catalogue->entries);
    free(catalogue->problems);
    free(catalogue);
}

char *cgettextpo_header_field(const char *header, const char *name) {
    return po_header_field(header, name);
}

void cgettextpo_free_text(char *text) { free(text); }

int cgettextpo_version(void) { return libgettextpo_version; }
