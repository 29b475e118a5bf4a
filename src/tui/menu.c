#include "tui/menu.h"

#include <stdio.h>
#include <string.h>

#include "tui/app.h"

void menu_open(struct menu *menu, void (*take)(struct app *app, const struct choice *choice))
{
    menu->is_open = true;
    menu->take = take;
    menu->count = 0;
    menu->selected = 0;
    menu->lines[0] = menu->brief[0] = '\0';
}

struct choice *menu_add(struct menu *menu, const char *key, const char *text)
{
    struct choice *choice = &menu->choices[menu->count < MENU_CHOICES_MAX ? menu->count++ : MENU_CHOICES_MAX - 1];

    *choice = (struct choice){0};
    snprintf(choice->key, sizeof choice->key, "%s", key);
    snprintf(choice->text, sizeof choice->text, "%s", text);
    return choice;
}

void menu_show(struct app *app)
{
    struct menu *menu = &app->menu;
    struct menu_view view = {
        .title = menu->title,
        .brief = menu->brief[0] ? menu->brief : NULL,
        .lines = menu->lines,
        .items = menu->items,
        .item_count = menu->count,
        .selected = menu->selected,
        .footer = "Enter does it · Esc leaves it",
    };

    for (size_t i = 0; i < menu->count; i++)
        menu->items[i] = (struct menu_item){
            .key = menu->choices[i].key,
            .text = menu->choices[i].text,
            .brief = menu->choices[i].brief[0] ? menu->choices[i].brief : NULL,
            .reason = menu->choices[i].reason[0] ? menu->choices[i].reason : NULL,
            .is_set = menu->choices[i].is_set,
            .group = menu->choices[i].group[0] ? menu->choices[i].group : NULL,
        };
    menu_paint(&view, &app->screen);
}

void menu_choose(struct app *app, size_t index)
{
    struct menu *menu = &app->menu;
    const struct choice choice = menu->choices[index];

    menu->selected = index;
    if (choice.reason[0]) {
        app_say(app, "%s: %s.", choice.text, choice.reason);
        return;
    }
    menu->is_open = false;
    menu->take(app, &choice);
}

static bool is_key_of(const struct choice *choice, int key)
{
    bool is_delete = strcmp(choice->key, "Del") == 0;

    return key && (is_delete ? key == KEY_CODE_DELETE : choice->key[0] == key);
}

void menu_key(struct app *app, int key)
{
    struct menu *menu = &app->menu;

    switch (key) {
    case KEY_CODE_ESCAPE:
    case KEY_CODE_BACKSPACE:
    case 'q':
        menu->is_open = false;
        return;
    case KEY_CODE_UP:
    case 'k':
        menu->selected = menu->selected ? menu->selected - 1 : menu->count - 1;
        return;
    case KEY_CODE_DOWN:
    case 'j':
        menu->selected = (menu->selected + 1) % menu->count;
        return;
    case KEY_CODE_ENTER:
        menu_choose(app, menu->selected);
        return;
    default:
        break;
    }
    for (size_t i = 0; i < menu->count; i++) {
        if (is_key_of(&menu->choices[i], key)) {
            menu_choose(app, i);
            return;
        }
    }
    if (key == '?' || key == KEY_CODE_F1)
        app_say(app, "↑ ↓ choose, Enter does the chosen one, its letter does it at once, Esc leaves all as it is.");
    else
        app_say(app, "No choice has this key: Enter does the selected one, Esc leaves.");
}
