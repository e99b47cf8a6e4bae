#ifndef SIGNET_CLIBXML2_H
#define SIGNET_CLIBXML2_H

#include <libxml/xmlversion.h>
/* ICU's declarations would contradict those that Foundation brings along, in every program that imports both. What they
   are for, the end of a structure that only libxml2 makes and reads, is not touched here. */
#undef LIBXML_ICU_ENABLED

#include <libxml/SAX2.h>
#include <libxml/c14n.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/tree.h>
#include <libxml/xmlIO.h>
#include <libxml/xmlerror.h>
#include <libxml/xmlschemas.h>
#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>

/* xmlStructuredError and its context are macros over the calling thread's globals. Sets a handler for this thread and
   returns the one before, to be set again. */
typedef struct {
  xmlStructuredErrorFunc function;
  void *context;
} signet_xml_error_handler;

static inline signet_xml_error_handler signet_xml_exchange_error_handler(signet_xml_error_handler handler) {
  signet_xml_error_handler previous = {xmlStructuredError, xmlStructuredErrorContext};
  xmlSetStructuredErrorFunc(handler.context, handler.function);
  return previous;
}

/* xmlFree is a macro over a variable. */
static inline void signet_xml_free(void *memory) { xmlFree(memory); }

#endif
