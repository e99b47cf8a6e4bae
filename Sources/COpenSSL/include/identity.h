#ifndef SIGNET_COPENSSL_IDENTITY_H
#define SIGNET_COPENSSL_IDENTITY_H

/* Certificates, keys and containers: what Swift cannot import of it. */

#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/pkcs12.h>
#include <openssl/provider.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

/* OPENSSL_free is a macro that adds file and line. */
static inline void signet_free(void *memory) { OPENSSL_free(memory); }

/* sk_X509_* are macros over untyped stacks. */
static inline STACK_OF(X509) *signet_certificates_new(void) { return sk_X509_new_null(); }
static inline int signet_certificates_count(const STACK_OF(X509) *stack) {
  int count = sk_X509_num(stack);
  return count < 0 ? 0 : count;
}
static inline X509 *signet_certificates_get(const STACK_OF(X509) *stack, int index) {
  return sk_X509_value(stack, index);
}
/* Takes one reference of its own. */
static inline int signet_certificates_add(STACK_OF(X509) *stack, X509 *certificate) {
  if (!X509_up_ref(certificate)) return 0;
  if (sk_X509_push(stack, certificate) > 0) return 1;
  X509_free(certificate);
  return 0;
}
static inline void signet_certificates_free(STACK_OF(X509) *stack) { sk_X509_pop_free(stack, X509_free); }

/* PKCS#12 hands out typed stacks whose freeing is a macro over a function pointer. */
static inline void signet_authenticated_safes_free(STACK_OF(PKCS7) *stack) { sk_PKCS7_pop_free(stack, PKCS7_free); }
static inline void signet_safe_bags_free(STACK_OF(PKCS12_SAFEBAG) *stack) {
  sk_PKCS12_SAFEBAG_pop_free(stack, PKCS12_SAFEBAG_free);
}

/* BIO_get_mem_data is a BIO_ctrl macro. The bytes belong to the BIO. */
static inline long signet_bio_memory(BIO *bio, char **bytes) { return BIO_get_mem_data(bio, bytes); }

#endif
