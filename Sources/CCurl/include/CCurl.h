#ifndef SIGNET_CCURL_H
#define SIGNET_CCURL_H

/* The statement-expression macros of the type check get in the way of the wrappers below. */
#define CURL_DISABLE_TYPECHECK
#include <curl/curl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>

/* curl_easy_setopt and its kin are variadic, which Swift does not import: one wrapper per type of argument. */
static inline CURLcode signet_curl_set_long(CURL *handle, CURLoption option, long value) {
  return curl_easy_setopt(handle, option, value);
}
static inline CURLcode signet_curl_set_large(CURL *handle, CURLoption option, curl_off_t value) {
  return curl_easy_setopt(handle, option, value);
}
static inline CURLcode signet_curl_set_string(CURL *handle, CURLoption option, const char *value) {
  return curl_easy_setopt(handle, option, value);
}
static inline CURLcode signet_curl_set_pointer(CURL *handle, CURLoption option, void *value) {
  return curl_easy_setopt(handle, option, value);
}
static inline CURLcode signet_curl_set_list(CURL *handle, CURLoption option, struct curl_slist *value) {
  return curl_easy_setopt(handle, option, value);
}

/* Functions: libcurl calls each with the `context` given here. */
static inline void signet_curl_on_body(CURL *handle, curl_write_callback function, void *context) {
  curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, function);
  curl_easy_setopt(handle, CURLOPT_WRITEDATA, context);
}
static inline void signet_curl_on_header(CURL *handle, curl_write_callback function, void *context) {
  curl_easy_setopt(handle, CURLOPT_HEADERFUNCTION, function);
  curl_easy_setopt(handle, CURLOPT_HEADERDATA, context);
}
static inline void signet_curl_on_debug(CURL *handle, curl_debug_callback function, void *context) {
  curl_easy_setopt(handle, CURLOPT_DEBUGFUNCTION, function);
  curl_easy_setopt(handle, CURLOPT_DEBUGDATA, context);
  curl_easy_setopt(handle, CURLOPT_VERBOSE, 1L);
}
static inline void signet_curl_on_progress(CURL *handle, curl_xferinfo_callback function, void *context) {
  curl_easy_setopt(handle, CURLOPT_XFERINFOFUNCTION, function);
  curl_easy_setopt(handle, CURLOPT_XFERINFODATA, context);
  curl_easy_setopt(handle, CURLOPT_NOPROGRESS, 0L);
}
static inline void signet_curl_on_open_socket(CURL *handle, curl_opensocket_callback function, void *context) {
  curl_easy_setopt(handle, CURLOPT_OPENSOCKETFUNCTION, function);
  curl_easy_setopt(handle, CURLOPT_OPENSOCKETDATA, context);
}
static inline void signet_curl_on_close_socket(CURL *handle, curl_closesocket_callback function, void *context) {
  curl_easy_setopt(handle, CURLOPT_CLOSESOCKETFUNCTION, function);
  curl_easy_setopt(handle, CURLOPT_CLOSESOCKETDATA, context);
}
static inline void signet_curl_on_request(CURL *handle, curl_prereq_callback function, void *context) {
  curl_easy_setopt(handle, CURLOPT_PREREQFUNCTION, function);
  curl_easy_setopt(handle, CURLOPT_PREREQDATA, context);
}
static inline void signet_curl_on_tls_context(CURL *handle, curl_ssl_ctx_callback function, void *context) {
  curl_easy_setopt(handle, CURLOPT_SSL_CTX_FUNCTION, function);
  curl_easy_setopt(handle, CURLOPT_SSL_CTX_DATA, context);
}

static inline void signet_curl_on_socket(CURLM *multi, curl_socket_callback function, void *context) {
  curl_multi_setopt(multi, CURLMOPT_SOCKETFUNCTION, function);
  curl_multi_setopt(multi, CURLMOPT_SOCKETDATA, context);
}
static inline void signet_curl_on_timer(CURLM *multi, curl_multi_timer_callback function, void *context) {
  curl_multi_setopt(multi, CURLMOPT_TIMERFUNCTION, function);
  curl_multi_setopt(multi, CURLMOPT_TIMERDATA, context);
}

static inline CURLSHcode signet_curl_share_cookies(CURLSH *share) {
  return curl_share_setopt(share, CURLSHOPT_SHARE, CURL_LOCK_DATA_COOKIE);
}

static inline long signet_curl_get_long(CURL *handle, CURLINFO info) {
  long value = 0;
  return curl_easy_getinfo(handle, info, &value) == CURLE_OK ? value : 0;
}
static inline void *signet_curl_get_private(CURL *handle) {
  char *value = NULL;
  return curl_easy_getinfo(handle, CURLINFO_PRIVATE, &value) == CURLE_OK ? value : NULL;
}
/* The SSL of the connection that serves the transfer now; NULL when it is not OpenSSL's or there is none. */
static inline void *signet_curl_get_ssl(CURL *handle) {
  struct curl_tlssessioninfo *session = NULL;
  if (curl_easy_getinfo(handle, CURLINFO_TLS_SSL_PTR, &session) != CURLE_OK || session == NULL) return NULL;
  return session->backend == CURLSSLBACKEND_OPENSSL ? session->internals : NULL;
}

/* Cast macros. */
static inline unsigned long signet_curl_password_authentication(void) {
  return CURLAUTH_BASIC | CURLAUTH_DIGEST | CURLAUTH_NTLM;
}
static inline unsigned long signet_curl_ticket_authentication(void) { return CURLAUTH_NEGOTIATE; }
/* CURLAUTH_ONLY: the server is asked first, and no other scheme is taken. */
static inline unsigned long signet_curl_basic_authentication(void) { return CURLAUTH_ONLY | CURLAUTH_BASIC; }
static inline unsigned long signet_curl_digest_authentication(void) { return CURLAUTH_ONLY | CURLAUTH_DIGEST; }
static inline unsigned long signet_curl_ntlm_authentication(void) { return CURLAUTH_ONLY | CURLAUTH_NTLM; }
static inline unsigned long signet_curl_negotiate_authentication(void) { return CURLAUTH_ONLY | CURLAUTH_NEGOTIATE; }
static inline size_t signet_curl_pause(void) { return CURL_WRITEFUNC_PAUSE; }

/* SOCK_CLOEXEC is an enumerator of its own type in Swift. */
static inline curl_socket_t signet_curl_open_socket(const struct curl_sockaddr *address) {
  return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

/* <netinet/tcp.h> is no part of the Glibc module, and ioctl is variadic. */
enum signet_tcp_state { SIGNET_TCP_OPEN, SIGNET_TCP_CONNECTING, SIGNET_TCP_PEER_FINISHED, SIGNET_TCP_BROKEN };
static inline enum signet_tcp_state signet_tcp_state(int socket) {
  unsigned char state = 0; /* tcpi_state, the first member of struct tcp_info */
  socklen_t size = sizeof state;
  if (getsockopt(socket, IPPROTO_TCP, TCP_INFO, &state, &size) != 0) return SIGNET_TCP_BROKEN;
  switch (state) {
    case TCP_SYN_SENT: case TCP_SYN_RECV: return SIGNET_TCP_CONNECTING;
    case TCP_CLOSE_WAIT: case TCP_LAST_ACK: case TCP_CLOSING: case TCP_TIME_WAIT: return SIGNET_TCP_PEER_FINISHED;
    case TCP_CLOSE: return SIGNET_TCP_BROKEN;
    default: return SIGNET_TCP_OPEN;
  }
}
/* Bytes that arrived and were not read. */
static inline int signet_unread_bytes(int socket) {
  int count = 0;
  return ioctl(socket, FIONREAD, &count) == 0 ? count : 0;
}

/* Missing from the Glibc module. */
static inline int signet_eventfd(void) { return eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK); }

#endif
