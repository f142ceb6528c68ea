#include "CEdit.h"

#include <editline/readline.h>
#include <langinfo.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static char **words;
static int word_count;
static int is_ready;

/* One word after another that begins like the line; NULL after the last. */
static char *next_match(const char *text, int state) {
    static int index;
    if (state == 0) index = 0;
    size_t length = strlen(text);
    while (index < word_count) {
        const char *word = words[index++];
        if (strncasecmp(word, text, length) == 0) return strdup(word);
    }
    return NULL;
}

static char **complete(const char *text, int start, int end) {
    (void)text;
    (void)end;
    /* Never the names of files. */
    rl_attempted_completion_over = 1;
    if (start != 0) return NULL;
    return rl_completion_matches(text, next_match);
}

static void get_ready(void) {
    if (is_ready) return;
    is_ready = 1;
    /* The editor counts letters by the locale: without one it drops all but ASCII. */
    setlocale(LC_CTYPE, "");
    if (strcmp(nl_langinfo(CODESET), "UTF-8") != 0) setlocale(LC_CTYPE, "C.UTF-8");
    rl_initialize();
    using_history();
    rl_attempted_completion_function = complete;
    /* An answer may have blanks in it: the whole line is the word. */
    static char no_breaks[] = "";
    rl_completer_word_break_characters = no_breaks;
    rl_completion_append_character = '\0';
}

char *cedit_read(const char *prompt) {
    get_ready();
    return readline(prompt);
}

void cedit_free(char *line) { free(line); }

void cedit_remember(const char *line) {
    get_ready();
    add_history(line);
}

int cedit_load_history(const char *path) {
    get_ready();
    return read_history(path);
}

int cedit_save_history(const char *path, int longest) {
    get_ready();
    stifle_history(longest);
    return write_history(path);
}

void cedit_set_completions(const char *const *new_words, int count) {
    for (int i = 0; i < word_count; i++) free(words[i]);
    free(words);
    word_count = 0;
    words = count > 0 ? calloc((size_t)count, sizeof *words) : NULL;
    if (words == NULL) return;
    for (int i = 0; i < count; i++) {
        char *copy = strdup(new_words[i]);
        if (copy != NULL) words[word_count++] = copy;
    }
}
