// Without the headers of the ICU that libxml2 was built with: Swift's Foundation brings another ICU, and the two
// declare the same enumerations with other members. What this leaves out are private members of xmlCharEncodingHandler.
#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED

#include <iconv.h>
#include <libxml/HTMLparser.h>
