/* A line editor for a terminal, on libedit: editing, history, completion of whole lines. */
#ifndef CEDIT_H
#define CEDIT_H

/* Reads a line; NULL at the end of input. The caller frees it with cedit_free. */
char *cedit_read(const char *prompt);
void cedit_free(char *line);

/* Keeps a line for the history. */
void cedit_remember(const char *line);

/* Both give 0 where it worked. */
int cedit_load_history(const char *path);
int cedit_save_history(const char *path, int longest);

/* What Tab completes to from now on; the words are copied. */
void cedit_set_completions(const char *const *words, int count);

#endif
