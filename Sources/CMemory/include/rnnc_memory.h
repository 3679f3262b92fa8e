#ifndef RNNC_MEMORY_H
#define RNNC_MEMORY_H

/*
 * The program's allocator: that of the C library, except that a failed request ends the process with exit status 1 and
 * one line on standard error. Neither the Swift runtime nor the libraries below it report such a failure to their
 * caller.
 *
 * It takes the place of malloc when this file is linked. Only glibc has the names that it needs.
 */

#ifdef __cplusplus
extern "C" {
#endif

/* Whether the allocator is in place. */
int rnnc_memory_is_watched(void);

#ifdef __cplusplus
}
#endif

#endif
