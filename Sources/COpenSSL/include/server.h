#ifndef SIGNET_COPENSSL_SERVER_H
#define SIGNET_COPENSSL_SERVER_H

/* The Lab's server engine on memory BIOs: what Swift cannot import of it. */

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/ssl.h>

/* Macros over SSL_CTX_ctrl and SSL_ctrl. */
static inline int signet_server_set_versions(SSL_CTX *context, int minimum, int maximum) {
  return SSL_CTX_set_min_proto_version(context, minimum) && SSL_CTX_set_max_proto_version(context, maximum);
}

static inline int signet_server_add_chain_certificate(SSL_CTX *context, X509 *certificate) {
  return (int)SSL_CTX_add1_chain_cert(context, certificate);
}

/* Cast macros. The chain goes out exactly as given; a renegotiation is a whole handshake, so that it can ask for a
   certificate. */
static inline void signet_server_set_modes(SSL_CTX *context) {
  SSL_CTX_set_mode(context, SSL_MODE_NO_AUTO_CHAIN | SSL_MODE_RELEASE_BUFFERS);
  SSL_CTX_set_options(context, SSL_OP_NO_SESSION_RESUMPTION_ON_RENEGOTIATION);
}

static inline void signet_server_disable_resumption(SSL_CTX *context) {
  SSL_CTX_set_options(context, SSL_OP_NO_TICKET);
  SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
}

typedef void (*signet_server_message_callback)(int write, int version, int type, const void *bytes, size_t count,
                                               SSL *connection, void *argument);

static inline void signet_server_observe(SSL *connection, signet_server_message_callback callback, void *argument) {
  SSL_set_msg_callback(connection, callback);
  SSL_set_msg_callback_arg(connection, argument);
}

/* Macros over SSL_CTX_callback_ctrl and SSL_ctrl. The connection takes over the copy. */
typedef int (*signet_server_status_callback)(SSL *connection, void *argument);
static inline void signet_server_on_status(SSL_CTX *context, signet_server_status_callback callback, void *argument) {
  SSL_CTX_set_tlsext_status_cb(context, callback);
  SSL_CTX_set_tlsext_status_arg(context, argument);
}
static inline int signet_server_staple(SSL *connection, const void *bytes, size_t count) {
  void *copy = OPENSSL_memdup(bytes, count);
  return copy ? (int)SSL_set_tlsext_status_ocsp_resp(connection, copy, (long)count) : 0;
}

#endif
