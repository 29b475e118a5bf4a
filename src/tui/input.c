#include "tui/input.h"

#include <strings.h>

#include "base/utf8.h"

static const struct {
    int key;
    const char *name;
} named[] = {
#define KEY_NAME(tag, name) {KEY_CODE_##tag, name},
    KEY_CODE_LIST(KEY_NAME)
#undef KEY_NAME
};

void key_write(int key, struct text *out)
{
    for (size_t i = 0; i < sizeof named / sizeof *named; i++) {
        if (named[i].key == key) {
            text_add(out, named[i].name);
            return;
        }
    }
    if (key >= KEY_CODE_CTRL('a') && key <= KEY_CODE_CTRL('z'))
        text_addf(out, "^%c", 'a' + key - 1);
    else if (key >= ' ' && key < KEY_CODE_FIRST)
        text_add_codepoint(out, (uint32_t)key);
}

int key_read(const char *name)
{
    const char *at = name;
    uint32_t codepoint;

    for (size_t i = 0; i < sizeof named / sizeof *named; i++)
        if (strcasecmp(named[i].name, name) == 0)
            return named[i].key;
    if (name[0] == '^' && name[1] >= 'a' && name[1] <= 'z' && !name[2])
        return KEY_CODE_CTRL(name[1]);
    if (!name[0])
        return KEY_CODE_NONE;
    codepoint = text_next_shown(&at);
    return *at == '\0' && codepoint >= ' ' && codepoint != TEXT_REPLACEMENT ? (int)codepoint : KEY_CODE_NONE;
}
