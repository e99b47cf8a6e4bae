#ifndef SIGNET_COPENSSL_TAP_H
#define SIGNET_COPENSSL_TAP_H

/* The client's side of a connection that libcurl owns: what Swift cannot import of it. */

#include <openssl/err.h>
#include <openssl/ssl.h>

#endif
