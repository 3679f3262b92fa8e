#include <iconv.h>
#include <libxml/HTMLparser.h>
