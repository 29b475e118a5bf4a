/* The menu: the choices that lie over the open view, one of which is taken by its key, a click, or Enter at the cursor.
 *
 * Who opens it adds the choices and says what is to be done with the one that is taken. Until it is closed every key is
 * its own. What it says is kept until it is opened again.
 *
 *     menu_open(&app->menu, strike);
 *     app->menu.title = menu_print(&app->menu, "Strike %s", where);
 *     menu_add(&app->menu, 'e', "error: an exception at once")->fault = fault;
 */
#ifndef TUI_MENU_H
#define TUI_MENU_H

#include "base/arena.h"
#include "model/change.h"
#include "screens/menu.h"
#include "tui/session.h"

struct app;

enum { MENU_CHOICES_MAX = 96 };

/* Strings are constants or the menu's (menu_print). */
struct menu_choice {
    struct menu_item item;
    int key;                   /* a character or KEY_CODE_DELETE; 0: none */
    const char *name;          /* of the future that it makes; NULL: the change's own words */
    struct change change;      /* of x and c */
    bool strikes;              /* of x: `change` is a fault */
    bool drops;                /* `fault` is taken away, and `change` made as well if it strikes */
    uint32_t fault;            /* in the present scenario */
    size_t of_case, of_future; /* of = */
    unsigned kinds;            /* of x on the map: what is tried then */
    size_t of_world;           /* of Enter, where guesses are told */
};

struct menu {
    bool is_open;
    void (*take)(struct app *app,
                 const struct menu_choice *choice); /* does what was chosen; the menu is closed by then */
    const char *title, *brief, *lines;              /* brief: the title in fewer words; NULL: none */
    struct menu_choice choices[MENU_CHOICES_MAX];
    size_t count, selected;
    struct arena strings;
};

/* Opens it without a choice or a line of prose; the title is left to the caller. */
void menu_open(struct menu *menu, void (*take)(struct app *app, const struct menu_choice *choice));
void menu_release(struct menu *menu);

/* A string that stays until the menu is opened again; "" where memory is out. */
const char *menu_print(struct menu *menu, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* A new choice, the rest of it empty; where there are MENU_CHOICES_MAX, in the place of the last one. */
struct menu_choice *menu_add(struct menu *menu, int key, const char *text);

/* Paints it over the view. */
void menu_show(const struct menu *menu, struct screen *screen);

/* Does a choice have this key? Does any key that the menu itself answers: to choose, to do it, to leave? */
bool menu_has_key(const struct menu *menu, int key);
bool menu_takes(const struct menu *menu, int key);

/* Answers a key while it is open. The choice that is taken, the menu closed; NULL: none, and what there is to be said
 * is. */
const struct menu_choice *menu_key(struct menu *menu, struct session *session, int key);

/* Takes a choice; NULL, and says why, where it cannot be taken. */
const struct menu_choice *menu_choose(struct menu *menu, struct session *session, size_t index);

#endif
