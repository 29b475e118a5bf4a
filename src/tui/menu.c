#include "tui/menu.h"

#include <stdarg.h>
#include <stdio.h>

#include "base/check.h"
#include "tui/input.h"

enum { STRING_MAX = 400 };

void menu_open(struct menu *menu, void (*take)(struct app *app, const struct menu_choice *choice))
{
    arena_release(&menu->strings);
    menu->is_open = true;
    menu->take = take;
    menu->count = 0;
    menu->selected = 0;
    menu->title = menu->lines = "";
    menu->brief = NULL;
}

void menu_release(struct menu *menu)
{
    arena_release(&menu->strings);
}

const char *menu_print(struct menu *menu, const char *format, ...)
{
    char line[STRING_MAX];
    const char *string;
    va_list arguments;

    va_start(arguments, format);
    vsnprintf(line, sizeof line, format, arguments);
    va_end(arguments);
    string = arena_string(&menu->strings, line);
    return string ? string : TEXT_LOST;
}

struct menu_choice *menu_add(struct menu *menu, int key, const char *text)
{
    struct menu_choice *choice = &menu->choices[menu->count < MENU_CHOICES_MAX ? menu->count++ : MENU_CHOICES_MAX - 1];

    *choice = (struct menu_choice){.key = key, .item.text = text};
    if (key)
        choice->item.key = key == KEY_CODE_DELETE ? "Del" : menu_print(menu, "%c", key);
    return choice;
}

void menu_show(const struct menu *menu, struct screen *screen)
{
    struct menu_item items[MENU_CHOICES_MAX];
    struct menu_view view = {
        .title = menu->title,
        .brief = menu->brief,
        .lines = menu->lines,
        .items = items,
        .item_count = menu->count,
        .selected = menu->selected,
        .footer = "Enter does it · Esc leaves it",
    };

    for (size_t i = 0; i < menu->count; i++)
        items[i] = menu->choices[i].item;
    menu_paint(&view, screen);
}

const struct menu_choice *menu_choose(struct menu *menu, struct session *session, size_t index)
{
    const struct menu_choice *choice = &menu->choices[index];

    CHECK(menu->is_open && index < menu->count);
    menu->selected = index;
    if (choice->item.reason) {
        session_say(session, "%s: %s.", choice->item.text, choice->item.reason);
        return NULL;
    }
    menu->is_open = false;
    return choice;
}

bool menu_has_key(const struct menu *menu, int key)
{
    for (size_t i = 0; i < menu->count; i++)
        if (menu->choices[i].key == key)
            return true;
    return false;
}

bool menu_takes(const struct menu *menu, int key)
{
    static const int keys[] = {KEY_CODE_ESCAPE, KEY_CODE_BACKSPACE, 'q', KEY_CODE_UP, 'k', KEY_CODE_DOWN, 'j',
                               KEY_CODE_ENTER};

    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (keys[i] == key)
            return true;
    return menu_has_key(menu, key);
}

static const struct menu_choice *choose_by_key(struct menu *menu, struct session *session, int key)
{
    for (size_t i = 0; i < menu->count && key; i++)
        if (menu->choices[i].key == key)
            return menu_choose(menu, session, i);
    if (key == '?' || key == KEY_CODE_F1)
        session_say(session,
                    "↑ ↓ choose, Enter does the chosen one, its letter does it at once, Esc leaves all as it is.");
    else
        session_say(session, "No choice has this key: Enter does the selected one, Esc leaves.");
    return NULL;
}

const struct menu_choice *menu_key(struct menu *menu, struct session *session, int key)
{
    switch (key) {
    case KEY_CODE_ESCAPE:
    case KEY_CODE_BACKSPACE:
    case 'q':
        menu->is_open = false;
        return NULL;
    case KEY_CODE_UP:
    case 'k':
        menu->selected = menu->selected ? menu->selected - 1 : menu->count - 1;
        return NULL;
    case KEY_CODE_DOWN:
    case 'j':
        menu->selected = (menu->selected + 1) % menu->count;
        return NULL;
    case KEY_CODE_ENTER:
        return menu_choose(menu, session, menu->selected);
    default:
        return choose_by_key(menu, session, key);
    }
}
