#include "CKeyring.h"
