#include "tui/footer.h"

#include <stdio.h>
#include <string.h>

#include "base/check.h"

enum { TOGETHER_MAX = 4 };

/* Words shorter than those of the help, the most wanted first. */
struct footer_row {
    enum request request;
    unsigned in; /* the views that show it */
    const char *word;
    size_t together_count; /* keys that are written as one: of these requests; 0: its own alone */
    enum request together[TOGETHER_MAX];
};

/* A key that stands alone. */
#define ONE(request_, in_, word_)                                                                                      \
    {                                                                                                                  \
        .request = request_, .in = in_, .word = word_                                                                  \
    }

static const struct footer_row rows[] = {
    ONE(REQUEST_BEAT_NEXT, IN_ALL, "on"),
    ONE(REQUEST_PREDICT, IN_STAGE, "guess"),
    ONE(REQUEST_VOTES, IN_STAGE, "type hands"),
    ONE(REQUEST_UNDO, IN_STAGE, "undo"),
    ONE(REQUEST_OPEN, IN_OPENING, "play"),
    ONE(REQUEST_OPEN, IN_TREE | IN_WORLDS, "go there"),
    ONE(REQUEST_OPEN, IN_MAP, "go in"),
    {REQUEST_RIGHT, IN_MAP, "walk", 4, {REQUEST_UP, REQUEST_DOWN, REQUEST_LEFT, REQUEST_RIGHT}},
    ONE(REQUEST_FIND, IN_OPENING, "filter"),
    ONE(REQUEST_MARK, IN_LISTS, "mark"),
    ONE(REQUEST_PLAY, IN_STAGE | IN_WORLDS | IN_DIAGRAM, "play"),
    {REQUEST_STEP, IN_PLAY, "step", 2, {REQUEST_STEP_BACK, REQUEST_STEP}},
    ONE(REQUEST_NEXT, IN_RUN, "next"),
    ONE(REQUEST_NEXT, IN_WORLDS, "next divergence"),
    ONE(REQUEST_NEXT, IN_MAP, "failing"),
    ONE(REQUEST_OPEN, IN_WHY, "open beside"),
    ONE(REQUEST_NEXT, IN_WHY, "next cause"),
    ONE(REQUEST_PANEL, IN_WHY, "other list"),
    ONE(REQUEST_ALL, IN_WHY, "what would help"),
    ONE(REQUEST_PANEL, IN_WORLDS, "other world"),
    ONE(REQUEST_WHY, IN_STAGE | IN_DIAGRAM | IN_MAP, "why"),
    ONE(REQUEST_STRIKE, IN_STAGE | IN_ATOM, "break"),
    ONE(REQUEST_CHANGE, IN_RUN | IN_WORLDS | IN_MAP, "change"),
    ONE(REQUEST_KINDS, IN_MAP, "faults"),
    ONE(REQUEST_SAW, IN_MAP, "seen"),
    ONE(REQUEST_MAP, IN_STAGE, "map"),
    ONE(REQUEST_WORLDS, IN_RUN | IN_LISTS, "beside"),
    ONE(REQUEST_GIVEN, IN_STAGE, "what is given"),
    ONE(REQUEST_SAVE, IN_TREE, "save"),
    ONE(REQUEST_DELETE, IN_TREE, "delete"),
    ONE(REQUEST_OPEN, IN_STAGE, "look closer"),
    ONE(REQUEST_DIAGRAM, IN_STAGE, "diagram"),
    ONE(REQUEST_TREE, IN_STAGE, "futures"),
    ONE(REQUEST_FIND, IN_HELP, "find"),
    ONE(REQUEST_CLOSE, IN_ALL & ~(unsigned)(IN_OPENING | IN_STAGE), "back"),
    ONE(REQUEST_CLOSE, IN_STAGE, "skip it"),
    ONE(REQUEST_QUIT, IN_OPENING | IN_STAGE, "leave"),
    ONE(REQUEST_HELP, IN_ALL, "keys"),
};

/* While a menu is open its keys are the only ones. */
static const struct footer_row menu_rows[] = {
    {REQUEST_DOWN, IN_ALL, "choose", 2, {REQUEST_UP, REQUEST_DOWN}},
    ONE(REQUEST_OPEN, IN_ALL, "do it"),
    ONE(REQUEST_CLOSE, IN_ALL, "leave it"),
};

/* Two keys stand apart, more as close as a cross of arrows. */
static const char *write_together(const struct footer_row *row, char out[FOOTER_KEY_SIZE])
{
    size_t size = 0;

    for (size_t i = 0; i < row->together_count; i++)
        size += (size_t)snprintf(out + size, FOOTER_KEY_SIZE - size, "%s%s",
                                 i > 0 && row->together_count == 2 ? " " : "", request_rows[row->together[i]].key);
    CHECK(size < FOOTER_KEY_SIZE);
    return out;
}

static void add_key(struct footer *footer, const struct session *session, const struct footer_row *row,
                    const char *word)
{
    size_t i = footer->count++;

    CHECK(i < FOOTER_KEYS_MAX);
    footer->keys[i] = (struct screen_key){
        .key = request_rows[row->request].key, .word = word, .request = (int)row->request};
    if (row->request == REQUEST_NEXT && session->options->is_class && !session->options->lesson &&
        session_asking(session))
        footer->keys[i].key = request_rows[REQUEST_BEAT_NEXT].key; /* the remote's, as the question says it */
    if (row->together_count > 0)
        footer->keys[i].key = write_together(row, footer->written[i]);
    if (row->request == REQUEST_PREDICT && session_asking(session)) {
        snprintf(footer->written[i], FOOTER_KEY_SIZE, "1–%zu", session_asking(session)->votes.choice_count);
        footer->keys[i].key = footer->written[i];
    }
}

/* The word that a key has at present; NULL: it does nothing at present. */
static const char *word_now(struct app *app, const struct footer_row *row)
{
    const struct view *view = app_row(app);

    if (request_is_of_lesson(row->request) && !app->session.options->lesson)
        return NULL;
    if (row->request == REQUEST_NEXT && app_search(app)[0] && !view->is_list)
        return "next match";
    return view->footer_word ? view->footer_word(app, row->request, row->word) : row->word;
}

void footer_of(struct app *app, struct footer *footer)
{
    footer->count = 0;
    if (app->menu.is_open) {
        for (size_t i = 0; i < sizeof menu_rows / sizeof *menu_rows; i++)
            add_key(footer, &app->session, &menu_rows[i], menu_rows[i].word);
        return;
    }
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        bool is_here = (rows[i].in & request_rows[rows[i].request].where) >> app_view(app) & 1;
        const char *word = is_here ? word_now(app, &rows[i]) : NULL;

        if (word)
            add_key(footer, &app->session, &rows[i], word);
    }
}
