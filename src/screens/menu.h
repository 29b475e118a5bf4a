/* A menu over a screen: the choices of x and c, a question to answer, a few lines to read.
 *
 * It is painted after the screen that it lies over, framed, beside the screen's caret and inside the grid; what lies
 * below is dimmed. Items of a group stand below its heading. Where there is no room for all words, fewer are said
 * before any is cut; a group is said in short as a whole. */
#ifndef SCREENS_MENU_H
#define SCREENS_MENU_H

#include "screens/screen.h"

struct menu_item {
    const char *key;    /* "e"; NULL or "": none */
    const char *text;   /* "error: an exception at once" */
    const char *reason; /* why it cannot be chosen; NULL: it can */
    int request;        /* value of its area: AREA_ROW has the item's number, AREA_KEY this */
    bool is_set;        /* what is so at present: marked */
    const char *group;  /* the heading of those that belong together; NULL: none */
    const char *brief;  /* the text in fewer words; NULL: none */
    const char *name;   /* the fewest, "error": said before a reason is cut; NULL: none */
};

struct menu_view {
    const char *title; /* "Strike before Riker's commit" */
    const char *brief; /* the same in fewer words; NULL: none */
    const char *lines; /* prose below the title, wrapped; NULL: none */
    const struct menu_item *items;
    size_t item_count;
    size_t selected;
    const char *footer; /* "Enter does it · Esc leaves it"; NULL: none */
};

/* The caret moves to the selected item. */
void menu_paint(const struct menu_view *view, struct screen *screen);

#endif
