/* ncurses as the painter of a cell buffer. It reads no keys: its decoder leaks unknown sequences as text and takes a
   system call per pasted byte. */

#define _GNU_SOURCE
#define NCURSES_WIDECHAR 1 /* Without it every wide function vanishes from the header. */
#include "CNcurses.h"
#include "internal.h"

#include <curses.h>
#include <errno.h>
#include <langinfo.h>
#include <locale.h>
#include <spawn.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>
#include <wchar.h>

enum { MAXIMUM_COLUMNS = 1024 };

/* From term.h, whose macros for every capability (`columns`, `lines`, `bell`) take too many names. */
extern char *tigetstr(const char *);

/* Bracketed paste, SGR mouse with drags, focus reports. */
static const char modes_on[] = "\033[?2004h\033[?1002h\033[?1006h\033[?1004h";
static const char modes_on_without_mouse[] = "\033[?2004h\033[?1004h";
static const char modes_off[] = "\033[?1004l\033[?1006l\033[?1002l\033[?2004l";

static SCREEN *screen;
static int is_unicode;
static int speaks_ansi;
static int wants_mouse;

/* GNU screen (4.9) keeps a lone Esc back until the next key while it reports the mouse: leaving with Esc is worth more.
   tmux, which may call itself screen too, does not. */
static int reports_mouse_well(const char *term) {
  if (strncmp(term, "screen.", 7) == 0) return 0;
  return !getenv("STY") || getenv("TMUX");
}

/* A machine often lacks the locale that the session names; the terminal behind it still speaks UTF-8. */
static void choose_locale(const char *term) {
  const char *named = setlocale(LC_ALL, "");
  int is_utf8 = strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
  int is_other = named && !is_utf8 && strcmp(nl_langinfo(CODESET), "ANSI_X3.4-1968") != 0;
  if (!is_utf8) is_utf8 = setlocale(LC_CTYPE, "C.UTF-8") != NULL;
  is_unicode = is_utf8 && !is_other && strncmp(term, "vt", 2) != 0;
  setlocale(LC_NUMERIC, "C");
}

/* Entries that Debian does not install, by what their terminals understand. */
static const char *stand_in(const char *term) {
  static const char *const like_xterm[] = {"xterm", "kitty", "foot",  "alacritty", "wezterm", "ghostty", "contour",
                                           "rio",   "st-",   "konsole", "gnome",   "vte",     "mintty",  "iterm"};
  if (strncmp(term, "tmux", 4) == 0 || strncmp(term, "screen", 6) == 0) return "screen-256color";
  for (size_t index = 0; index < sizeof like_xterm / sizeof *like_xterm; index++)
    if (strncmp(term, like_xterm[index], strlen(like_xterm[index])) == 0) return "xterm-256color";
  return strstr(term, "256color") || strstr(term, "-direct") ? "xterm-256color" : NULL;
}

static SCREEN *open_screen(const char *term) {
  SCREEN *opened = newterm((char *)term, stdout, stdin);
  const char *other = opened ? NULL : stand_in(term);
  return other ? newterm((char *)other, stdout, stdin) : opened;
}

static const char *capability(const char *name) {
  const char *text = tigetstr(name);
  return text && text != (const char *)-1 ? text : NULL;
}

/* Appends a capability without its `$<5>` padding, which only tputs understands. */
static void append(char *buffer, size_t size, const char *text) {
  size_t length = strlen(buffer);
  while (text && *text && length + 1 < size) {
    const char *end = text[0] == '$' && text[1] == '<' ? strchr(text, '>') : NULL;
    if (end)
      text = end + 1;
    else
      buffer[length++] = *text++;
  }
  buffer[length] = 0;
}

static void prepare_restore(void) {
  char text[1024] = "";
  if (speaks_ansi) append(text, sizeof text, modes_off);
  static const char *const names[] = {"rmkx", "sgr0", "op", "cnorm"};
  for (size_t index = 0; index < sizeof names / sizeof *names; index++)
    append(text, sizeof text, capability(names[index]));
  const char *leave = capability("rmcup");
  append(text, sizeof text, leave ? leave : "\r\n");
  signet_guard_set_restore(text);
}

static void start_painting(void) {
  raw();
  noecho();
  nonl();
  intrflush(stdscr, FALSE);
  keypad(stdscr, FALSE);
  if (has_colors()) {
    start_color();
    use_default_colors();
  }
  signet_terminal_enter();
}

static enum signet_terminal_status give_up(enum signet_terminal_status status) {
  if (screen) delscreen(screen);
  screen = NULL;
  signet_guard_remove();
  return status;
}

enum signet_terminal_status signet_terminal_open(void) {
  if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO)) return SIGNET_TERMINAL_NOT_A_TERMINAL;
  const char *term = getenv("TERM");
  if (!term || !*term) return SIGNET_TERMINAL_UNKNOWN;
  choose_locale(term);
  /* First of all: ncurses takes only the signals that nobody else has. */
  if (signet_guard_install() != 0) return SIGNET_TERMINAL_SYSTEM;
  use_env(FALSE); /* LINES and COLUMNS in the environment would override the real size. */
  use_tioctl(TRUE);
  screen = open_screen(term);
  if (!screen) return give_up(SIGNET_TERMINAL_UNKNOWN);
  const char *place_cursor = capability("cup");
  if (!place_cursor) return give_up(SIGNET_TERMINAL_DUMB);
  speaks_ansi = strncmp(place_cursor, "\033[", 2) == 0;
  wants_mouse = reports_mouse_well(term);
  prepare_restore();
  start_painting();
  return SIGNET_TERMINAL_OK;
}

void signet_terminal_close(void) {
  if (!screen) return;
  signet_terminal_leave();
  delscreen(screen);
  screen = NULL;
  signet_guard_remove();
}

int signet_terminal_colors(void) { return has_colors() ? COLORS : 0; }

int signet_terminal_pairs(void) { return has_colors() ? COLOR_PAIRS : 0; }

int signet_terminal_is_unicode(void) { return is_unicode; }

void signet_terminal_size(int *columns, int *rows) {
  *columns = COLS < MAXIMUM_COLUMNS ? COLS : MAXIMUM_COLUMNS;
  *rows = LINES;
}

void signet_terminal_resize(void) {
  struct winsize size;
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_row == 0 || size.ws_col == 0) return;
  resizeterm(size.ws_row, size.ws_col);
  clearok(curscr, TRUE);
}

int signet_terminal_define_pair(int pair, int foreground, int background) {
  /* The table grows on demand and init_extended_pair can fail half way: only its word counts. */
  return init_extended_pair(pair, foreground, background) == OK ? 0 : -1;
}

static attr_t attributes_of(uint8_t bits) {
  attr_t attributes = 0;
  if (bits & SIGNET_TERMINAL_BOLD) attributes |= A_BOLD;
  if (bits & SIGNET_TERMINAL_DIM) attributes |= A_DIM;
  if (bits & SIGNET_TERMINAL_UNDERLINE) attributes |= A_UNDERLINE;
  if (bits & SIGNET_TERMINAL_REVERSE) attributes |= A_REVERSE;
  if (bits & SIGNET_TERMINAL_ITALIC) attributes |= A_ITALIC;
  return attributes;
}

/* A character whose width the C library sees otherwise would shift the rest of the row. */
static wchar_t drawable(const struct signet_terminal_cell *cell) {
  if (cell->scalar >= 0x20 && cell->scalar < 0x7f) return (wchar_t)cell->scalar;
  if (!is_unicode) return L'?';
  return wcwidth((wchar_t)cell->scalar) == cell->width ? (wchar_t)cell->scalar : 0xfffd;
}

static void set_cell(cchar_t *target, const struct signet_terminal_cell *cell, wchar_t base) {
  wchar_t text[3] = {base, 0, 0};
  if (cell->mark && is_unicode && wcwidth((wchar_t)cell->mark) == 0) text[1] = (wchar_t)cell->mark;
  int pair = cell->pair;
  setcchar(target, text, attributes_of(cell->attributes), 0, &pair);
}

void signet_terminal_draw_row(int row, const struct signet_terminal_cell *cells, int count) {
  cchar_t line[MAXIMUM_COLUMNS];
  int length = 0;
  for (int column = 0; column < count && column < MAXIMUM_COLUMNS; column++) {
    if (cells[column].width == 0) continue;
    wchar_t base = drawable(&cells[column]);
    set_cell(&line[length++], &cells[column], base);
    int is_narrowed = cells[column].width == 2 && wcwidth(base) == 1;
    if (is_narrowed && length < MAXIMUM_COLUMNS) set_cell(&line[length++], &cells[column], L' ');
  }
  mvadd_wchnstr(row, 0, line, length);
  /* One row at a time: of several at once ncurses takes some for scrolled text and moves them with SU and SD (ECMA-48),
     which not every emulator that calls itself xterm knows: there old text stays. */
  leaveok(stdscr, TRUE);
  wnoutrefresh(stdscr);
  doupdate();
}

void signet_terminal_place_cursor(int row, int column) {
  leaveok(stdscr, FALSE);
  curs_set(row >= 0);
  if (row >= 0) move(row, column);
}

void signet_terminal_refresh(void) {
  wnoutrefresh(stdscr);
  doupdate();
}

void signet_terminal_repaint(void) { clearok(curscr, TRUE); }

void signet_terminal_write(const uint8_t *bytes, size_t count) {
  fflush(stdout);
  signet_guard_write(STDOUT_FILENO, bytes, count);
}

void signet_terminal_leave(void) {
  if (speaks_ansi) signet_guard_write(STDOUT_FILENO, modes_off, sizeof modes_off - 1);
  curs_set(1);
  def_prog_mode();
  endwin();
  signet_guard_arm(0);
}

void signet_terminal_enter(void) {
  signet_guard_arm(1);
  reset_prog_mode();
  clearok(curscr, TRUE);
  refresh();
  if (speaks_ansi && wants_mouse) signet_guard_write(STDOUT_FILENO, modes_on, sizeof modes_on - 1);
  if (speaks_ansi && !wants_mouse)
    signet_guard_write(STDOUT_FILENO, modes_on_without_mouse, sizeof modes_on_without_mouse - 1);
}

void signet_terminal_suspend(void) {
  signet_terminal_leave();
  kill(getpid(), SIGSTOP);
  signet_terminal_resize();
  signet_terminal_enter();
}

static int spawn_and_wait(char *const arguments[]) {
  posix_spawnattr_t attributes;
  posix_spawn_file_actions_t files;
  sigset_t every, none;
  sigfillset(&every);
  sigemptyset(&none);
  posix_spawnattr_init(&attributes);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK);
  posix_spawnattr_setsigdefault(&attributes, &every);
  posix_spawnattr_setsigmask(&attributes, &none);
  posix_spawn_file_actions_init(&files);
  posix_spawn_file_actions_adddup2(&files, signet_guard_real_stderr(), STDERR_FILENO);
  pid_t child;
  int error = posix_spawnp(&child, arguments[0], &files, &attributes, arguments, environ);
  posix_spawn_file_actions_destroy(&files);
  posix_spawnattr_destroy(&attributes);
  if (error) {
    errno = error;
    return -1;
  }
  int status = 0;
  while (waitpid(child, &status, 0) < 0)
    if (errno != EINTR) return -1;
  return status;
}

int signet_terminal_run(char *const arguments[]) {
  signet_terminal_leave();
  signet_guard_yield();
  int status = spawn_and_wait(arguments);
  int saved_errno = errno;
  signet_guard_reclaim();
  signet_terminal_resize();
  signet_terminal_enter();
  errno = saved_errno;
  return status;
}

int signet_terminal_signals(void) { return signet_guard_signals(); }

int signet_terminal_counter(void) { return eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK); }
