#ifndef SIGNET_COPENSSL_TOKEN_H
#define SIGNET_COPENSSL_TOKEN_H

/* Keys in PKCS#11 tokens, through OpenSSL's engine "pkcs11" (libp11): what Swift cannot import of it. Engines are
   deprecated since OpenSSL 3.0, and Swift would warn at every call; where OpenSSL is built without them, there is none. */

#include <dlfcn.h>
#include <stdlib.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/ui.h>
#include <openssl/x509.h>
#ifndef OPENSSL_NO_ENGINE
#include <openssl/engine.h>
#endif

#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wdeprecated-declarations"

/* NULL when none is installed, and while there is one already: libp11 binds itself once, so that a process has one module. */
static inline void *signet_token_engine_new(void) {
#ifndef OPENSSL_NO_ENGINE
  OPENSSL_init_crypto(OPENSSL_INIT_ENGINE_DYNAMIC, NULL);
  ENGINE *engine = ENGINE_by_id("dynamic");
  const char *folder = getenv("OPENSSL_ENGINES");
  if (!folder) folder = OPENSSL_info(OPENSSL_INFO_ENGINES_DIR);
  if (engine && folder && ENGINE_ctrl_cmd_string(engine, "ID", "pkcs11", 0) &&
      ENGINE_ctrl_cmd_string(engine, "DIR_LOAD", "2", 0) && ENGINE_ctrl_cmd_string(engine, "DIR_ADD", folder, 0) &&
      ENGINE_ctrl_cmd_string(engine, "LIST_ADD", "0", 0) && ENGINE_ctrl_cmd_string(engine, "LOAD", NULL, 0)) {
    ENGINE_ctrl_cmd_string(engine, "QUIET", NULL, 0);
    return engine;
  }
  if (engine) ENGINE_free(engine);
#endif
  return NULL;
}

/* Loads the module. Nobody is asked on the terminal: a PIN that was not given is an error. */
static inline int signet_token_engine_start(void *engine, const char *module) {
#ifndef OPENSSL_NO_ENGINE
  return ENGINE_ctrl_cmd((ENGINE *)engine, "SET_USER_INTERFACE", 0, (void *)UI_null(), NULL, 0) &&
         ENGINE_ctrl_cmd_string((ENGINE *)engine, "MODULE_PATH", module, 0) && ENGINE_init((ENGINE *)engine);
#else
  return 0;
#endif
}

static inline void signet_token_engine_free(void *engine) {
#ifndef OPENSSL_NO_ENGINE
  ENGINE_free((ENGINE *)engine);
#endif
}

/* The engine keeps a copy until the next one, or a login that fails; it tries it on whichever token a key is asked of. */
static inline int signet_token_set_pin(void *engine, const char *pin) {
#ifndef OPENSSL_NO_ENGINE
  return ENGINE_ctrl_cmd_string((ENGINE *)engine, "PIN", pin, 0);
#else
  return 0;
#endif
}

static inline EVP_PKEY *signet_token_key(void *engine, const char *uri) {
#ifndef OPENSSL_NO_ENGINE
  return ENGINE_load_private_key((ENGINE *)engine, uri, (UI_METHOD *)UI_null(), NULL);
#else
  return NULL;
#endif
}

static inline X509 *signet_token_certificate(void *engine, const char *uri) {
#ifndef OPENSSL_NO_ENGINE
  struct {
    const char *uri;
    X509 *certificate;
  } parameters = {uri, NULL};
  if (ENGINE_ctrl_cmd((ENGINE *)engine, "LOAD_CERT_CTRL", 0, &parameters, NULL, 0)) return parameters.certificate;
#endif
  return NULL;
}

#pragma clang diagnostic pop

/* PKCS#11 version 2.40 sections 3.2 and 3.6: as much as it takes to tell which tokens are there. */
typedef struct {
  unsigned char label[32], manufacturer[32], model[16], serial[16];
  unsigned long flags;
  unsigned long counts[10];
  unsigned char versions[4], time[16];
} signet_token_info;

typedef struct {
  unsigned char version[2];
  unsigned long (*initialize)(void *arguments);
  void *finalize, *get_info, *get_function_list;
  unsigned long (*get_slot_list)(unsigned char with_token, unsigned long *slots, unsigned long *count);
  void *get_slot_info;
  unsigned long (*get_token_info)(unsigned long slot, signet_token_info *info);
} signet_token_functions;

/* Asks a module that the engine has loaded already. Returns how many tokens were written; -1 when it cannot be asked. */
static inline int signet_token_survey(const char *module, signet_token_info *tokens, int capacity) {
  void *library = dlopen(module, RTLD_NOW | RTLD_NOLOAD);
  if (!library) return -1;
  unsigned long (*get_function_list)(signet_token_functions **) =
      (unsigned long (*)(signet_token_functions **))dlsym(library, "C_GetFunctionList");
  signet_token_functions *functions = NULL;
  unsigned long slots[64], count = 64;
  int found = -1;
  if (get_function_list && get_function_list(&functions) == 0 && functions &&
      functions->get_slot_list(1, slots, &count) == 0) {
    found = 0;
    for (unsigned long i = 0; i < count && i < 64 && found < capacity; i++)
      if (functions->get_token_info(slots[i], &tokens[found]) == 0) found++;
  }
  dlclose(library);
  return found;
}

#endif
