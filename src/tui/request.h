/* Requests: everything a person can ask for, and the keys that ask for it.
 *
 * One table yields the enum, the key bindings, how keys are written in the footer and in the help, and what the mouse
 * may ask. A view takes a request when its bit is set; a request that cannot be met says why (app.c). */
#ifndef TUI_REQUEST_H
#define TUI_REQUEST_H

#include <stdbool.h>
#include <stddef.h>

#include "base/given.h"
#include "tui/input.h"

/* Name, the file's word for it (its row is view_WORD of view_WORD.c), its title. */
#define VIEW_LIST(X)                                                                                                   \
    X(OPENING, opening, "the opening")                                                                                 \
    X(STAGE, stage, "the stage")                                                                                       \
    X(ATOM, atom, "the close-up")                                                                                      \
    X(WORLDS, worlds, "two worlds")                                                                                    \
    X(WHY, why, "why")                                                                                                 \
    X(TREE, tree, "the tree of branches")                                                                              \
    X(DIAGRAM, diagram, "the diagram")                                                                                 \
    X(MAP, map, "the crash map")                                                                                       \
    X(PAGE, page, "the page")                                                                                          \
    X(HELP, help, "keys and words")

#define VIEW_ENUM_ITEM(name, word, title) VIEW_##name,
enum view_id { VIEW_LIST(VIEW_ENUM_ITEM) };
#undef VIEW_ENUM_ITEM

#define VIEW_COUNT_ITEM(name, word, title) +1
enum { VIEW_COUNT = 0 VIEW_LIST(VIEW_COUNT_ITEM) };
#undef VIEW_COUNT_ITEM

extern const char *const view_names[VIEW_COUNT];

#define VIEW_BIT_ITEM(name, word, title) IN_##name = 1 << VIEW_##name,
enum view_bit { VIEW_LIST(VIEW_BIT_ITEM) };
#undef VIEW_BIT_ITEM

enum {
    IN_RUN = IN_STAGE | IN_ATOM | IN_DIAGRAM,              /* one run, looked at in three ways */
    IN_PLAY = IN_STAGE | IN_ATOM | IN_WORLDS | IN_DIAGRAM, /* where time can be moved */
    IN_LISTS = IN_OPENING | IN_TREE,
    IN_ALL = (1 << VIEW_COUNT) - 1
};

/* In linear text (linear.h): the word that is typed for it, or why there is none. */
#define SAID(word) GIVEN(word), NULL
#define UNSAID(reason) NULL, GIVEN(reason)

/* Constant, the help's section, up to three keys, how the first of them is written and how the others, what they do,
 * the mouse, in linear text, where. */
#define REQUEST_LIST(X)                                                                                                \
    X(REQUEST_STEP, "time", KEY_CODE_RIGHT, 'l', 0, "→", " l", "step", "wheel down on the lanes", SAID("step"),        \
      IN_PLAY)                                                                                                         \
    X(REQUEST_STEP_BACK, "time", KEY_CODE_LEFT, 'h', 0, "←", " h", "step back", "wheel up on the lanes", SAID("back"), \
      IN_PLAY)                                                                                                         \
    X(REQUEST_NEXT, "time", 'n', KEY_CODE_PAGE_DOWN, 0, "n", " PgDn", "next worth seeing", "click a mark",             \
      SAID("next"), IN_ALL)                                                                                            \
    X(REQUEST_PREVIOUS, "time", 'N', KEY_CODE_PAGE_UP, 0, "N", " PgUp", "previous worth seeing", "", SAID("previous"), \
      IN_ALL)                                                                                                          \
    X(REQUEST_NEXT_ATTEMPT, "time", '}', 0, 0, "}", "", "next attempt", "click an attempt's number", SAID("attempt"),  \
      IN_STAGE | IN_DIAGRAM)                                                                                           \
    X(REQUEST_PREVIOUS_ATTEMPT, "time", '{', 0, 0, "{", "", "previous attempt", "", SAID("attempt-before"),            \
      IN_STAGE | IN_DIAGRAM)                                                                                           \
    X(REQUEST_START, "time", 'g', KEY_CODE_HOME, 0, "g", " Home", "start", "", SAID("start"), IN_ALL)                  \
    X(REQUEST_END, "time", 'G', KEY_CODE_END, 0, "G", " End", "end", "", SAID("end"), IN_ALL)                          \
    X(REQUEST_GO_TO, "time", ':', 0, 0, ":", "", "go to 66.2, 1m6s, d2, #41", "click or drag on the axis",             \
      SAID("goto"), IN_STAGE | IN_WORLDS | IN_DIAGRAM)                                                                 \
    X(REQUEST_PLAY, "time", ' ', 0, 0, "Space", "", "play, pause", "click the state", SAID("play"),                    \
      IN_STAGE | IN_WORLDS | IN_DIAGRAM)                                                                               \
    X(REQUEST_SLOWER, "time", '[', 0, 0, "[", "", "slower", "", UNSAID("Playing takes no time in linear text."),       \
      IN_STAGE | IN_WORLDS | IN_DIAGRAM)                                                                               \
    X(REQUEST_FASTER, "time", ']', 0, 0, "]", "", "faster", "click the speed",                                         \
      UNSAID("Playing takes no time in linear text."), IN_STAGE | IN_WORLDS | IN_DIAGRAM)                              \
    X(REQUEST_UP, "place", KEY_CODE_UP, 'k', 0, "↑", " k", "lane or row up", "click", SAID("up"), IN_ALL)              \
    X(REQUEST_DOWN, "place", KEY_CODE_DOWN, 'j', 0, "↓", " j", "lane or row down", "click", SAID("down"), IN_ALL)      \
    X(REQUEST_LEFT, "place", KEY_CODE_LEFT, 'h', 0, "←", " h", "cell to the left", "click", SAID("left"), IN_MAP)      \
    X(REQUEST_RIGHT, "place", KEY_CODE_RIGHT, 'l', 0, "→", " l", "cell to the right", "click", SAID("right"), IN_MAP)  \
    X(REQUEST_PANEL, "place", KEY_CODE_TAB, 0, 0, "Tab", "", "next panel", "click its title", SAID("other"),           \
      IN_STAGE | IN_WHY | IN_WORLDS)                                                                                   \
    X(REQUEST_PANEL_BACK, "place", KEY_CODE_BACK_TAB, 0, 0, "Shift-Tab", "", "previous panel", "", SAID("other-back"), \
      IN_STAGE | IN_WHY | IN_WORLDS)                                                                                   \
    X(REQUEST_ZOOM, "place", 'z', 0, 0, "z", "", "zoom the panel", "double click its title",                           \
      UNSAID("Linear text has no panels."), IN_STAGE | IN_WHY)                                                         \
    X(REQUEST_ALL, "place", 'a', 0, 0, "a", "", "show everything", "click ⋯", SAID("all"),                             \
      IN_STAGE | IN_WORLDS | IN_DIAGRAM | IN_WHY)                                                                      \
    X(REQUEST_FIND, "place", '/', 0, 0, "/", "", "find; in lists: filter", "", SAID("find"), IN_ALL)                   \
    X(REQUEST_OPEN, "place", KEY_CODE_ENTER, 0, 0, "Enter", "", "open", "double click", SAID("open"), IN_ALL)          \
    X(REQUEST_CLOSE, "place", KEY_CODE_ESCAPE, KEY_CODE_BACKSPACE, 0, "Esc", "", "close, drop the search",             \
      "click outside", SAID("close"), IN_ALL)                                                                          \
    X(REQUEST_MARK, "place", ' ', 0, 0, "Space", "", "mark for comparing", "click the box", SAID("mark"), IN_LISTS)    \
    X(REQUEST_STRIKE, "what if", 'x', 0, 0, "x", "", "break it here", "right click on a gap", SAID("break"),           \
      IN_STAGE | IN_ATOM)                                                                                              \
    X(REQUEST_KINDS, "what if", 'x', 0, 0, "x", "", "which kinds of faults are tried", "right click on a cell",        \
      SAID("faults"), IN_MAP)                                                                                          \
    X(REQUEST_EVERY_KIND, "what if", 'a', 0, 0, "a", "", "all kinds of faults, and back", "", SAID("every-kind"),      \
      IN_MAP)                                                                                                          \
    X(REQUEST_SAW, "what if", 'f', 0, 0, "f", "", "only what leads to what was seen", "", SAID("seen"), IN_MAP)        \
    X(REQUEST_CHANGE, "what if", 'c', 0, 0, "c", "", "change it", "click the guard or the retry line", SAID("change"), \
      IN_RUN | IN_WORLDS | IN_MAP)                                                                                     \
    X(REQUEST_UNDO, "what if", 'u', 0, 0, "u", "", "undo the last change", "", SAID("undo"),                           \
      IN_RUN | IN_WORLDS | IN_MAP)                                                                                     \
    X(REQUEST_REDO, "what if", KEY_CODE_CTRL('r'), 0, 0, "^R", "", "redo it", "", SAID("redo"),                        \
      IN_RUN | IN_WORLDS | IN_MAP)                                                                                     \
    X(REQUEST_TREE, "what if", 't', 0, 0, "t", "", "tree of branches", "click the branch's name", SAID("futures"),     \
      IN_RUN | IN_WORLDS | IN_TREE)                                                                                    \
    X(REQUEST_DELETE, "what if", 'D', 0, 0, "D", "", "delete the branch (asks)", "", SAID("delete"), IN_TREE)          \
    X(REQUEST_SAVE, "what if", 's', 0, 0, "s", "", "save as a scenario file", "", SAID("save"), IN_RUN | IN_TREE)      \
    X(REQUEST_COMMAND, "what if", 'y', 0, 0, "y", "", "the command line of this run and moment", "click the seed",     \
      SAID("command"), IN_RUN | IN_WORLDS | IN_MAP)                                                                    \
    X(REQUEST_WHY, "views", 'w', 0, 0, "w", "", "why", "click TWICE, never", SAID("why"),                              \
      IN_STAGE | IN_WHY | IN_DIAGRAM | IN_MAP)                                                                         \
    X(REQUEST_WORLDS, "views", '=', 0, 0, "=", "", "two worlds", "", SAID("beside"),                                   \
      IN_RUN | IN_LISTS | IN_WHY | IN_WORLDS)                                                                          \
    X(REQUEST_DIAGRAM, "views", 'd', 0, 0, "d", "", "diagram", "", SAID("story"), IN_STAGE | IN_WORLDS | IN_DIAGRAM)   \
    X(REQUEST_MAP, "views", 'm', 0, 0, "m", "", "crash map", "", SAID("map"), IN_STAGE | IN_WORLDS | IN_MAP)           \
    X(REQUEST_GIVEN, "views", 'i', 0, 0, "i", "", "what is given", "", SAID("given"), IN_ALL & ~IN_LISTS & ~IN_HELP)   \
    X(REQUEST_LESSON, "views", 'p', 0, 0, "p", "", "the lesson, after the end", "", SAID("lesson"),                    \
      IN_ALL & ~IN_LISTS & ~IN_HELP)                                                                                   \
    X(REQUEST_BEAT_NEXT, "lesson", KEY_CODE_PAGE_DOWN, 0, 0, "PgDn", "", "on with the lesson", "", SAID("on"), IN_ALL) \
    X(REQUEST_BEAT_BACK, "lesson", KEY_CODE_PAGE_UP, 0, 0, "PgUp", "", "back in the lesson", "", SAID("before"),       \
      IN_ALL)                                                                                                          \
    X(REQUEST_BEAT, "lesson", KEY_CODE_HOME, 0, 0, "Home", "", "back to the beat", "", SAID("beat"), IN_ALL)           \
    X(REQUEST_BEAT_GO_TO, "lesson", ':', 0, 0, ":", "", "go to a beat: b4", "", SAID("goto-beat"), IN_ALL)             \
    X(REQUEST_HELP, "everywhere", '?', KEY_CODE_F1, 0, "?", " F1", "keys and words", "click ?", SAID("help"), IN_ALL)  \
    X(REQUEST_QUIT, "everywhere", 'q', KEY_CODE_F10, 0, "q", " F10", "leave the view; the program", "", SAID("quit"),  \
      IN_ALL)                                                                                                          \
    X(REQUEST_LEAVE, "everywhere", 'Q', KEY_CODE_CTRL('c'), 0, "Q", " ^C", "leave at once", "", SAID("leave"), IN_ALL) \
    X(REQUEST_MOUSE, "everywhere", 'M', 0, 0, "M", "", "mouse off, so that text can be selected", "",                  \
      UNSAID("Linear text has no mouse."), IN_ALL)                                                                     \
    X(REQUEST_THEME, "everywhere", 'T', 0, 0, "T", "", "next theme", "", UNSAID("Linear text has no colours."),        \
      IN_ALL)                                                                                                          \
    X(REQUEST_REDRAW, "everywhere", KEY_CODE_CTRL('l'), 0, 0, "^L", "", "redraw", "",                                  \
      UNSAID("Linear text is not drawn: r says it again."), IN_ALL)                                                    \
    X(REQUEST_SUSPEND, "everywhere", KEY_CODE_CTRL('z'), 0, 0, "^Z", "", "suspend", "",                                \
      UNSAID("The terminal's own ^Z does it."), IN_ALL)                                                                \
    X(REQUEST_BLANK, "class", '.', 'b', 0, ".", " b", "blank (with --class)", "",                                      \
      UNSAID("Nothing stands on a screen that could be blanked."), IN_PLAY | IN_WHY | IN_MAP)                          \
    X(REQUEST_RESTART, "class", KEY_CODE_F5, 0, 0, "F5", "", "from the start again", "", SAID("restart"),              \
      IN_PLAY | IN_WHY)                                                                                                \
    X(REQUEST_PREDICT, "class", '1', '2', '3', "1 – 9", "", "guess; in a class a hand for that choice",                \
      "click a choice", SAID("guess"), IN_PLAY)                                                                        \
    X(REQUEST_VOTES, "class", 'v', 0, 0, "v", "", "type the hands of all choices: 12 7 3", "", SAID("votes"), IN_STAGE)

#define REQUEST_ENUM_ITEM(constant, section, a, b, c, key, others, word, mouse, linear, where) constant,
enum request { REQUEST_LIST(REQUEST_ENUM_ITEM) REQUEST_COUNT };
#undef REQUEST_ENUM_ITEM
#define REQUEST_NONE REQUEST_COUNT

struct request_row {
    int keys[3];         /* 0: none */
    const char *key;     /* how the first is written: "→" */
    const char *written; /* all: "→ l" */
    const char *word;
    const char *mouse; /* or "" */
    const char *section;
    const char *said;   /* typed in linear text; NULL: */
    const char *unsaid; /* why it cannot be asked for there */
    unsigned where;     /* bit v: the view v takes it */
};
extern const struct request_row request_rows[REQUEST_COUNT];

/* Is it one that a lesson alone takes? Its keys go before the others'. */
bool request_is_of_lesson(enum request request);
enum request request_of_lesson_key(int key, enum view_id view);

/* What a key asks for in a view, where no lesson is given; REQUEST_NONE.
 * `.` and `b` blank the screen in a class alone. */
enum request request_of_key(int key, enum view_id view, bool is_class);

/* What is asked for in a view by a word that is typed: the request's own or a key as it is written, "n", "PgDn", "→", a
 * word in any case. Of one that the view does not take, that of another view; REQUEST_NONE: of none. In a lesson its
 * requests go before the others. */
enum request request_of_word(const char *word, enum view_id view, bool is_lesson);

#endif
