#ifndef SIGNET_CFUZZER_H
#define SIGNET_CFUZZER_H

#include <stddef.h>
#include <stdint.h>

/* libFuzzer's entry for programs with a main function of their own; no header of LLVM's declares it. */
int LLVMFuzzerRunDriver(int *argc, char ***argv, int (*check)(const uint8_t *data, size_t size));

#endif
