#include <langinfo.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <editline/readline.h>

/* Completes the last word of a line: the n-th candidate, as malloc'ed text, or NULL after the last one. */
typedef char *rnnc_completion(const char *word, int n);

/* Prepares reading of lines in UTF-8. Words are completed by `completion`, not by the names of files. */
static inline void rnnc_edit_prepare(const char *program, rnnc_completion *completion)
{
    setlocale(LC_CTYPE, "");
    if (strcmp(nl_langinfo(CODESET), "UTF-8") != 0 && setlocale(LC_CTYPE, "C.UTF-8") == NULL)
        setlocale(LC_CTYPE, "en_US.UTF-8");
    rl_readline_name = program;
    rl_completion_entry_function = completion;
}
