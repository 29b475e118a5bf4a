/* What the micro-steps of a post do: guards ask and mark, the call reaches the world. */
#ifndef ENGINE_POST_H
#define ENGINE_POST_H

#include "engine/sim.h"

/* A call that makes an effect, or asks about one: which attempt of which instance makes it, at which op. */
struct call {
    uint32_t job; /* slot */
    uint32_t attempt;
    const struct op *op;
    uint16_t worker;
};

/* The step that posts for `bot` is entered by an attempt at the instance in slot `job`. */
void post_begin(struct sim *sim, uint32_t job, uint32_t bot);

/* The guard asks: true when it says that the post was made already; `by` is then what it goes by. A guard that also
 * records where it asks, and is told no, has claimed the post: `self` is the event of its asking. */
bool post_is_guarded(struct sim *sim, const struct call *call, event_ref self, event_ref *by);

/* The guard skipped the post. */
void post_skip(struct sim *sim, const struct call *call);

/* The guard notes the post, in event `self`. */
void post_record(struct sim *sim, const struct call *call, event_ref self);

/* True when the receiver knows the key of this post: `by` is the commit that brought it. */
bool post_is_known(const struct sim *sim, const struct call *call, event_ref *by);

/* The effect reaches the world in event `self`; returns how many posts this makes. `blame` are the bots that cost it
 * time. */
uint32_t post_commit(struct sim *sim, const struct call *call, event_ref self, bot_set blame);

#endif
