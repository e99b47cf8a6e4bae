#ifndef SIGNET_CKEYRING_H
#define SIGNET_CKEYRING_H

#include <errno.h>
#include <stddef.h>
#include <sys/syscall.h>
#include <unistd.h>
#include <linux/keyctl.h>

// Keys of the kernel (keyrings(7)) without libkeyutils. Swift cannot import these calls: syscall() is variadic, and glibc
// has no wrappers. Keys are of type "user" in the keyring of the user; each call returns -1 and sets errno when it fails.

// Makes the key, or gives the one that is there a new payload. Returns its serial number.
static inline long ckr_add(const char *description, const void *payload, size_t length) {
    return syscall(SYS_add_key, "user", description, payload, length, KEY_SPEC_USER_KEYRING);
}

static inline long ckr_find(const char *description) {
    return syscall(SYS_keyctl, KEYCTL_SEARCH, KEY_SPEC_USER_KEYRING, "user", description, 0);
}

// The user's other sessions may read it too: by default only who has it in a keyring of the session may. Nobody else may.
static inline long ckr_allow_user(long key) { return syscall(SYS_keyctl, KEYCTL_SETPERM, key, 0x3f3f0000); }

// Returns the payload's length, which may be more than there was room for.
static inline long ckr_read(long key, void *buffer, size_t length) {
    return syscall(SYS_keyctl, KEYCTL_READ, key, buffer, length);
}

static inline long ckr_unlink(long key) { return syscall(SYS_keyctl, KEYCTL_UNLINK, key, KEY_SPEC_USER_KEYRING); }

#endif
