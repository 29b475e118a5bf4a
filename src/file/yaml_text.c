#include "file/yaml_text.h"

#include <inttypes.h>
#include <string.h>

#include "model/scenario.h"

#define BLOCK_COLUMNS 100 /* of a folded block's lines */

/* Words that some YAML reader takes for something else than a string. */
static bool is_reserved(const char *string)
{
    static const char *const WORDS[] = {"null", "true", "false", "yes", "no", "on", "off", "y", "n"};

    for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++) {
        if (name_equal(string, WORDS[i]))
            return true;
    }
    return false;
}

/* Fit to stand in a plain scalar, in flow and in block style, anywhere but at its ends. */
static bool is_plain_character(uint32_t codepoint)
{
    if (codepoint < 0x80)
        return strchr("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 -_.'()/+;=?!@", (int)codepoint) !=
               NULL;
    return codepoint != 0xFFFD && !text_is_unsafe(codepoint);
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Begins with a letter, so that it is no number, time or mark; ends in no space; holds no character with a meaning. */
static bool is_plain(const char *string)
{
    size_t size = strlen(string);

    if (size == 0 || !is_letter(string[0]) || string[size - 1] == ' ' || is_reserved(string))
        return false;
    for (const char *at = string; *at != '\0';) {
        if (!is_plain_character(text_next(&at)))
            return false;
    }
    return true;
}

static void quoted_character(uint32_t codepoint, const char *bytes, size_t size, struct text *out)
{
    if (codepoint == '"' || codepoint == '\\')
        text_addf(out, "\\%c", (int)codepoint);
    else if (codepoint == '\n')
        text_add(out, "\\n");
    else if (codepoint == '\t')
        text_add(out, "\\t");
    else if (codepoint >= 0x20 && codepoint < 0x7F)
        text_add_bytes(out, bytes, size);
    else if (is_plain_character(codepoint))
        text_add_bytes(out, bytes, size);
    else if (codepoint <= 0xFFFF)
        text_addf(out, "\\u%04" PRIX32, codepoint);
    else
        text_addf(out, "\\U%08" PRIX32, codepoint);
}

void yaml_scalar(const char *string, struct text *out)
{
    if (is_plain(string)) {
        text_add(out, string);
        return;
    }
    text_add(out, "\"");
    for (const char *at = string; *at != '\0';) {
        const char *begin = at;
        uint32_t codepoint = text_next(&at);

        quoted_character(codepoint, begin, (size_t)(at - begin), out);
    }
    text_add(out, "\"");
}

/* Every character may stand in a block, lines neither begin nor end in a space, and there is at most one newline at
 * a time, the last perhaps at the end. */
static bool is_block(const char *string)
{
    char before = '\n';

    for (const char *at = string; *at != '\0';) {
        const char *begin = at;
        uint32_t codepoint = text_next(&at);
        bool is_printable = (codepoint >= 0x20 && codepoint < 0x7F) || is_plain_character(codepoint);

        if (codepoint != '\n' && !is_printable)
            return false;
        if ((codepoint == ' ' || codepoint == '\n') && before == '\n')
            return false;
        if (codepoint == '\n' && before == ' ')
            return false;
        before = *begin;
    }
    return string[0] != '\0' && before != ' ';
}

/* A line is broken at a space alone: two spaces would not come back, and a word longer than a line would be cut. */
static bool is_foldable(const char *string, size_t size)
{
    size_t word = 0;

    for (size_t i = 0; i < size; i++) {
        word = string[i] == ' ' ? 0 : word + 1;
        if (string[i] == '\n' || word >= BLOCK_COLUMNS - 2 || (string[i] == ' ' && string[i + 1] == ' '))
            return false;
    }
    return true;
}

static void literal_write(const char *string, size_t size, struct text *out)
{
    const char *end = string + size;

    for (const char *at = string; at < end;) {
        const char *newline = memchr(at, '\n', (size_t)(end - at));
        size_t length = (size_t)((newline == NULL ? end : newline) - at);

        text_add(out, "  ");
        text_add_bytes(out, at, length);
        text_add(out, "\n");
        at += length + 1;
    }
}

void yaml_prose(const char *key, const char *string, struct text *out)
{
    size_t size = strlen(string);
    bool ends = size > 0 && string[size - 1] == '\n';

    if (!is_block(string) || (size < YAML_COLUMNS - 20 && memchr(string, '\n', size) == NULL)) {
        text_addf(out, "%s: ", key);
        yaml_scalar(string, out);
        text_add(out, "\n");
    } else if (is_foldable(string, size - ends)) {
        struct text line = {0};

        text_add_bytes(&line, string, size - ends);
        text_addf(out, "%s: %s\n  ", key, ends ? ">" : ">-");
        text_add_wrapped(out, text_str(&line), BLOCK_COLUMNS, "  ");
        text_add(out, "\n");
        text_release(&line);
    } else {
        text_addf(out, "%s: %s\n", key, ends ? "|" : "|-");
        literal_write(string, size, out);
    }
}

void flow_begin(struct flow *flow, struct text *out, const char *head, const char *indent)
{
    const char *newline = strrchr(text_str(out), '\n');

    *flow = (struct flow){.out = out, .indent = indent};
    flow->line = newline == NULL ? 0 : (size_t)(newline + 1 - text_str(out));
    text_add(out, head);
}

void flow_end(struct flow *flow, const char *tail)
{
    text_add(flow->out, tail);
    text_release(&flow->item);
}

void flow_item(struct flow *flow, const char *text)
{
    int width = text_width(text_str(flow->out) + flow->line) + text_width(text) + 2;

    if (flow->has_item && width > YAML_COLUMNS) {
        text_add(flow->out, ",\n");
        flow->line = flow->out->size;
        text_add(flow->out, flow->indent);
    } else if (flow->has_item) {
        text_add(flow->out, ", ");
    }
    text_add(flow->out, text);
    flow->has_item = true;
}

static void key_begin(struct flow *flow, const char *key)
{
    text_clear(&flow->item);
    if (key != NULL)
        text_addf(&flow->item, "%s: ", key);
}

void flow_string(struct flow *flow, const char *key, const char *value)
{
    key_begin(flow, key);
    yaml_scalar(value, &flow->item);
    flow_item(flow, text_str(&flow->item));
}

void flow_word(struct flow *flow, const char *key, const char *value)
{
    key_begin(flow, key);
    text_add(&flow->item, value);
    flow_item(flow, text_str(&flow->item));
}

void flow_number(struct flow *flow, const char *key, int64_t value)
{
    key_begin(flow, key);
    text_addf(&flow->item, "%" PRId64, value);
    flow_item(flow, text_str(&flow->item));
}

void flow_time(struct flow *flow, const char *key, msec value)
{
    key_begin(flow, key);
    msec_write(value, &flow->item);
    flow_item(flow, text_str(&flow->item));
}

void flow_duration(struct flow *flow, const char *key, const struct duration *value)
{
    key_begin(flow, key);
    duration_write(value, &flow->item);
    flow_item(flow, text_str(&flow->item));
}

void flow_open(struct flow *flow, const char *head)
{
    flow_item(flow, head);
    flow->has_item = false;
}

void flow_close(struct flow *flow, const char *tail)
{
    text_add(flow->out, tail);
    flow->has_item = true;
}
