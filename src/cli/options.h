/* Commands and options: one table of each, from which the parser, every --help, `help` and the man page are made.
 *
 * An option may stand before or after the file names, as `--option value` or `--option=value`; `--` ends the
 * options. */
#ifndef CLI_OPTIONS_H
#define CLI_OPTIONS_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "explore/placement.h"
#include "explore/sweep.h"
#include "model/change.h"
#include "model/lesson.h"
#include "picture/paint_svg.h"
#include "picture/timeline_scene.h"
#include "tui/votes.h"

enum { CHANGES_MAX = 64 }; /* what-if options of one command line */

#define FORMAT_LIST(X)                                                                                                 \
    X(FORMAT_TEXT, "text")                                                                                             \
    X(FORMAT_JSON, "json")                                                                                             \
    X(FORMAT_JSONL, "jsonl")                                                                                           \
    X(FORMAT_JUNIT, "junit")                                                                                           \
    X(FORMAT_CSV, "csv")                                                                                               \
    X(FORMAT_MD, "md")                                                                                                 \
    X(FORMAT_GITHUB, "github")                                                                                         \
    X(FORMAT_HTML, "html")
#define FORMAT_ENUM_ITEM(constant, name) constant,
enum format { FORMAT_LIST(FORMAT_ENUM_ITEM) FORMAT_COUNT };
extern const char *const format_names[FORMAT_COUNT];
#undef FORMAT_ENUM_ITEM

/* Which options a command takes beside those that name it. */
enum command_options {
    TAKES_NOTHING_MORE = 0,
    TAKES_CHANGES = 1 << 0, /* what-if options */
    TAKES_LOOKS = 1 << 1,   /* --color, --ascii */
};

#define BIT(constant) (1u << (constant))
#define NO_NAME ""    /* what the bare program does */
#define NO_OPERAND "" /* of a command that takes none */

/* Every command: its name, what its operands are called, how many it takes at least and at most; the summary of a
 * table's line; what its help says of it; examples, a line each; its options; the formats that it prints, of which the
 * first of FORMAT_LIST is the default; the function that runs it (command.h). COMMAND_STORY is what the bare program
 * does. */
#define COMMAND_LIST(X)                                                                                                \
    X(COMMAND_STORY, NO_NAME, NO_OPERAND, 0, 0,                                                                        \
      "opens the terminal UI on the story; without a terminal, the story's comparison",                                \
      "Without a command it opens the scenarios to be played with; with --linear, or MAKEITSO_LINEAR=1, in lines, "    \
      "for "                                                                                                           \
      "screen readers and braille lines. Where standard output is no terminal it "                                     \
      "prints the story's comparison: the same outage under three designs.",                                           \
      "makeitso\n"                                                                                                     \
      "makeitso --class\n",                                                                                            \
      TAKES_LOOKS, BIT(FORMAT_TEXT), command_open)                                                                     \
    X(COMMAND_PLAY, "play", "FILE", 1, 1, "opens the terminal UI on one scenario",                                     \
      "Plays a scenario on the screen: step, step back, break it, change it, compare what comes of it. "               \
      "What-if options become futures beside the first run. ? tells the keys. With --linear all of it is said in "     \
      "lines, and asked for by lines.",                                                                                \
      "makeitso play sequential\n"                                                                                     \
      "makeitso play sequential --split BotsJob --at 66.2 --lane Riker\n",                                             \
      TAKES_CHANGES | TAKES_LOOKS, BIT(FORMAT_TEXT), command_play)                                                     \
    X(COMMAND_CONSOLE, "console", "[NUMBER]", 0, 1, "shows a running class to whoever leads it, in a second terminal", \
      "Finds the class that runs (class LESSON, play FILE --class) and shows beside the wall what its teacher "        \
      "needs: the moment and the next one, the question, who thinks what, notes, time, how it ends. Every key but "    \
      "q is the class's. Where several classes run, NUMBER says which.",                                               \
      "makeitso console\n", TAKES_LOOKS, BIT(FORMAT_TEXT), command_console)                                            \
    X(COMMAND_RUN, "run", "FILE…", 1, SIZE_MAX, "plays to the end and prints timeline, ledger, wishes and verdict",    \
      "Plays each scenario to its end and prints what happened and because of what, what the world saw of "            \
      "each bot, which of the four wishes were granted, and the verdict. How the run came out does not "               \
      "change the exit code; see check for that.",                                                                     \
      "makeitso run sequential\n"                                                                                      \
      "makeitso run sequential --split BotsJob --retry BotsJob=2\n"                                                    \
      "makeitso run fan-out --fault Worf@2:after:commit:error\n"                                                       \
      "makeitso run sequential --format json | jq .verdict\n"                                                          \
      "makeitso run sequential --guard all=check-then-mark --save mine.yaml\n",                                        \
      TAKES_CHANGES | TAKES_LOOKS, BIT(FORMAT_TEXT) | BIT(FORMAT_JSON) | BIT(FORMAT_JSONL) | BIT(FORMAT_MD),           \
      command_run)                                                                                                     \
    X(COMMAND_CHECK, "check", "FILE…", 1, SIZE_MAX,                                                                    \
      "holds each scenario to what it expects, each lesson to its beats",                                              \
      "Plays each scenario and holds it to its own expect. A scenario that expects nothing is a mistake. Of a lesson " \
      "every beat is played: its place must be reached, its question must have answers. "                              \
      "Mistakes in one file do not keep the others from being checked.",                                               \
      "makeitso check sequential bail-out fan-out\n"                                                                   \
      "makeitso check happy-path --presets all\n"                                                                      \
      "makeitso check sequential --format junit >report.xml\n",                                                        \
      TAKES_LOOKS, BIT(FORMAT_TEXT) | BIT(FORMAT_JSON) | BIT(FORMAT_JUNIT) | BIT(FORMAT_MD) | BIT(FORMAT_GITHUB),      \
      command_check)                                                                                                   \
    X(COMMAND_COMPARE, "compare", "FILE…", 1, SIZE_MAX, "shows the same days under different designs, side by side",   \
      "Plays several scenarios and shows the wishes of each side by side. What-if options change every one "           \
      "of them. html is a page in which two or three are stepped and played under one cursor.",                        \
      "makeitso compare sequential bail-out fan-out\n"                                                                 \
      "makeitso compare deploy --presets all\n"                                                                        \
      "makeitso compare sequential fan-out --format html >worlds.html\n",                                              \
      TAKES_CHANGES | TAKES_LOOKS, BIT(FORMAT_TEXT) | BIT(FORMAT_JSON) | BIT(FORMAT_MD) | BIT(FORMAT_HTML),            \
      command_compare)                                                                                                 \
    X(COMMAND_WHY, "why", "FILE BOT", 2, 2, "tells why a post was made twice, never or late, and what would help",     \
      "Tells the chain of causes of a bot's duplicate, miss, late or premature post, then tries every single change "  \
      "and shows which wishes each grants, the one to recommend first; where none grants all, the best pair that "     \
      "does.",                                                                                                         \
      "makeitso why sequential Riker\n"                                                                                \
      "makeitso why three-days Riker --occurrence 1\n",                                                                \
      TAKES_CHANGES | TAKES_LOOKS, BIT(FORMAT_TEXT) | BIT(FORMAT_JSON) | BIT(FORMAT_MD), command_why)                  \
    X(COMMAND_DRAW, "draw", "FILE", 1, 1, "draws what led to what, or the lanes over time, or a page with the stage",  \
      "Plays a scenario and draws it: as a diagram of posts, errors and what followed from them, or as "               \
      "lanes over time. The format follows the ending of the file written, unless --to names it; standard "            \
      "output gets text.",                                                                                             \
      "makeitso draw sequential\n"                                                                                     \
      "makeitso draw fan-out --as timeline --lanes workers --causes\n"                                                 \
      "makeitso draw sequential -o story.svg\n"                                                                        \
      "makeitso draw sequential -o story.cast\n"                                                                       \
      "makeitso draw sequential -o story.html\n",                                                                      \
      TAKES_CHANGES | TAKES_LOOKS, BIT(FORMAT_TEXT), command_draw)                                                     \
    X(COMMAND_EXPLORE, "explore", "FILE…", 1, SIZE_MAX, "tries every way that up to K faults can strike",              \
      "Makes every run in which up to K faults strike, each in one gap of one attempt, and tells how many "            \
      "of them are clean, post twice or miss a post; the smallest run that fails, as a command that plays "            \
      "it; and the crash map: what happens when the last fault strikes here. The file's own faults are left"           \
      " out unless they are kept.",                                                                                    \
      "makeitso explore fan-out --faults 1\n"                                                                          \
      "makeitso explore sequential --advise\n"                                                                         \
      "makeitso explore lost-reply-fan-out --saw 'Worf=2 WorfJob=succeeded'\n"                                         \
      "makeitso explore sequential fan-out --table --guards all\n",                                                    \
      TAKES_CHANGES | TAKES_LOOKS, BIT(FORMAT_TEXT) | BIT(FORMAT_JSON) | BIT(FORMAT_MD), command_explore)              \
    X(COMMAND_THRESHOLD, "threshold", "FILE", 1, 1, "tells how long is long enough: where what can happen changes",    \
      "Makes every run in which up to K faults strike, as explore does, at many values of one key, a length of time "  \
      "or a number, and finds to the millisecond at which of them it changes who can be posted twice, or missed, and " \
      "which wishes can be refused: how long a key must live, how long a lease must be, how many retries are enough.", \
      "makeitso threshold short-lease --of platform.lease --faults 0 --keep-faults\n"                                  \
      "makeitso threshold key-expires --of bots.Worf.expires --faults 0 --keep-faults\n",                              \
      TAKES_CHANGES | TAKES_LOOKS, BIT(FORMAT_TEXT) | BIT(FORMAT_JSON) | BIT(FORMAT_MD), command_threshold)            \
    X(COMMAND_ODDS, "odds", "FILE", 1, 1, "tells the exact chances of duplicates and misses",                          \
      "Follows every way in which the faults' dice can fall, each with its weight, and adds up the chances "           \
      "of duplicates and misses for each bot. Nothing else may be random; --fault-rate gives every gap a "             \
      "fault with a probability. The likeliest ways go first: where memory or time do not suffice for all, "           \
      "the chances are lower bounds, and it says by how much they may be too small.",                                  \
      "makeitso odds sequential --no-faults --fault-rate 0.01\n", TAKES_CHANGES | TAKES_LOOKS,                         \
      BIT(FORMAT_TEXT) | BIT(FORMAT_JSON) | BIT(FORMAT_MD), command_odds)                                              \
    X(COMMAND_SWEEP, "sweep", "FILE", 1, SIZE_MAX, "plays many seeded runs and counts",                                \
      "Plays N runs, the first with the scenario's seed and each further one with the next seed, and tells "           \
      "how often posts were made twice, never or late, with 95 % intervals: Wilson's for shares of runs, "             \
      "the bootstrap's for means. The answer does not depend on the number of threads, nor on whether "                \
      "shards were merged: then the operands are the files that sweep --format json wrote.",                           \
      "makeitso sweep sequential --fault-rate 0.03 --runs 1000\n"                                                      \
      "makeitso sweep sequential --no-faults --runs 200 --vary fault-rate=0.01..0.05:0.01 --plot rates.svg\n",         \
      TAKES_CHANGES | TAKES_LOOKS, BIT(FORMAT_TEXT) | BIT(FORMAT_JSON) | BIT(FORMAT_CSV) | BIT(FORMAT_MD),             \
      command_sweep)                                                                                                   \
    X(COMMAND_LIST, "list", NO_OPERAND, 0, 0, "lists the built-in scenarios, each with its question",                  \
      "Lists the built-in scenarios, each with its question.",                                                         \
      "makeitso list\n"                                                                                                \
      "makeitso list --presets\n",                                                                                     \
      TAKES_LOOKS, BIT(FORMAT_TEXT) | BIT(FORMAT_JSON), command_list)                                                  \
    X(COMMAND_SHOW, "show", "NAME", 0, 1, "prints a built-in scenario or lesson, to copy and change",                  \
      "Prints the file of a built-in scenario or lesson byte for byte: makeitso show sequential >mine.yaml",           \
      "makeitso show sequential >mine.yaml\n"                                                                          \
      "makeitso show --schema >scenario.schema.json\n"                                                                 \
      "makeitso show --schema run >run.schema.json\n",                                                                 \
      TAKES_NOTHING_MORE, BIT(FORMAT_TEXT), command_show)                                                              \
    X(COMMAND_CLASS, "class", "[LESSON]", 0, SIZE_MAX, "lists the lessons; gives one, or writes what it will be",      \
      "Lists the lessons, each with its minutes and for whom it is. LESSON, one of them or a file, is given in the "   \
      "terminal UI: PgDn goes on through all of it, Home comes back to the beat. With --alone it is the same without " \
      "votes. --rehearse prints what will be seen, beat by beat, with each gate's question, its choices, what leads "  \
      "to them, and the answer; --handout writes it with a worksheet for the pupils. With --summary the operands are " \
      "the files that --record wrote.",                                                                                \
      "makeitso class\n"                                                                                               \
      "makeitso class story --rehearse\n",                                                                             \
      TAKES_LOOKS, BIT(FORMAT_TEXT) | BIT(FORMAT_JSON) | BIT(FORMAT_CSV) | BIT(FORMAT_MD), command_class)              \
    X(COMMAND_HELP, "help", "[COMMAND]", 0, 2,                                                                         \
      "explains the program, one command, a preset, what the model leaves out, how to write a scenario",               \
      "Explains the program, one command, a real system with preset NAME (its options under their own names, each "    \
      "number with its source), or limits: what the model leaves out. scenario and lesson are the manuals for "        \
      "writing one.",                                                                                                  \
      "makeitso help why\n"                                                                                            \
      "makeitso help preset sidekiq\n"                                                                                 \
      "makeitso help limits\n"                                                                                         \
      "makeitso help scenario | less\n"                                                                                \
      "makeitso help scenario --man | man -l -\n",                                                                     \
      TAKES_NOTHING_MORE, BIT(FORMAT_TEXT), command_help)                                                              \
    X(COMMAND_COMPLETION, "completion", "SHELL", 1, 1, "prints the completion of command lines for bash, zsh or fish", \
      "Prints what bash, zsh or fish needs to complete commands, options, their values and the names of scenarios. "   \
      "make install puts it where they look; by hand: source it in bash or zsh, or write it to "                       \
      "~/.config/fish/completions/makeitso.fish.",                                                                     \
      "makeitso completion bash >makeitso.bash\n"                                                                      \
      "makeitso completion fish >makeitso.fish\n",                                                                     \
      TAKES_NOTHING_MORE, BIT(FORMAT_TEXT), command_completion)                                                        \
    X(COMMAND_VERSION, "version", NO_OPERAND, 0, 0, "prints the version", "Prints the version.", "makeitso version\n", \
      TAKES_NOTHING_MORE, BIT(FORMAT_TEXT), command_version)

#define COMMAND_CONSTANT(constant, ...) constant,
#define COMMAND_ONE(...) +1
enum command { COMMAND_LIST(COMMAND_CONSTANT) };
enum { COMMAND_COUNT = 0 COMMAND_LIST(COMMAND_ONE) };

/* No command. */
#define COMMAND_NONE ((enum command)COMMAND_COUNT)

struct command_row {
    const char *name, *operands;
    size_t least, most; /* operands */
    const char *summary, *about;
    const char *examples; /* command lines for a POSIX shell, each with its newline */
    unsigned options;     /* bits: enum command_options */
    unsigned formats;     /* bit f: enum format f */
};
extern const struct command_row command_rows[COMMAND_COUNT];

#define COLOR_LIST(X) X(COLOR_AUTO, "auto") X(COLOR_ALWAYS, "always") X(COLOR_NEVER, "never")
#define COLOR_ENUM_ITEM(constant, name) constant,
enum color { COLOR_LIST(COLOR_ENUM_ITEM) COLOR_COUNT };
#undef COLOR_ENUM_ITEM

/* What draw draws, and as what. */
#define DRAW_VIEW_LIST(X) X(DRAW_DIAGRAM, "diagram") X(DRAW_TIMELINE, "timeline")
#define DRAW_ENUM_ITEM(constant, name) constant,
enum draw_view { DRAW_VIEW_LIST(DRAW_ENUM_ITEM) DRAW_VIEW_COUNT };
#undef DRAW_ENUM_ITEM

/* Each format: its name, the ending of its files, the pictures that it draws (--as), the function that makes it
 * (command_draw.c). */
#define DRAW_FORMAT_LIST(X)                                                                                            \
    X(DRAW_TXT, "txt", "txt", BIT(DRAW_DIAGRAM) | BIT(DRAW_TIMELINE), text_make)                                       \
    X(DRAW_SVG, "svg", "svg", BIT(DRAW_DIAGRAM) | BIT(DRAW_TIMELINE), svg_make)                                        \
    X(DRAW_PNG, "png", "png", BIT(DRAW_DIAGRAM) | BIT(DRAW_TIMELINE), raster_make)                                     \
    X(DRAW_PDF, "pdf", "pdf", BIT(DRAW_DIAGRAM) | BIT(DRAW_TIMELINE), raster_make)                                     \
    X(DRAW_DOT, "dot", "dot", BIT(DRAW_DIAGRAM), dot_make)                                                             \
    X(DRAW_CAST, "cast", "cast", 0, cast_make)                                                                         \
    X(DRAW_MERMAID, "mermaid", "mmd", 0, mermaid_make)                                                                 \
    X(DRAW_PERFETTO, "perfetto", "json", 0, perfetto_make)                                                             \
    X(DRAW_HTML, "html", "html", 0, html_make)
#define DRAW_FORMAT_ITEM(constant, ...) constant,
#define DRAW_FORMAT_ONE(...) +1
enum draw_format { DRAW_FORMAT_LIST(DRAW_FORMAT_ITEM) };
enum { DRAW_FORMAT_COUNT = 0 DRAW_FORMAT_LIST(DRAW_FORMAT_ONE) };
#undef DRAW_FORMAT_ITEM
extern const char *const draw_format_names[DRAW_FORMAT_COUNT];

/* How an option's value is read. */
enum option_kind {
    READ_FLAG,        /* it has none */
    READ_TEXT,        /* as it is; the command reads it */
    READ_NUMBER,      /* whole, times `unit` */
    READ_DURATION,    /* in ms */
    READ_PROBABILITY, /* parts of PROBABILITY_ONE */
    READ_ONE,         /* one of `names`, by its index */
    READ_SET,         /* some of them, with commas between, or all: bit i for names[i]; 0: not given */
    READ_FORMAT,      /* one of the command's formats: settings.format */
    READ_CHANGE       /* a what-if: settings.changes */
};

struct option_type {
    enum option_kind kind;
    uint64_t low, high; /* of a number */
    uint64_t unit;
    uint64_t usual;   /* what it is where the option is not given */
    const char *what; /* what the names are of: "kind of fault" */
    const char *const *names;
    size_t name_count;
    enum change_kind change;
};

#define FLAG .kind = READ_FLAG
#define TEXT .kind = READ_TEXT
#define NUMBER(least, most, otherwise)                                                                                 \
    .kind = READ_NUMBER, .low = (least), .high = (most), .unit = 1, .usual = (otherwise)
#define MEBIBYTES(least, most, otherwise)                                                                              \
    .kind = READ_NUMBER, .low = (least), .high = (most), .unit = 1 << 20, .usual = (uint64_t)(otherwise) << 20
#define DURATION(otherwise) .kind = READ_DURATION, .usual = (uint64_t)(otherwise)
#define PROBABILITY .kind = READ_PROBABILITY
#define ONE(of, list, count) .kind = READ_ONE, .what = (of), .names = (list), .name_count = (count)
#define SET(of, list, count) .kind = READ_SET, .what = (of), .names = (list), .name_count = (count)
#define FORMAT .kind = READ_FORMAT
#define CHANGES(which) .kind = READ_CHANGE, .change = (which)
#define NO_VALUE "" /* the option takes none */

/* Every option: its constant, its name, what --help calls its value, its help, the commands that take it, how its value
 * is read. One name may stand in several rows, of different commands. */
#define OPTION_LIST(X)                                                                                                 \
    X(OPTION_SAVE, "save", "FILE",                                                                                     \
      "also writes the changed scenario; - writes it to standard output, and nothing else", BIT(COMMAND_RUN), TEXT)    \
    X(OPTION_FULL, "full", NO_VALUE, "every event, none of them folded or cut", BIT(COMMAND_RUN), FLAG)                \
    X(OPTION_LESSON, "lesson", NO_VALUE, "behind the verdict the lesson that the file has", BIT(COMMAND_RUN), FLAG)    \
    X(OPTION_OCCURRENCE, "occurrence", "N", "the N-th day; if not given, the first on which anything is amiss",        \
      BIT(COMMAND_WHY), NUMBER(1, SCENARIO_TIMES_MAX, 0))                                                              \
    X(OPTION_AS, "as", "PICTURE", "diagram or timeline; diagram if not given", BIT(COMMAND_DRAW),                      \
      ONE("picture", draw_view_names, DRAW_VIEW_COUNT))                                                                \
    X(OPTION_TO, "to", "FORMAT",                                                                                       \
      "{pictures}; if not given, as the file's ending says, text where it has none. cast is a recording of the stage " \
      "as play plays it, for asciinema; mermaid (.mmd) a sequence diagram of the moments, which GitHub draws; "        \
      "perfetto (.json) a trace of processes, workers and attempts for ui.perfetto.dev; html a page in which the "     \
      "stage is stepped and played, with the story, the ledger, the causes and the diagram",                           \
      BIT(COMMAND_DRAW), ONE("format", draw_format_names, DRAW_FORMAT_COUNT))                                          \
    X(OPTION_DRAW_FULL, "full", NO_VALUE, "of mermaid: every moment, up to what Mermaid draws", BIT(COMMAND_DRAW),     \
      FLAG)                                                                                                            \
    X(OPTION_OUTPUT, "output", "FILE", "also -o FILE: where to; it is replaced as a whole; - is standard output",      \
      BIT(COMMAND_DRAW), TEXT)                                                                                         \
    X(OPTION_WIDTH, "width", "N",                                                                                      \
      "at most so many columns, 24 to 1000; a diagram's rows become columns below 78, a timeline takes 40 at least",   \
      BIT(COMMAND_DRAW), NUMBER(24, 1000, 0))                                                                          \
    X(OPTION_CLASS, "class", NO_VALUE,                                                                                 \
      "for a class: stops at each moment, totals and future hidden, a presenter's remote",                             \
      BIT(COMMAND_PLAY) | BIT(COMMAND_STORY), FLAG)                                                                    \
    X(OPTION_NO_GATES, "no-gates", NO_VALUE, "a scenario's gates ask nothing",                                         \
      BIT(COMMAND_PLAY) | BIT(COMMAND_STORY) | BIT(COMMAND_DRAW), FLAG)                                                \
    X(OPTION_PUPILS, "pupils", "N",                                                                                    \
      "in a class: how many there are, 1 to 999; the last number of a vote is then the rest, and more hands are "      \
      "pointed out",                                                                                                   \
      BIT(COMMAND_PLAY) | BIT(COMMAND_CLASS) | BIT(COMMAND_STORY), NUMBER(1, VOTES_HANDS_MAX, 0))                      \
    X(OPTION_RECORD, "record", "FILE",                                                                                 \
      "appends a line of JSON for each question that was answered: its choices, what leads to each, the votes, how "   \
      "long it took; no names of persons",                                                                             \
      BIT(COMMAND_PLAY) | BIT(COMMAND_CLASS) | BIT(COMMAND_STORY), TEXT)                                               \
    X(OPTION_PLAY_LINEAR, "linear", NO_VALUE,                                                                          \
      "in lines, for screen readers, braille lines and logs: nothing is drawn or moved; also with MAKEITSO_LINEAR=1 "  \
      "and where TERM is dumb",                                                                                        \
      BIT(COMMAND_PLAY) | BIT(COMMAND_CLASS) | BIT(COMMAND_STORY), FLAG)                                               \
    X(OPTION_SCHEMA, "schema", NO_VALUE,                                                                               \
      "in place of a scenario: the JSON Schema of scenario files, for editors; with lesson, of lesson files; with "    \
      "run or another command, of what its --format json prints; with record, of a line of --record",                  \
      BIT(COMMAND_SHOW), FLAG)                                                                                         \
    X(OPTION_ALONE, "alone", NO_VALUE, "to oneself: without votes, with guesses of one's own", BIT(COMMAND_CLASS),     \
      FLAG)                                                                                                            \
    X(OPTION_REHEARSE, "rehearse", NO_VALUE, "prints what will be seen and asked, beat by beat", BIT(COMMAND_CLASS),   \
      FLAG)                                                                                                            \
    X(OPTION_HANDOUT, "handout", "FILE",                                                                               \
      "writes the teacher's crib and the pupils' worksheet, by its ending as pdf, html or md; it is replaced as a "    \
      "whole",                                                                                                         \
      BIT(COMMAND_CLASS), TEXT)                                                                                        \
    X(OPTION_SUMMARY, "summary", NO_VALUE,                                                                             \
      "FILE… are records of classes: by gate and over all of them, who was right before and after the talk, and "    \
      "which choices stayed",                                                                                          \
      BIT(COMMAND_CLASS), FLAG)                                                                                        \
    X(OPTION_FROM, "from", "BEAT", "from this beat on: its name or its number", BIT(COMMAND_CLASS), TEXT)              \
    X(OPTION_MINUTES, "minutes", "N", "spare beats are left out, the last first, until the others take no more",       \
      BIT(COMMAND_CLASS), NUMBER(1, LESSON_MINUTES_MAX, 0))                                                            \
    X(OPTION_PLACE, "at", "PLACE", "opens it there, as : goes to it: a time 66.2 or 1m6s, a day d2, an event '#41'",   \
      BIT(COMMAND_PLAY), TEXT)                                                                                         \
    X(OPTION_CODE, "code", "CODE", "what a run code says of FILE: changes, moment, lane",                              \
      BIT(COMMAND_PLAY) | BIT(COMMAND_RUN) | BIT(COMMAND_WHY), TEXT)                                                   \
    X(OPTION_LANE, "lane", "BOT", "opens it on this bot's lane; on the first one's if not given", BIT(COMMAND_PLAY),   \
      TEXT)                                                                                                            \
    X(OPTION_THEME, "theme", "THEME", "auto, light, dark or mono",                                                     \
      BIT(COMMAND_DRAW) | BIT(COMMAND_PLAY) | BIT(COMMAND_CLASS) | BIT(COMMAND_STORY) | BIT(COMMAND_CONSOLE),          \
      ONE("theme", svg_theme_names, SVG_THEME_COUNT))                                                                  \
    X(OPTION_LINEAR, "linear", NO_VALUE, "as lines, for a screen reader; a key's name and Enter presses it",           \
      BIT(COMMAND_CONSOLE), FLAG)                                                                                      \
    X(OPTION_READ_ONLY, "read-only", NO_VALUE,                                                                         \
      "for a pupil who cannot see the wall: no notes and no answers, and no key reaches the class",                    \
      BIT(COMMAND_CONSOLE), FLAG)                                                                                      \
    X(OPTION_DRAW_AT, "at", "TIME", "only what has happened by then, such as 66s", BIT(COMMAND_DRAW),                  \
      DURATION(MSEC_NONE))                                                                                             \
    X(OPTION_SHOW_SKIPPED, "show-skipped", NO_VALUE, "steps that a guard skipped are drawn, too", BIT(COMMAND_DRAW),   \
      FLAG)                                                                                                            \
    X(OPTION_WORKSHEET, "worksheet", NO_VALUE,                                                                         \
      "with the question, or that of the gates at --at with their choices, and without what tells: title, caption, "   \
      "verdict",                                                                                                       \
      BIT(COMMAND_DRAW), FLAG)                                                                                         \
    X(OPTION_LANES, "lanes", "LANES", "a timeline's: bots, jobs or workers; bots if not given", BIT(COMMAND_DRAW),     \
      ONE("kind of lanes", lanes_names, LANES_KIND_COUNT))                                                             \
    X(OPTION_CAUSES, "causes", NO_VALUE, "arrows in a timeline, from a fault to what came of it elsewhere",            \
      BIT(COMMAND_DRAW), FLAG)                                                                                         \
    X(OPTION_FAULTS, "faults", "K", "at most so many faults in a run, 0 to 8; 1 if not given",                         \
      BIT(COMMAND_EXPLORE) | BIT(COMMAND_THRESHOLD), NUMBER(0, PLACEMENTS_MAX, 1))                                     \
    X(OPTION_KINDS, "kinds", "KINDS", "kinds of faults, with commas between: {faults}; {searched} if not given",       \
      BIT(COMMAND_EXPLORE) | BIT(COMMAND_THRESHOLD), SET("kind of fault", fault_kind_names, FAULT_COUNT))              \
    X(OPTION_AT, "at", "MICROSTEPS", "only gaps beside these micro-steps, with commas between, such as commit,mark",   \
      BIT(COMMAND_EXPLORE) | BIT(COMMAND_THRESHOLD), SET("micro-step", micro_names, MICRO_COUNT))                      \
    X(OPTION_KEEP_FAULTS, "keep-faults", NO_VALUE,                                                                     \
      "the file's own faults strike as well; they do not count among the K; not with --schedules",                     \
      BIT(COMMAND_EXPLORE) | BIT(COMMAND_THRESHOLD), FLAG)                                                             \
    X(OPTION_KEEP_ALWAYS, "keep-always", NO_VALUE,                                                                     \
      "each of the file's own faults that strikes always may strike, too, whenever it can; it counts as one among "    \
      "the K; not with --schedules, which has no clock to tell when",                                                  \
      BIT(COMMAND_EXPLORE) | BIT(COMMAND_THRESHOLD), FLAG)                                                             \
    X(OPTION_SAW, "saw", "SEEN",                                                                                       \
      "what was seen, such as 'Card=2 Invoice=0 CheckoutJob=succeeded': a bot and its posts, or their state, a job "   \
      "and its end, with DAY/ before it for one day; the smallest sets of faults after which exactly this is seen, "   \
      "or else the nearest run; exit 1 when there is none, 4 when that is not decided",                                \
      BIT(COMMAND_EXPLORE), TEXT)                                                                                      \
    X(OPTION_EXPECT_CLEAN, "expect-clean", NO_VALUE,                                                                   \
      "exit 1 when a run duplicates or misses a post, unless the wish against it is not judged; 4 when none does, "    \
      "and not all could be made to their end",                                                                        \
      BIT(COMMAND_EXPLORE), FLAG)                                                                                      \
    X(OPTION_MAP, "map", "FILE", "also draws the crash map as SVG; - is standard output, and nothing else is printed", \
      BIT(COMMAND_EXPLORE), TEXT)                                                                                      \
    X(OPTION_SCHEDULES, "schedules", NO_VALUE,                                                                         \
      "every order as well: time is unmeasured, anything pending may go next; told in states and distinct ends, "      \
      "not in runs",                                                                                                   \
      BIT(COMMAND_EXPLORE), FLAG)                                                                                      \
    X(OPTION_UNREDUCED, "unreduced", NO_VALUE,                                                                         \
      "with --schedules: visit every state, also those that differ only in when steps come that concern nobody else",  \
      BIT(COMMAND_EXPLORE), FLAG)                                                                                      \
    X(OPTION_PRESETS, "presets", "all|NAME,NAME",                                                                      \
      "each FILE under each of these presets: a row, or a case, for each. Its own platform, and its jobs' own "        \
      "retries "                                                                                                       \
      "and ends, give way; its steps, guards, faults and schedule stay. all: every real system that is known",         \
      BIT(COMMAND_COMPARE) | BIT(COMMAND_CHECK), TEXT)                                                                 \
    X(OPTION_LIST_PRESETS, "presets", NO_VALUE, "the presets instead, each with the version that its numbers are of",  \
      BIT(COMMAND_LIST), FLAG)                                                                                         \
    X(OPTION_CHOICES, "choices", "CODE",                                                                               \
      "an order as explore --schedules gives it: which of those pending goes next, time unmeasured", BIT(COMMAND_RUN), \
      TEXT)                                                                                                            \
    X(OPTION_ADVISE, "advise", NO_VALUE,                                                                               \
      "the change, or pair of changes, to make first: with it every run, and the one that the file itself describes, " \
      "grants all wishes; proved by exploring again",                                                                  \
      BIT(COMMAND_EXPLORE), FLAG)                                                                                      \
    X(OPTION_TABLE, "table", NO_VALUE,                                                                                 \
      "one line for each FILE and guard: how many runs duplicate, miss and are silent, and the wishes",                \
      BIT(COMMAND_EXPLORE), FLAG)                                                                                      \
    X(OPTION_GUARDS, "guards", "GUARDS",                                                                               \
      "with --table: all, or guards with commas between, each given to every bot in turn; if not given, the files' "   \
      "own",                                                                                                           \
      BIT(COMMAND_EXPLORE), SET("guard", guard_names, GUARD_COUNT))                                                    \
    X(OPTION_RUNS, "runs", "N", "end after so many runs were played, 100000000 if not given", BIT(COMMAND_EXPLORE),    \
      NUMBER(1, UINT64_MAX, 100000000))                                                                                \
    X(OPTION_VALUE_RUNS, "runs", "N", "at each value end after so many runs were played, 100000 if not given",         \
      BIT(COMMAND_THRESHOLD), NUMBER(1, UINT64_MAX, 100000))                                                           \
    X(OPTION_OF, "of", "PATH",                                                                                         \
      "the length of time or number to look at, by the keys that lead there, as --set has them: platform.lease, "      \
      "bots.Card.expires, jobs.Mail.retry.limit",                                                                      \
      BIT(COMMAND_THRESHOLD), TEXT)                                                                                    \
    X(OPTION_SWEEP_RUNS, "runs", "N", "how many runs, 10000 if not given", BIT(COMMAND_SWEEP),                         \
      NUMBER(1, SWEEP_RUNS_MAX, 10000))                                                                                \
    X(OPTION_TIME, "time", "D", "end after this time, such as 10s, with what is known by then", SEARCHES,              \
      DURATION(MSEC_NEVER))                                                                                            \
    X(OPTION_MEMORY, "memory", "MIB", "use at most so many MiB, 16 to 65536; 512 if not given",                        \
      BIT(COMMAND_ODDS) | BIT(COMMAND_EXPLORE) | BIT(COMMAND_THRESHOLD) | BIT(COMMAND_SWEEP),                          \
      MEBIBYTES(16, 65536, 512))                                                                                       \
    X(OPTION_THREADS, "threads", "T",                                                                                  \
      "threads, 1 to 256; 1 if not given; fewer where --memory does not suffice for so many", BIT(COMMAND_SWEEP),      \
      NUMBER(1, SWEEP_THREADS_MAX, 1))                                                                                 \
    X(OPTION_SHARD, "shard", "I/N", "only the I-th of N parts, to be merged later", BIT(COMMAND_SWEEP), TEXT)          \
    X(OPTION_MERGE, "merge", NO_VALUE,                                                                                 \
      "FILE… are parts of one sweep, as --format json wrote them: their sum. Parts of another scenario, rate, seed " \
      "or version are refused, and one given twice",                                                                   \
      BIT(COMMAND_SWEEP), FLAG)                                                                                        \
    X(OPTION_FAULT_RATE, "fault-rate", "P",                                                                            \
      "in every gap of every step an error strikes with this probability, such as 0.01",                               \
      BIT(COMMAND_RUN) | BIT(COMMAND_SWEEP) | BIT(COMMAND_ODDS), PROBABILITY)                                          \
    X(OPTION_PLOT, "plot", "FILE",                                                                                     \
      "also draws the shares of runs that duplicate and that miss as SVG, two bars for each value of --vary; - is "    \
      "standard output, and nothing else is printed",                                                                  \
      BIT(COMMAND_SWEEP), TEXT)                                                                                        \
    X(OPTION_VARY, "vary", "NAME=FROM..TO[:STEP]",                                                                     \
      "one sweep for each value: of fault-rate, workers, days, or retry:JOB, in place of that option",                 \
      BIT(COMMAND_SWEEP), TEXT)                                                                                        \
    X(OPTION_RUN_FORMAT, "format", "FORMAT",                                                                           \
      "how to print; json is an object, and an array of them for several FILEs; jsonl is a line for each event, "      \
      "then one for the rest",                                                                                         \
      BIT(COMMAND_RUN), FORMAT)                                                                                        \
    X(OPTION_SWEEP_FORMAT, "format", "FORMAT", "how to print; json is an object, with --vary an array of them",        \
      BIT(COMMAND_SWEEP), FORMAT)                                                                                      \
    X(OPTION_CHECK_FORMAT, "format", "FORMAT",                                                                         \
      "how to print; junit is for CI servers, github annotates files and lines in a pull request", BIT(COMMAND_CHECK), \
      FORMAT)                                                                                                          \
    X(OPTION_FORMAT, "format", "FORMAT", "how to print",                                                               \
      FORMATTED & ~(BIT(COMMAND_RUN) | BIT(COMMAND_SWEEP) | BIT(COMMAND_CHECK)), FORMAT)                               \
    X(OPTION_COLOR, "color", "WHEN", "auto, always or never; auto is on a terminal, unless NO_COLOR is set", DRESSED,  \
      ONE("colour", color_names, COLOR_COUNT))                                                                         \
    X(OPTION_ASCII, "ascii", NO_VALUE, "ASCII alone, as also where the locale is not UTF-8", DRESSED, FLAG)            \
    X(OPTION_MAN, "man", NO_VALUE, "the manual page, of scenario and lesson too, to be read with man -l -",            \
      BIT(COMMAND_HELP), FLAG)                                                                                         \
    X(OPTION_HELP, "help", NO_VALUE, "this help", ALL, FLAG)

/* What-if options come first, as OPTION_OF_<change>; their rows are the changes' own (model/change.h). */
#define OPTION_OF_CHANGE(constant, ...) OPTION_OF_##constant,
#define OPTION_CONSTANT(constant, ...) constant,
#define OPTION_PLUS_ONE(...) +1
enum option_index { CHANGE_LIST(OPTION_OF_CHANGE) OPTION_LIST(OPTION_CONSTANT) };
enum { OPTION_COUNT = CHANGE_COUNT OPTION_LIST(OPTION_PLUS_ONE) };

struct option_row {
    const char *name;
    const char *argument; /* NO_VALUE: it takes none */
    const char *help;
    unsigned commands; /* bit c: the command c takes it */
    struct option_type type;
};
extern const struct option_row option_rows[OPTION_COUNT];

/* What the command line says of an option. */
struct option_value {
    const char *text; /* as it was typed, "" of a flag; NULL: not given */
    uint64_t number;  /* as its type reads it; the usual one where it is not given */
};

struct settings {
    enum command command;
    const char *const *operands; /* pointers into argv */
    size_t operand_count;
    struct change changes[CHANGES_MAX];
    size_t change_count;
    struct option_value values[OPTION_COUNT];
    enum format format;
    /* What a run code stands for (coded.h), where there was one. */
    const char *coded[2];
    char coded_place[16], coded_lane[SCENARIO_NAME_BYTES_MAX + 1];
};

/* Reads the command line. The operands are moved to the front of `argv` behind the program's name. False with a
 * sentence; then out->command is set all the same, to the command whose help would answer. */
bool settings_parse(int argc, char **argv, struct settings *out, struct err *err);

static inline bool option_is_given(const struct settings *settings, enum option_index option)
{
    return settings->values[option].text != NULL;
}

/* As it was typed; NULL where it was not given. */
static inline const char *option_text(const struct settings *settings, enum option_index option)
{
    return settings->values[option].text;
}

/* As its type reads it; the usual one where it was not given. */
static inline uint64_t option_number(const struct settings *settings, enum option_index option)
{
    return settings->values[option].number;
}

/* The command of that name, or COMMAND_NONE with a sentence that says which there are. */
enum command command_find(const char *name, struct err *err);

#endif
