#ifndef SIGNET_CNCURSES_H
#define SIGNET_CNCURSES_H

/* Opaque: curses.h itself stays in the .c file, where its macros, globals and short names do no harm. */

#endif
