/* The views: one row each, of VIEW_LIST. To add one, add it there and write view_WORD.c, which defines view_WORD. */
#ifndef TUI_VIEWS_H
#define TUI_VIEWS_H

#include "tui/app.h"

#define VIEW_ROW_ITEM(name, word, title) extern const struct view view_##word;
VIEW_LIST(VIEW_ROW_ITEM)
#undef VIEW_ROW_ITEM

extern const struct view *const views[VIEW_COUNT];

/* Where the view why has this change among the single ones of the present future, those to recommend first; SIZE_MAX:
 * it is none of them, or why was not asked yet. */
size_t view_why_place(const struct app *app, const struct change *change);

/* The state of a view, struct WORD_state of its own file, as WORD_of(app). */
#define VIEW_STATE_ITEM(name, word, title)                                                                             \
    static inline struct word##_state *word##_of(const struct app *app)                                                \
    {                                                                                                                  \
        return app->states[VIEW_##name];                                                                               \
    }
VIEW_LIST(VIEW_STATE_ITEM)
#undef VIEW_STATE_ITEM

#endif
