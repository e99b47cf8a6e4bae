#ifndef SIGNET_CLIBXML2_H
#define SIGNET_CLIBXML2_H

#include <libxml/parser.h>
#include <libxml/tree.h>
#include <libxml/xmlerror.h>
#include <libxml/xmlsave.h>

/* xmlFree is a mutable global function pointer, which Swift 6 refuses to read. */
static inline void signet_xml_free(void *pointer) { xmlFree(pointer); }

#endif
