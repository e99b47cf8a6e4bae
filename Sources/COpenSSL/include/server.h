#ifndef SIGNET_COPENSSL_SERVER_H
#define SIGNET_COPENSSL_SERVER_H

/* The Lab's server engine on memory BIOs: what Swift cannot import of it. */

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/ssl.h>

#endif
