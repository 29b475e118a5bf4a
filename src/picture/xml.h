/* Text inside XML: SVG and JUnit. */
#ifndef PICTURE_XML_H
#define PICTURE_XML_H

#include "base/text.h"

/* Appends `string` as it may stand in an element or in a double-quoted attribute. Newlines are kept as &#10;; what is
 * unsafe (text_is_unsafe), and bytes that are no UTF-8, become U+FFFD. */
void xml_add(struct text *out, const char *string);

#endif
