#include "tui/prompt.h"

#include <stdio.h>
#include <string.h>

#include "base/check.h"
#include "base/text.h"
#include "tui/input.h"

static void show(struct prompt *prompt)
{
    const struct prompt_kind *kind = prompt->kind;

    snprintf(prompt->shown, sizeof prompt->shown, "%s%s%s", kind->before ? kind->before : "", prompt->typed,
             kind->behind ? kind->behind : "");
}

int prompt_columns_behind(const struct prompt *prompt)
{
    size_t before = strlen(prompt->shown) - strlen(prompt->typed + prompt->cursor);

    return prompt->kind && !prompt->kind->is_question ? text_width(prompt->shown + before) : 0;
}

void prompt_ask(struct prompt *prompt, const struct prompt_kind *kind, const char *typed)
{
    CHECK(kind->asks || kind->is_question);
    prompt->kind = kind;
    snprintf(prompt->typed, sizeof prompt->typed, "%s", typed);
    prompt->cursor = strlen(prompt->typed);
    show(prompt);
}

static void insert(struct prompt *prompt, const char *bytes, size_t more)
{
    size_t size = strlen(prompt->typed);
    char *at = prompt->typed + prompt->cursor;

    if (size + more >= sizeof prompt->typed)
        return;
    memmove(at + more, at, size - prompt->cursor + 1);
    memcpy(at, bytes, more);
    prompt->cursor += more;
}

static void type(struct prompt *prompt, int codepoint)
{
    char bytes[5];

    if (codepoint < ' ' || codepoint >= KEY_CODE_FIRST || text_is_unsafe((uint32_t)codepoint))
        return;
    insert(prompt, bytes, codepoint_encode((uint32_t)codepoint, bytes));
}

void prompt_type(struct prompt *prompt, const char *text)
{
    insert(prompt, text, strlen(text));
    show(prompt);
}

void prompt_before(const struct prompt *prompt, char out[TYPED_MAX])
{
    memcpy(out, prompt->typed, prompt->cursor);
    out[prompt->cursor] = '\0';
}

/* The byte with which the character before (or behind) another one begins. */
static size_t character_before(const char *typed, size_t at)
{
    while (at > 0 && ((unsigned char)typed[--at] & 0xc0) == 0x80)
        ;
    return at;
}

static size_t character_after(const char *typed, size_t at)
{
    if (typed[at])
        at++;
    while (((unsigned char)typed[at] & 0xc0) == 0x80)
        at++;
    return at;
}

/* Where the word before the cursor begins, spaces behind it included. */
static size_t word_before(const char *typed, size_t at)
{
    while (at > 0 && typed[at - 1] == ' ')
        at--;
    while (at > 0 && typed[at - 1] != ' ')
        at--;
    return at;
}

/* Erases from a byte up to the cursor. */
static void erase_from(struct prompt *prompt, size_t from)
{
    memmove(prompt->typed + from, prompt->typed + prompt->cursor, strlen(prompt->typed + prompt->cursor) + 1);
    prompt->cursor = from;
}

/* The keys with which a line is edited in a shell. */
static void edit(struct prompt *prompt, int key)
{
    switch (key) {
    case KEY_CODE_BACKSPACE:
        erase_from(prompt, character_before(prompt->typed, prompt->cursor));
        break;
    case KEY_CODE_CTRL('u'):
        erase_from(prompt, 0);
        break;
    case KEY_CODE_CTRL('w'):
        erase_from(prompt, word_before(prompt->typed, prompt->cursor));
        break;
    case KEY_CODE_CTRL('a'):
    case KEY_CODE_HOME:
        prompt->cursor = 0;
        break;
    case KEY_CODE_CTRL('e'):
    case KEY_CODE_END:
        prompt->cursor = strlen(prompt->typed);
        break;
    case KEY_CODE_LEFT:
        prompt->cursor = character_before(prompt->typed, prompt->cursor);
        break;
    case KEY_CODE_RIGHT:
        prompt->cursor = character_after(prompt->typed, prompt->cursor);
        break;
    case KEY_CODE_DELETE: {
        size_t behind = character_after(prompt->typed, prompt->cursor), before = prompt->cursor;

        prompt->cursor = behind;
        erase_from(prompt, before);
        break;
    }
    default:
        type(prompt, key);
    }
}

enum prompt_answer prompt_key(struct prompt *prompt, int key)
{
    bool is_empty = !prompt->typed[0];

    CHECK(prompt->kind);
    if (prompt->kind->is_question)
        return key == 'y' || key == 'Y' ? PROMPT_DONE : PROMPT_REFUSED;
    if (key == KEY_CODE_ESCAPE || (key == KEY_CODE_BACKSPACE && is_empty))
        return PROMPT_LEFT;
    if (key == KEY_CODE_ENTER)
        return PROMPT_DONE;
    edit(prompt, key);
    show(prompt);
    return PROMPT_EDITED;
}
