/* A talk with the terminal UI in linear text, without a terminal: lines are typed, and what is said to each is kept. */
#ifndef TESTS_SUPPORT_TALK_H
#define TESTS_SUPPORT_TALK_H

#include "tui/linear.h"

struct talk {
    struct app app;
    struct tui_options options;
    struct linear linear;
    struct text heard; /* all of it, what was typed behind "> " */
    struct text last;  /* what was said to the last line */
};

/* Begins, on the stage of the entry that the options open, else in the opening. */
struct talk *talk_open(const struct tui_options *options);
void talk_close(struct talk *talk);

/* Types a line and hears the answer; each line of it is held to what linear text must be. */
void talk_say(struct talk *talk, const char *line);

/* Types nothing as long as there is more. */
void talk_hear_all(struct talk *talk);

/* Was it said to the last line? */
bool talk_heard(const struct talk *talk, const char *words);

#endif
