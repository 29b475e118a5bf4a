#include "tui/footer.h"

#include <string.h>

#include "tui/app.h"

/* The footer's words, shorter than those of the help, the most wanted first; `in` are the views that show them. */
struct footer_key {
    enum request request;
    unsigned in;
    const char *key, *word;
};

static const struct footer_key footer[] = {
    {REQUEST_OPEN, IN_OPENING, "Enter", "play"},
    {REQUEST_OPEN, IN_TREE | IN_WORLDS, "Enter", "go there"},
    {REQUEST_OPEN, IN_MAP, "Enter", "go in"},
    {REQUEST_RIGHT, IN_MAP, "↑↓←→", "walk"},
    {REQUEST_FIND, IN_OPENING, "/", "filter"},
    {REQUEST_MARK, IN_LISTS, "Space", "mark"},
    {REQUEST_PLAY, IN_STAGE | IN_WORLDS | IN_DIAGRAM, "Space", "play"},
    {REQUEST_STEP, IN_PLAY | IN_DIAGRAM, "← →", "step"},
    {REQUEST_NEXT, IN_STAGE | IN_DIAGRAM, "n", "next moment"},
    {REQUEST_NEXT, IN_WORLDS, "n", "next divergence"},
    {REQUEST_NEXT, IN_ATOM, "n", "next moment"},
    {REQUEST_NEXT, IN_MAP, "n", "failing"},
    {REQUEST_OPEN, IN_WHY, "Enter", "open beside"}, /* or what Enter does with a cause */
    {REQUEST_NEXT, IN_WHY, "n", "next cause"},
    {REQUEST_PANEL, IN_WHY, "Tab", "other list"},
    {REQUEST_ALL, IN_WHY, "a", "what would help"}, /* where it is not told unasked */
    {REQUEST_PANEL, IN_WORLDS, "Tab", "other world"},
    {REQUEST_WHY, IN_STAGE | IN_DIAGRAM | IN_MAP, "w", "why"},
    {REQUEST_STRIKE, IN_STAGE | IN_ATOM, "x", "break"},
    {REQUEST_CHANGE, IN_STAGE | IN_WORLDS | IN_MAP | IN_ATOM | IN_DIAGRAM, "c", "change"},
    {REQUEST_KINDS, IN_MAP, "x", "faults"},
    {REQUEST_WORLDS, IN_STAGE | IN_LISTS | IN_ATOM | IN_DIAGRAM, "=", "compare"},
    {REQUEST_SAVE, IN_TREE, "s", "save"},
    {REQUEST_DELETE, IN_TREE, "D", "delete"},
    {REQUEST_OPEN, IN_STAGE, "Enter", "look closer"},
    {REQUEST_DIAGRAM, IN_STAGE, "d", "diagram"},
    {REQUEST_MAP, IN_STAGE, "m", "crash map"},
    {REQUEST_TREE, IN_STAGE, "t", "futures"},
    {REQUEST_FIND, IN_HELP, "/", "find"},
    {REQUEST_CLOSE, IN_ALL & ~(unsigned)(IN_OPENING | IN_STAGE), "Esc", "back"},
    {REQUEST_QUIT, IN_OPENING | IN_STAGE, "q", "leave"},
    {REQUEST_HELP, IN_ALL, "?", "keys"},
};

/* While a menu is open its keys are the only ones. */
static const struct screen_key menu_keys[] = {
    {"↑ ↓", "choose", REQUEST_DOWN}, {"Enter", "do it", REQUEST_OPEN}, {"Esc", "leave it", REQUEST_CLOSE}};

static size_t footer_menu(struct screen_key *keys)
{
    memcpy(keys, menu_keys, sizeof menu_keys);
    return sizeof menu_keys / sizeof *menu_keys;
}

/* The word that a key has at present; NULL: it does nothing at present. */
static const char *word_now(struct app *app, const struct footer_key *of)
{
    bool is_searched = app_search(app)[0] && !((IN_LISTS >> app_view(app)) & 1);

    if (is_searched && of->request == REQUEST_NEXT)
        return "next match";
    if (app_view(app) == VIEW_WHY && of->request == REQUEST_OPEN && !why_opens_beside(app))
        return "go to it";
    if (app_view(app) == VIEW_WHY && of->request == REQUEST_ALL && !why_is_hidden(app))
        return NULL;
    return of->word;
}

size_t footer_keys(struct app *app, struct screen_key *keys, size_t max)
{
    size_t count = 0;

    if (app->menu.is_open)
        return footer_menu(keys);
    for (size_t i = 0; i < sizeof footer / sizeof *footer && count < max; i++) {
        const struct footer_key *of = &footer[i];
        bool is_here = (of->in & request_rows[of->request].where) >> app_view(app) & 1;
        const char *word = is_here ? word_now(app, of) : NULL;

        if (word)
            keys[count++] = (struct screen_key){of->key, word, (int)of->request};
    }
    return count;
}
