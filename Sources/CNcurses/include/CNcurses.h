#ifndef SIGNET_CNCURSES_H
#define SIGNET_CNCURSES_H

/* Opaque: curses.h itself stays in the .c files, where its macros, globals and short names do no harm. Everything here is
   for the main thread, except where it says otherwise. Signal handlers are in C because what Swift does in one is not
   async-signal-safe. */

#include <stddef.h>
#include <stdint.h>

enum signet_terminal_status {
  SIGNET_TERMINAL_OK = 0,
  /* Standard input or output is not a terminal. */
  SIGNET_TERMINAL_NOT_A_TERMINAL = 1,
  /* TERM is not set, or the terminal database has neither it nor a stand-in. */
  SIGNET_TERMINAL_UNKNOWN = 2,
  /* The cursor cannot be placed (TERM=dumb). */
  SIGNET_TERMINAL_DUMB = 3,
  /* The system refused; errno says why. */
  SIGNET_TERMINAL_SYSTEM = 4,
};

/* Takes the terminal over: handlers first, then ncurses, raw input, bracketed paste, mouse, focus. */
enum signet_terminal_status signet_terminal_open(void);
/* Gives it back as it was and prints the tail of what was written to standard error meanwhile. */
void signet_terminal_close(void);

/* What the terminal can do; 0 colours and pairs on a monochrome one. */
int signet_terminal_colors(void);
int signet_terminal_pairs(void);
/* Whether characters beyond ASCII may be drawn. */
int signet_terminal_is_unicode(void);
void signet_terminal_size(int *columns, int *rows);
/* Reads the size anew after SIGWINCH. */
void signet_terminal_resize(void);

enum signet_terminal_attribute {
  SIGNET_TERMINAL_BOLD = 1,
  SIGNET_TERMINAL_DIM = 2,
  SIGNET_TERMINAL_UNDERLINE = 4,
  SIGNET_TERMINAL_REVERSE = 8,
  SIGNET_TERMINAL_ITALIC = 16,
};

/* One column; width 0 is the second column of the wide character before it. */
struct signet_terminal_cell {
  uint32_t scalar;
  uint32_t mark;
  int32_t pair;
  uint8_t attributes;
  uint8_t width;
};

/* Gives the pair its colours, -1 for the terminal's own; 0 when ncurses took it. A pair it did not take must not be drawn
   with: it comes out black on black. */
int signet_terminal_define_pair(int pair, int foreground, int background);
void signet_terminal_draw_row(int row, const struct signet_terminal_cell *cells, int count);
/* A negative row hides the cursor. */
void signet_terminal_place_cursor(int row, int column);
void signet_terminal_refresh(void);
/* The next refresh paints every cell. */
void signet_terminal_repaint(void);

/* Bytes straight to the terminal, between refreshes: for OSC 52. */
void signet_terminal_write(const uint8_t *bytes, size_t count);

/* Hands the terminal to another program, and takes it back. */
void signet_terminal_leave(void);
void signet_terminal_enter(void);
/* Leaves, stops the process until SIGCONT, enters. */
void signet_terminal_suspend(void);
/* Leaves, runs the program (searched in PATH) with the terminal, waits, enters. The wait status, or -1 with errno. */
int signet_terminal_run(char *const arguments[]);

/* The reading end of a pipe that carries one byte per signal: the signal's number. */
int signet_terminal_signals(void);
/* A counter that poll() sees (eventfd); -1 with errno. Any thread. */
int signet_terminal_counter(void);

#endif
