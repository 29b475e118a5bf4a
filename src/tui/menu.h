/* The menu: the choices that lie over the open view, one of which is taken by its key, a click, or Enter at the cursor.
 *
 * Who opens it adds the choices and says what is to be done with the one that is taken. Until it is closed every key is
 * its own.
 *
 *     menu_open(&app->menu, strike);
 *     snprintf(app->menu.title, sizeof app->menu.title, "Strike %s", where);
 *     menu_add(&app->menu, "e", "error: an exception at once")->fault = fault;
 */
#ifndef TUI_MENU_H
#define TUI_MENU_H

#include "model/change.h"
#include "screens/menu.h"

struct app;

enum { MENU_CHOICES_MAX = 40, MENU_TEXT_MAX = 200 };

struct choice {
    char key[4]; /* "": none */
    char text[MENU_TEXT_MAX];
    char brief[MENU_TEXT_MAX];  /* the same in fewer words, where there is no room for these; "": none */
    char reason[MENU_TEXT_MAX]; /* why it cannot be taken; "": it can */
    char group[MENU_TEXT_MAX];  /* the heading that it stands below; "": none */
    char name[MENU_TEXT_MAX];   /* of the future that it makes; "": the change's own words */
    bool is_set;                /* what is so at present */
    struct change change;       /* of x and c */
    bool strikes;               /* of x: `change` is a fault */
    bool drops;                 /* `fault` is taken away, and `change` made as well if it strikes */
    uint32_t fault;             /* in the present scenario */
    size_t of_case, of_future;  /* of = */
    unsigned kinds;             /* of x on the map: what is tried then */
};

struct menu {
    bool is_open;
    void (*take)(struct app *app, const struct choice *choice); /* does what was chosen; the menu is closed by then */
    char title[MENU_TEXT_MAX], brief[MENU_TEXT_MAX], lines[MENU_TEXT_MAX]; /* the title in fewer words; "": none */
    struct choice choices[MENU_CHOICES_MAX];
    struct menu_item items[MENU_CHOICES_MAX];
    size_t count, selected;
};

/* Opens it without a choice or a line of prose; the title is left to the caller. */
void menu_open(struct menu *menu, void (*take)(struct app *app, const struct choice *choice));

/* A new choice, the rest of it empty; where there are MENU_CHOICES_MAX, in the place of the last one. */
struct choice *menu_add(struct menu *menu, const char *key, const char *text);

/* Paints the open menu over the view. */
void menu_show(struct app *app);

/* Answers a key while it is open. */
void menu_key(struct app *app, int key);

/* Takes a choice; says why where it cannot be taken. */
void menu_choose(struct app *app, size_t choice);

#endif
