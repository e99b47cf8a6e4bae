#ifndef SIGNET_CCURL_H
#define SIGNET_CCURL_H

/* The statement-expression macros of the type check get in the way of the wrappers below. */
#define CURL_DISABLE_TYPECHECK
#include <curl/curl.h>

/* curl_easy_setopt and its kin are variadic, which Swift does not import: one wrapper per type of argument. */
static inline CURLcode signet_curl_set_long(CURL *handle, CURLoption option, long value) {
  return curl_easy_setopt(handle, option, value);
}

#endif
