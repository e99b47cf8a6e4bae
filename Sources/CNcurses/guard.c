/* Whatever ends the program, the terminal is given back: quit, exit(), a crash on any thread, a signal. Everything that a
   handler touches is static, computed before it can run, and async-signal-safe. */

#define _GNU_SOURCE
#include "internal.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

enum { TAIL = 4096, ALTERNATE_STACK = 64 * 1024, PATIENCE_SECONDS = 5 };

static const int crashes[] = {SIGILL, SIGTRAP, SIGSEGV, SIGBUS, SIGFPE, SIGABRT, SIGQUIT};
static const int notices[] = {SIGINT, SIGTERM, SIGHUP, SIGTSTP, SIGCONT, SIGWINCH};
enum { CRASHES = sizeof crashes / sizeof *crashes, NOTICES = sizeof notices / sizeof *notices };

static struct sigaction previous[NSIG];
static struct termios saved_modes;
static char restore_text[1024];
static size_t restore_length;
static volatile sig_atomic_t armed;
/* When the process was first asked to end, in seconds of the monotonic clock; 0 before. */
static volatile sig_atomic_t asked_at;
/* The language's own crash report wants the handler it installed at start; it is asked for by this variable only. */
static int chains_to_previous;
static int signal_pipe[2] = {-1, -1};
static int real_stderr = -1;
static int captured_stderr = -1;
static unsigned char alternate_stack[ALTERNATE_STACK];

void signet_guard_write(int descriptor, const void *bytes, size_t count) {
  const char *next = bytes;
  while (count > 0) {
    ssize_t written = write(descriptor, next, count);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return;
    next += written;
    count -= (size_t)written;
  }
}

static void print_captured_tail(void) {
  static char tail[TAIL];
  off_t size = lseek(captured_stderr, 0, SEEK_END);
  if (size <= 0) return;
  off_t start = size > TAIL ? size - TAIL : 0;
  ssize_t count = pread(captured_stderr, tail, TAIL, start);
  for (ssize_t index = 0; index < count; index++) {
    unsigned char byte = (unsigned char)tail[index];
    if ((byte < 0x20 && byte != '\n' && byte != '\t') || byte == 0x7f) tail[index] = '?';
  }
  if (count > 0) signet_guard_write(STDERR_FILENO, tail, (size_t)count);
}

static void release_stderr(void) {
  if (real_stderr < 0) return;
  dup2(real_stderr, STDERR_FILENO);
  print_captured_tail();
}

/* At most once: a second rmcup would move the cursor. */
static void restore(void) {
  if (!armed) return;
  armed = 0;
  signet_guard_write(STDOUT_FILENO, restore_text, restore_length);
  tcsetattr(STDIN_FILENO, TCSANOW, &saved_modes);
  release_stderr();
}

static void on_crash(int number) {
  restore();
  if (chains_to_previous)
    sigaction(number, &previous[number], NULL);
  else
    signal(number, SIG_DFL);
  raise(number);
}

/* A lost connection brings several requests at once. One that comes long after the first means that the loop hangs. */
static void end_if_it_hangs(int number) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  if (asked_at == 0)
    asked_at = (sig_atomic_t)now.tv_sec + 1;
  else if ((sig_atomic_t)now.tv_sec - asked_at >= PATIENCE_SECONDS)
    on_crash(number);
}

static void on_notice(int number) {
  int saved_errno = errno;
  if (number == SIGTERM || number == SIGHUP) end_if_it_hangs(number);
  unsigned char byte = (unsigned char)number;
  ssize_t written = write(signal_pipe[1], &byte, 1);
  (void)written; /* A full pipe already says enough. */
  errno = saved_errno;
}

static void install_handlers(void) {
  struct sigaction action = {.sa_handler = on_crash, .sa_flags = SA_ONSTACK | SA_NODEFER};
  for (int index = 0; index < CRASHES; index++) sigaction(crashes[index], &action, &previous[crashes[index]]);
  action = (struct sigaction){.sa_handler = on_notice, .sa_flags = SA_RESTART};
  for (int index = 0; index < NOTICES; index++) sigaction(notices[index], &action, &previous[notices[index]]);
  /* A server that hangs up must not end the program. */
  action = (struct sigaction){.sa_handler = SIG_IGN};
  sigaction(SIGPIPE, &action, &previous[SIGPIPE]);
}

static void capture_stderr(void) {
  if (!isatty(STDERR_FILENO)) return;
  captured_stderr = memfd_create("signet-stderr", MFD_CLOEXEC);
  if (captured_stderr < 0) return;
  real_stderr = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3);
  if (real_stderr >= 0) dup2(captured_stderr, STDERR_FILENO);
}

int signet_guard_install(void) {
  static int registered;
  if (tcgetattr(STDIN_FILENO, &saved_modes) != 0) return -1;
  if (pipe2(signal_pipe, O_CLOEXEC | O_NONBLOCK) != 0) return -1;
  stack_t stack = {.ss_sp = alternate_stack, .ss_size = sizeof alternate_stack};
  sigaltstack(&stack, NULL);
  chains_to_previous = getenv("SWIFT_BACKTRACE") != NULL;
  asked_at = 0;
  if (!registered) registered = atexit(restore) == 0;
  install_handlers();
  capture_stderr();
  return 0;
}

void signet_guard_set_restore(const char *text) {
  restore_length = strnlen(text, sizeof restore_text);
  memcpy(restore_text, text, restore_length);
}

void signet_guard_arm(int value) { armed = value; }

static void close_once(int *descriptor) {
  if (*descriptor >= 0) close(*descriptor);
  *descriptor = -1;
}

void signet_guard_remove(void) {
  armed = 0;
  tcsetattr(STDIN_FILENO, TCSADRAIN, &saved_modes);
  release_stderr();
  for (int index = 0; index < CRASHES; index++) sigaction(crashes[index], &previous[crashes[index]], NULL);
  for (int index = 0; index < NOTICES; index++) sigaction(notices[index], &previous[notices[index]], NULL);
  sigaction(SIGPIPE, &previous[SIGPIPE], NULL);
  stack_t stack = {.ss_flags = SS_DISABLE};
  sigaltstack(&stack, NULL);
  close_once(&real_stderr);
  close_once(&captured_stderr);
  close_once(&signal_pipe[0]);
  close_once(&signal_pipe[1]);
}

/* Keys of the child are its own affair (INT, QUIT); when it stops itself and its group, we stop along (TSTP). */
void signet_guard_yield(void) {
  signal(SIGINT, SIG_IGN);
  signal(SIGQUIT, SIG_IGN);
  signal(SIGTSTP, SIG_DFL);
}

void signet_guard_reclaim(void) {
  struct sigaction crash = {.sa_handler = on_crash, .sa_flags = SA_ONSTACK | SA_NODEFER};
  struct sigaction notice = {.sa_handler = on_notice, .sa_flags = SA_RESTART};
  sigaction(SIGQUIT, &crash, NULL);
  sigaction(SIGINT, &notice, NULL);
  sigaction(SIGTSTP, &notice, NULL);
}

int signet_guard_real_stderr(void) { return real_stderr >= 0 ? real_stderr : STDERR_FILENO; }

int signet_guard_signals(void) { return signal_pipe[0]; }
