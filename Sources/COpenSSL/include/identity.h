#ifndef SIGNET_COPENSSL_IDENTITY_H
#define SIGNET_COPENSSL_IDENTITY_H

/* Certificates, keys and containers: what Swift cannot import of it. */

#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/pkcs12.h>
#include <openssl/provider.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#endif
