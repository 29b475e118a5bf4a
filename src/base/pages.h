/* Pages: how the system gives memory to blocks of many megabytes. */
#ifndef BASE_PAGES_H
#define BASE_PAGES_H

#include <stddef.h>

/* Asks for large pages (2 MiB instead of 4 KiB on most machines) in a block that calloc has just given, all but its
 * first 2 MiB: what stays small costs no more than before, and what grows is given, zeroed and found by the processor a
 * few hundred times less often. A page that is never touched costs nothing, large or small. Where the system knows no
 * large pages nothing happens.
 *
 * (Linux, Documentation/admin-guide/mm/transhuge.rst: with "madvise", the setting of most distributions' servers, they
 * are for those who ask.) */
void pages_ask_large(void *block, size_t size);

#endif
