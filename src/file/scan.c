#include "file/scan.h"

#include <stdlib.h>
#include <string.h>

#include <yaml.h>

#include "base/check.h"
#include "file/admit.h"
#include "model/scenario.h"

/* A list or mapping that is open while the events go by. */
struct level {
    struct node *node;
    struct node *pending; /* of a mapping: its key has been read, its value has not */
    bool is_key;          /* a list or mapping that stands where a key should */
    uint32_t key_count;
};

struct anchor {
    const char *name;
    const struct node *node; /* scalars only */
    struct anchor *next;     /* the one before it */
};

struct scanner {
    struct scan *scan;
    struct diags *diags;
    yaml_parser_t parser;
    struct level levels[SCENARIO_DEPTH_MAX];
    size_t depth;
    struct anchor *anchors; /* the latest first: a name may be given anew */
    uint32_t alias_count, value_count;
    uint32_t bom; /* 1 when the first line begins with a byte order mark, which libyaml is not shown */
    bool is_over;
    bool is_refused; /* beyond a limit: not worth going on with */
};

/* libyaml counts from 0, in characters. */
static struct mark mark_of(const struct scanner *scanner, yaml_mark_t start, yaml_mark_t end)
{
    const uint32_t shift = start.line == 0 ? scanner->bom : 0;
    struct mark mark = {(uint32_t)start.line + 1, (uint32_t)start.column + 1 + shift, 1};

    if (end.line == start.line && end.column > start.column)
        mark.length = (uint32_t)(end.column - start.column);
    return mark;
}

static struct mark mark_at(const struct scanner *scanner, yaml_mark_t at)
{
    return mark_of(scanner, at, at);
}

static void refuse(struct scanner *scanner)
{
    scanner->is_over = true;
    scanner->is_refused = true;
}

static void memory_out(struct scanner *scanner)
{
    diags_fail(scanner->diags);
    refuse(scanner);
}

static struct node *node_new(struct scanner *scanner)
{
    struct node *node = arena_array(&scanner->scan->arena, 1, sizeof *node);

    if (!node)
        memory_out(scanner);
    return node;
}

static struct level *level_of(struct scanner *scanner)
{
    return scanner->depth > 0 ? &scanner->levels[scanner->depth - 1] : NULL;
}

static void append(struct node *parent, struct node *child)
{
    if (parent->last)
        parent->last->next = child;
    else
        parent->first = child;
    parent->last = child;
}

static bool is_key_next(const struct level *level)
{
    return level && level->node->kind == NODE_MAPPING && !level->pending;
}

/* A place in the tree for the value that comes now; NULL when there is no going on. */
static struct node *value_place(struct scanner *scanner, struct mark mark)
{
    struct level *level = level_of(scanner);
    struct node *node;

    if (++scanner->value_count > SCENARIO_VALUES_MAX) {
        diag_allow(diags_add(scanner->diags, mark, "too many values"), "at most %d values in a file",
                   SCENARIO_VALUES_MAX);
        refuse(scanner);
        return NULL;
    }
    if (level && level->pending) {
        node = level->pending;
        level->pending = NULL;
    } else {
        node = node_new(scanner);
        if (!node)
            return NULL;
        if (level)
            append(level->node, node);
        else
            scanner->scan->root = node;
    }
    node->mark = mark;
    return node;
}

/* A tag says what a value is to be taken for; here the format says it. */
static void tag_check(struct scanner *scanner, const yaml_char_t *tag, struct mark mark, struct node *node)
{
    if (!tag)
        return;
    diag_hint(diags_add(scanner->diags, mark, "tags are not allowed, found \"%s\"", (const char *)tag),
              "write the value alone");
    if (node)
        node->is_bad = true;
}

static void anchor_add(struct scanner *scanner, const yaml_char_t *name, const struct node *node)
{
    struct anchor *anchor;

    if (!name || !node)
        return;
    anchor = arena_array(&scanner->scan->arena, 1, sizeof *anchor);
    if (anchor)
        anchor->name = arena_string(&scanner->scan->arena, (const char *)name);
    if (!anchor || !anchor->name) {
        memory_out(scanner);
        return;
    }
    anchor->node = node;
    anchor->next = scanner->anchors;
    scanner->anchors = anchor;
}

static const struct anchor *anchor_find(const struct scanner *scanner, const char *name)
{
    const struct anchor *anchor = scanner->anchors;

    while (anchor && strcmp(anchor->name, name) != 0)
        anchor = anchor->next;
    return anchor;
}

static const struct node *key_find(const struct node *mapping, const char *key)
{
    for (const struct node *node = mapping->first; node; node = node->next)
        if (node->key && strcmp(node->key, key) == 0)
            return node;
    return NULL;
}

/* The key of a value that is to come. A key that is wrong makes the value bad, and is not looked at any more. */
static struct node *key_add(struct scanner *scanner, struct mark mark)
{
    struct level *level = level_of(scanner);
    struct node *node = node_new(scanner);

    if (!node)
        return NULL;
    if (++level->key_count > SCAN_KEYS_MAX) {
        diag_allow(diags_add(scanner->diags, mark, "too many keys in one mapping"), "at most %d", SCAN_KEYS_MAX);
        refuse(scanner);
        return NULL;
    }
    node->key_mark = mark;
    node->mark = mark;
    level->pending = node;
    append(level->node, node);
    return node;
}

static void key_check(struct scanner *scanner, const struct node *mapping, struct node *node, const char *text)
{
    const struct node *first = key_find(mapping, text);

    if (strcmp(text, "<<") == 0) {
        diag_hint(diags_add(scanner->diags, node->key_mark, "merge keys (<<) are not allowed"),
                  "write the keys where they belong");
        node->is_bad = true;
    } else if (first) {
        diag_hint(diags_add(scanner->diags, node->key_mark, "the key \"%s\" is given twice", text), "first on line %u",
                  (unsigned)first->key_mark.line);
        node->is_bad = true;
    }
}

static void key_scalar(struct scanner *scanner, const yaml_event_t *event, struct mark mark)
{
    const struct level *level = level_of(scanner);
    const char *text = (const char *)event->data.scalar.value;
    struct node *node = key_add(scanner, mark);

    if (!node)
        return;
    tag_check(scanner, event->data.scalar.tag, mark, node);
    if (strlen(text) != event->data.scalar.length) {
        diags_add(scanner->diags, mark, "a key with a NUL character in it");
        node->is_bad = true;
        return;
    }
    key_check(scanner, level->node, node, text);
    node->key = arena_string(&scanner->scan->arena, text);
    if (!node->key)
        memory_out(scanner);
}

static void scalar(struct scanner *scanner, const yaml_event_t *event)
{
    const struct mark mark = mark_of(scanner, event->start_mark, event->end_mark);
    struct node *node;

    if (is_key_next(level_of(scanner))) {
        key_scalar(scanner, event, mark);
        return;
    }
    node = value_place(scanner, mark);
    if (!node)
        return;
    node->kind = NODE_SCALAR;
    node->is_plain = event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
    node->text = arena_string(&scanner->scan->arena, (const char *)event->data.scalar.value);
    if (!node->text) {
        memory_out(scanner);
        return;
    }
    tag_check(scanner, event->data.scalar.tag, mark, node);
    if (strlen(node->text) != event->data.scalar.length) {
        diags_add(scanner->diags, mark, "text with a NUL character in it");
        node->is_bad = true;
    }
    anchor_add(scanner, event->data.scalar.anchor, node);
}

static void alias(struct scanner *scanner, const yaml_event_t *event)
{
    const struct mark mark = mark_of(scanner, event->start_mark, event->end_mark);
    const char *name = (const char *)event->data.alias.anchor;
    const struct anchor *anchor = anchor_find(scanner, name);
    const bool is_key = is_key_next(level_of(scanner));
    struct node *node = is_key ? key_add(scanner, mark) : value_place(scanner, mark);

    if (!node)
        return;
    if (++scanner->alias_count > SCENARIO_ALIASES_MAX) {
        diag_allow(diags_add(scanner->diags, mark, "too many aliases"), "at most %d in a file", SCENARIO_ALIASES_MAX);
        refuse(scanner);
        return;
    }
    node->is_bad = true;
    if (is_key) {
        diags_add(scanner->diags, mark, "a key must be written out, found the alias \"*%s\"", name);
    } else if (!anchor) {
        diags_add(scanner->diags, mark, "unknown alias \"*%s\"", name);
    } else if (anchor->node->kind != NODE_SCALAR) {
        diag_allow(diags_add(scanner->diags, mark, "\"*%s\" is an alias of a list or a mapping", name),
                   "aliases of single values");
    } else {
        node->kind = NODE_SCALAR;
        node->is_plain = anchor->node->is_plain;
        node->is_bad = anchor->node->is_bad;
        node->text = anchor->node->text;
    }
}

/* A list or mapping begins; as a key it is a mistake, but has to be read to its end. */
static void open_level(struct scanner *scanner, const yaml_event_t *event, enum node_kind kind)
{
    const bool is_key = is_key_next(level_of(scanner));
    const struct mark mark = mark_at(scanner, event->start_mark);
    const bool is_list = kind == NODE_LIST;
    struct node *node;

    if (scanner->depth == SCENARIO_DEPTH_MAX) {
        diag_allow(diags_add(scanner->diags, mark, "nested too deep"), "at most %d levels", SCENARIO_DEPTH_MAX);
        refuse(scanner);
        return;
    }
    if (is_key)
        diags_add(scanner->diags, mark, "a key must be plain text, found a %s", is_list ? "list" : "mapping");
    node = is_key ? node_new(scanner) : value_place(scanner, mark);
    if (!node)
        return;
    node->kind = kind;
    node->mark = mark;
    scanner->levels[scanner->depth++] = (struct level){.node = node, .is_key = is_key};
    tag_check(scanner, is_list ? event->data.sequence_start.tag : event->data.mapping_start.tag, mark, node);
    anchor_add(scanner, is_list ? event->data.sequence_start.anchor : event->data.mapping_start.anchor, node);
}

static void close_level(struct scanner *scanner)
{
    const struct level closed = scanner->levels[--scanner->depth];
    struct node *node;

    if (!closed.is_key)
        return;
    node = key_add(scanner, closed.node->mark);
    if (node)
        node->is_bad = true;
}

/* The document is over: what follows may be white space and comments. libyaml is not asked, it would read on. A
 * document ends at the beginning of a line, at three dots, or at the end of the file: columns are bytes there. */
static void document_end(struct scanner *scanner, const yaml_event_t *event, const char *bytes, size_t size)
{
    struct mark mark = mark_at(scanner, event->end_mark);
    const char *at = bytes;

    for (size_t line = 0; line < event->end_mark.line && at < bytes + size; line++) {
        const char *newline = memchr(at, '\n', (size_t)(bytes + size - at));
        at = newline ? newline + 1 : bytes + size;
    }
    at += event->end_mark.column < (size_t)(bytes + size - at) ? event->end_mark.column : (size_t)(bytes + size - at);
    scanner->is_over = true;
    scanner->scan->end = scanner->scan->begin + (size_t)(at - bytes);
    if (admit_is_blank(at, (size_t)(bytes + size - at), &mark))
        return;
    diag_hint(diags_add(scanner->diags, mark, "a second document, or something after the end of the first"),
              "one scenario, or lesson, a file");
}

static void step(struct scanner *scanner, const yaml_event_t *event, const char *bytes, size_t size)
{
    switch (event->type) {
    case YAML_ALIAS_EVENT:
        alias(scanner, event);
        return;
    case YAML_SCALAR_EVENT:
        scalar(scanner, event);
        return;
    case YAML_SEQUENCE_START_EVENT:
        open_level(scanner, event, NODE_LIST);
        return;
    case YAML_MAPPING_START_EVENT:
        open_level(scanner, event, NODE_MAPPING);
        return;
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT:
        close_level(scanner);
        return;
    case YAML_DOCUMENT_END_EVENT:
        document_end(scanner, event, bytes, size);
        return;
    case YAML_STREAM_END_EVENT:
        diags_add(scanner->diags, (struct mark){1, 1, 0}, "nothing in it");
        scanner->is_over = true;
        return;
    default:
        return;
    }
}

static void syntax_error(struct scanner *scanner, const char *bytes, size_t size)
{
    const yaml_parser_t *parser = &scanner->parser;
    struct diag *diag;
    bool is_unclosed; /* is found out at the end of the file, and shown where it was opened */

    if (parser->error == YAML_MEMORY_ERROR) {
        memory_out(scanner);
        return;
    }
    is_unclosed = parser->context && parser->problem && strstr(parser->problem, "unexpected end of stream");
    diag = diags_add(scanner->diags, mark_at(scanner, is_unclosed ? parser->context_mark : parser->problem_mark),
                     "not YAML: %s", parser->problem ? parser->problem : "cannot be read");
    if (admit_has_tab(bytes, size, parser->problem_mark.line))
        diag_hint(diag, "tabs cannot indent, spaces can");
    else if (parser->context)
        diag_hint(diag, "%s that begins on line %u", parser->context, (unsigned)parser->context_mark.line + 1);
    refuse(scanner);
}

static void scan_events(struct scanner *scanner, const char *bytes, size_t size)
{
    yaml_event_t event;

    if (!yaml_parser_initialize(&scanner->parser)) {
        memory_out(scanner);
        return;
    }
    yaml_parser_set_encoding(&scanner->parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&scanner->parser, (const unsigned char *)bytes, size);
    while (!scanner->is_over) {
        if (!yaml_parser_parse(&scanner->parser, &event)) {
            syntax_error(scanner, bytes, size);
            break;
        }
        step(scanner, &event, bytes, size);
        yaml_event_delete(&event);
    }
    yaml_parser_delete(&scanner->parser);
}

void scan_read(struct scan *scan, const char *bytes, size_t size, struct diags *diags)
{
    struct scanner *scanner = calloc(1, sizeof *scanner);
    struct text clean = {0};

    *scan = (struct scan){0};
    arena_init(&scan->arena);
    if (!scanner) {
        diags_fail(diags);
        return;
    }
    scanner->scan = scan;
    scanner->diags = diags;
    if (admit_bytes(bytes, size, &clean, &scanner->bom, diags)) {
        scan->begin = scanner->bom * ADMIT_BOM_BYTES;
        scan_events(scanner, text_str(&clean), clean.size);
    }
    if (scanner->is_refused)
        scan->root = NULL;
    text_release(&clean);
    free(scanner);
}

void scan_release(struct scan *scan)
{
    arena_release(&scan->arena);
    scan->root = NULL;
}

static const struct node *sound(const struct node *node)
{
    while (node && node->is_bad)
        node = node->next;
    return node;
}

const struct node *node_first(const struct node *parent)
{
    return sound(parent->first);
}

const struct node *node_next(const struct node *node)
{
    return sound(node->next);
}

const struct node *node_given(const struct node *mapping, const char *key)
{
    return mapping ? key_find(mapping, key) : NULL;
}

const struct node *node_get(const struct node *mapping, const char *key)
{
    const struct node *node = mapping ? node_first(mapping) : NULL;

    while (node && strcmp(node->key, key) != 0)
        node = node_next(node);
    return node;
}
