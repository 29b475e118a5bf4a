/* The admission scan: bytes that claim to be a scenario → a small tree of values that knows where each stands.
 *
 * It keeps out what is no plain YAML of reasonable size: too many bytes, values or levels, NUL bytes, broken UTF-8,
 * characters that must not reach a terminal, aliases of anything but scalars, tags, merge keys, directives, duplicate
 * keys, a second document. What comes through has no anchors, aliases or tags any more. It knows nothing of
 * scenarios. */
#ifndef FILE_SCAN_H
#define FILE_SCAN_H

#include "base/arena.h"
#include "base/diag.h"

enum { SCAN_KEYS_MAX = 64 }; /* of one mapping; no mapping of a scenario has so many */

enum node_kind { NODE_SCALAR, NODE_LIST, NODE_MAPPING };

struct node {
    enum node_kind kind;
    bool is_plain;   /* a scalar without quotes: `7` is a number, `"7"` is text */
    bool is_bad;     /* it is wrong, which was reported: skip it */
    const char *key; /* of a mapping's value; NULL in a list */
    struct mark key_mark;
    struct mark mark;
    const char *text;          /* of a scalar: UTF-8, NUL-terminated */
    struct node *first, *last; /* what a list or a mapping holds */
    struct node *next;
};

struct scan {
    struct arena arena; /* holds the tree */
    struct node *root;  /* NULL: there is nothing to go on with */
    size_t begin, end;  /* where the document begins in the bytes, and behind its last byte; where nothing is wrong */
    bool is_expanded;   /* a word has become the mapping that it stands for: the tree is not that of the bytes */
};

/* Reads `size` bytes. All mistakes are reported; the tree is whatever could be read. scan_release in any case. */
void scan_read(struct scan *scan, const char *bytes, size_t size, struct diags *diags);
void scan_release(struct scan *scan);

/* The first child that is not bad, and the next one after `node`; NULL at the end. */
const struct node *node_first(const struct node *parent);
const struct node *node_next(const struct node *node);

/* The sound value of `key` in a mapping; NULL when there is none. A NULL mapping has none. */
const struct node *node_get(const struct node *mapping, const char *key);

/* The value of `key`, sound or bad: what was given at all. */
const struct node *node_given(const struct node *mapping, const char *key);

#endif
