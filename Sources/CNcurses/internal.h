#ifndef SIGNET_CNCURSES_INTERNAL_H
#define SIGNET_CNCURSES_INTERNAL_H

/* Between the two .c files: the screen (CNcurses.c) and what guards the terminal (guard.c). */

#include <stddef.h>

/* Saves the terminal's modes, installs the handlers, and puts a file in memory behind standard error. 0, or -1 with errno. */
int signet_guard_install(void);
/* What brings the terminal back: written by whoever leaves, be it a crash. */
void signet_guard_set_restore(const char *text);
/* From now on a crash or exit() restores, or no longer does. */
void signet_guard_arm(int armed);
/* Handlers, modes and standard error as they were; the tail of what was captured is printed. */
void signet_guard_remove(void);

/* The handlers that a child with the terminal needs us to have while it runs, and ours again. */
void signet_guard_yield(void);
void signet_guard_reclaim(void);
/* The standard error that a child should get. */
int signet_guard_real_stderr(void);
int signet_guard_signals(void);
void signet_guard_write(int descriptor, const void *bytes, size_t count);

#endif
