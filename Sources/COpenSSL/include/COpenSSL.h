#ifndef SIGNET_COPENSSL_H
#define SIGNET_COPENSSL_H

#include "identity.h"
#include "server.h"
#include "tap.h"
#include "token.h"

#endif
