#ifndef SIGNET_COPENSSL_TAP_H
#define SIGNET_COPENSSL_TAP_H

/* The client's side of a connection that libcurl owns: what Swift cannot import of it. */

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/ocsp.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

/* Macros over SSL_CTX_ctrl. */
static inline void signet_tap_set_message_argument(SSL_CTX *context, void *argument) {
  SSL_CTX_set_msg_callback_arg(context, argument);
}
static inline int signet_tap_set_minimum(SSL_CTX *context, int version) {
  return (int)SSL_CTX_set_min_proto_version(context, version);
}
static inline int signet_tap_set_maximum(SSL_CTX *context, int version) {
  return (int)SSL_CTX_set_max_proto_version(context, version);
}
static inline int signet_tap_set_groups(SSL_CTX *context, const char *groups) {
  return (int)SSL_CTX_set1_groups_list(context, groups);
}
/* Asks the server to attach the status of its certificate. */
static inline void signet_tap_request_status(SSL_CTX *context) {
  SSL_CTX_set_tlsext_status_type(context, TLSEXT_STATUSTYPE_ocsp);
}
/* Macros over SSL_CTX_callback_ctrl and SSL_ctrl. The callback runs before a client certificate goes out, also when no
   status came; 0 ends the handshake. The status that came belongs to the connection. */
typedef int (*signet_tap_status_callback)(SSL *connection, void *argument);
static inline void signet_tap_on_status(SSL_CTX *context, signet_tap_status_callback callback, void *argument) {
  SSL_CTX_set_tlsext_status_cb(context, callback);
  SSL_CTX_set_tlsext_status_arg(context, argument);
}
static inline long signet_tap_stapled_status(SSL *connection, const unsigned char **bytes) {
  return SSL_get_tlsext_status_ocsp_resp(connection, bytes);
}
/* Server certificates are judged by this store alone; the context takes a reference of its own. */
static inline int signet_tap_set_verify_store(SSL_CTX *context, X509_STORE *store) {
  return (int)SSL_CTX_set1_verify_cert_store(context, store);
}
/* Sends the chain as it was given, never completed from a trust store. */
static inline void signet_tap_disable_automatic_chain(SSL_CTX *context) {
  SSL_CTX_set_mode(context, SSL_MODE_NO_AUTO_CHAIN);
}

/* A macro over SSL_ctrl. Before the hello is written, this leaves server_name out of it. */
static inline void signet_tap_hide_server_name(SSL *connection) { SSL_set_tlsext_host_name(connection, NULL); }

/* SSL_OP_… are cast macros. */
static inline void signet_tap_permit_legacy_renegotiation(SSL_CTX *context) {
  SSL_CTX_set_options(context, SSL_OP_LEGACY_SERVER_CONNECT);
}

/* Macros over CRYPTO_get_ex_new_index. */
static inline int signet_tap_new_verification_index(void) {
  return X509_STORE_CTX_get_ex_new_index(0, NULL, NULL, NULL, NULL);
}
static inline int signet_tap_new_index(CRYPTO_EX_free *release) {
  return SSL_CTX_get_ex_new_index(0, NULL, NULL, NULL, release);
}

/* ERR_PACK is an inline function of macros. */
static inline unsigned long signet_tap_alert_reason(int alert) {
  return ERR_PACK(ERR_LIB_SSL, 0, SSL_AD_REASON_OFFSET + alert);
}

/* sk_X509_INFO_* are macros over untyped stacks: adds the certificates (or the revocation lists) of a PEM text to the store.
   An encrypted block gets an empty password, because OpenSSL would ask for one on the terminal.
   Returns how many there were; -1 when the text is not PEM or one could not be added. */
static inline int signet_tap_add_pem(X509_STORE *store, const void *bytes, int count, int revocation_lists) {
  BIO *bio = BIO_new_mem_buf(bytes, count);
  STACK_OF(X509_INFO) *entries = bio ? PEM_X509_INFO_read_bio(bio, NULL, NULL, (void *)"") : NULL;
  int added = entries ? 0 : -1;
  for (int i = 0; added >= 0 && i < sk_X509_INFO_num(entries); i++) {
    X509_INFO *entry = sk_X509_INFO_value(entries, i);
    if (revocation_lists ? entry->crl == NULL : entry->x509 == NULL) continue;
    int stored = revocation_lists ? X509_STORE_add_crl(store, entry->crl) : X509_STORE_add_cert(store, entry->x509);
    added = stored ? added + 1 : -1;
  }
  sk_X509_INFO_pop_free(entries, X509_INFO_free);
  BIO_free(bio);
  return added;
}

#endif
