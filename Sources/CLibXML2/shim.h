#ifndef SIGNET_CLIBXML2_H
#define SIGNET_CLIBXML2_H

#include <libxml/SAX2.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/xmlerror.h>

#endif
