/* The few words of a diagram that no event's sentence says: labels of arrows, notes beside cards. */
#ifndef PICTURE_DIAGRAM_WORDS_H
#define PICTURE_DIAGRAM_WORDS_H

#include "trace/ledger.h"
#include "trace/trace.h"

/* Keeps a number and its unit in one line while a label is broken; painters get spaces. */
#define NO_BREAK "\xC2\xA0"

/* A card's state, by enum card_state, as phrases: "● {did}", "not {did}"; "" while it is under way or apart. */
extern const char *const card_state_words[];

/* Appends "waits 30 s", or "waits until 3 h after its enqueue". */
void words_wait(const struct step *wait, struct text *out);

/* Appends how an attempt came to be made again: "started over after 60 s"; nothing for a job's first delivery. */
void words_delivery(const struct trace *trace, uint32_t delivery, const struct job *job, struct text *out);

/* Appends that the guards of `count` bots skipped them: "Picard checks, and is skipped". */
void words_skipped(const struct trace *trace, const uint16_t *bots, uint32_t count, struct text *out);

/* Appends what is said of an error that nothing follows: "error again" and on a line of its own "gave up after 2
 * attempts". `is_caught`: by a rescue; `is_last`: nothing of its job came after it. */
struct words_error {
    const char *kind;
    bool is_again, is_stall, is_last, is_caught;
    bool is_forsaken; /* its queue brings no job back after a crash */
    enum job_state state;
    uint32_t attempts;
};
void words_error(const struct words_error *error, struct text *out);

/* Appends "1st", "2nd", "3rd", "11th". */
void words_ordinal(uint64_t number, struct text *out);

#endif
