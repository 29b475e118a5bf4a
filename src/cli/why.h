/* The answer of `why`, as text and as JSON. Sentences about events are the narrator's. */
#ifndef CLI_WHY_H
#define CLI_WHY_H

#include "cli/cli.h"
#include "explore/whatif_search.h"
#include "words/story.h"

enum { WHY_CHAIN_MAX = 64 };

struct why {
    const struct cli *cli;
    const struct subject *subject;
    const struct played *played; /* of subject->changed */
    struct story story;          /* of that run */
    uint32_t bot, occurrence;
    uint32_t chain[WHY_CHAIN_MAX]; /* the effect first */
    size_t chain_count;
    bool is_amiss; /* a duplicate or a miss; else there is nothing to explain and `search` is empty */
    struct whatif_search search;
};

void why_text(const struct why *why, struct text *out);
void why_json(const struct why *why, struct text *out);

/* Appends the changes as a phrase: "BotsJob split, and BotsJob retried up to 2 times". */
void whatif_say(const struct why *why, const struct whatif *row, struct text *out);

/* Appends the changes as options, behind those that were given: "--split BotsJob --retry BotsJob=2". */
void whatif_options(const struct why *why, const struct whatif *row, struct text *out);

/* Appends the verdict of the changed run, by running it again. Sets out->failed when it could not be. Once ^C was
 * pressed nothing is run again, and the counts take the verdict's place: "1 duplicate, 2 misses". */
void whatif_verdict(const struct why *why, const struct whatif *row, struct text *out);

/* The same without "Not so: ", to stand beside the wishes' marks. */
void whatif_shortfall(const struct why *why, const struct whatif *row, struct text *out);

/* Appends the table of single changes. Values of one thing that come to the same stand in one row; what makes no
 * difference stands below. */
void why_table(const struct why *why, struct text *out);

#endif
