#ifndef SIGNET_CMALLOC_H
#define SIGNET_CMALLOC_H

#include <malloc.h>

/* Swift's Glibc module lacks <malloc.h>. */

/* For a process that makes one call: its threads take turns, so one arena serves them all. Before the second thread is
   started. */
static inline void signet_malloc_share_arena(void) {
#ifdef M_ARENA_MAX
  mallopt(M_ARENA_MAX, 1);
#endif
}

/* For a process that stays: a megabyte is given back to the system when it is freed, instead of being kept for the next
   that is as large (glibc keeps blocks of up to 32 MB, and twice that at the end of each arena). */
static inline void signet_malloc_give_back(void) {
#ifdef M_MMAP_THRESHOLD
  mallopt(M_MMAP_THRESHOLD, 1 << 20);
  mallopt(M_TRIM_THRESHOLD, 1 << 20);
#endif
}

/* After work that took much memory for a moment: gives back to the system what it left in the arenas. */
static inline void signet_malloc_trim(void) {
#ifdef __GLIBC__
  malloc_trim(0);
#endif
}

#endif
