/* The keys of a lesson file, as those of a scenario (keys.h), with which it shares gate and place. */
#ifndef MODEL_LESSON_KEYS_H
#define MODEL_LESSON_KEYS_H

#include "model/keys.h"
#include "model/lesson.h"

#define REPLY_KEYS(T, SCALAR, MEMBER, SCALARS, MAPPING, MAPPINGS)                                                      \
    MEMBER(T, GOES_ON, "goes-on", VALUE_LINE, OPTIONAL, "To who lets a retry go on where it failed.")                  \
    MEMBER(T, NOT_AGAIN, "not-again", VALUE_LINE, OPTIONAL, "To who takes a failed job for over.")                     \
    MEMBER(T, UNTIL_IT_WORKS, "until-it-works", VALUE_LINE, OPTIONAL, "To who trusts in endless retries.")             \
    MEMBER(T, AT_ONCE, "at-once", VALUE_LINE, OPTIONAL, "To who forgets the wait.")                                    \
    MEMBER(T, NEXT_STEP, "next-step", VALUE_LINE, OPTIONAL, "To who lets a job go on after an error.")                 \
    MEMBER(T, ALL_AGAIN, "all-again", VALUE_LINE, OPTIONAL, "To who forgets the guards.")                              \
    MEMBER(T, SKIP_ENDS, "skip-ends", VALUE_LINE, OPTIONAL, "To who lets a skipped post end its job.")                 \
    MEMBER(T, ALONE, "alone", VALUE_LINE, OPTIONAL, "To who takes each post for a job of its own.")                    \
    MEMBER(T, TOGETHER, "together", VALUE_LINE, OPTIONAL, "To who takes a job and those that it enqueues for one.")    \
    MEMBER(T, ONCE, "once", VALUE_LINE, OPTIONAL, "To who trusts that a job is delivered once.")                       \
    MEMBER(T, ONE_AT_A_TIME, "one-at-a-time", VALUE_LINE, OPTIONAL, "To who forgets the other workers.")               \
    MEMBER(T, ASKING_IS_ENOUGH, "asking-is-enough", VALUE_LINE, OPTIONAL, "To who trusts a question, or a key.")       \
    MEMBER(T, NOT_HAPPENED, "not-happened", VALUE_LINE, OPTIONAL, "To who takes a timeout for a no.")                  \
    MEMBER(T, UNDONE, "undone", VALUE_LINE, OPTIONAL, "To who takes a failure back with all it did.")                  \
    MEMBER(T, QUEUE_KNOWS, "queue-knows", VALUE_LINE, OPTIONAL, "To who takes the queue for the world.")               \
    MEMBER(T, ALWAYS_SHOWS, "always-shows", VALUE_LINE, OPTIONAL, "To who trusts that every failure shows.")

#define BEAT_KEYS(T, SCALAR, MEMBER, SCALARS, MAPPING, MAPPINGS)                                                       \
    MEMBER(T, id, "id", VALUE_NAME, OPTIONAL, "Its name, unique in the lesson.")                                       \
    MEMBER(T, say, "say", VALUE_PROSE, OPTIONAL, "A page with these words.")                                           \
    SCALAR(T, play, "play", VALUE_REFERENCE, OPTIONAL, "The scenario that is played.")                                 \
    SCALAR(T, stay, "stay", VALUE_TRUTH, OPTIONAL, "It goes on where the beat before stands.")                         \
    SCALAR(T, why, "why", VALUE_REFERENCE, OPTIONAL, "Why this bot's post was made twice, never or late.")             \
    SCALARS(T, beside, "beside", VALUE_REFERENCE, LESSON_BESIDE_MAX, FILLED, "The scenarios side by side.")            \
    SCALAR(T, map, "map", VALUE_REFERENCE, OPTIONAL, "The scenario whose crash map it is.")                            \
    SCALAR(T, read, "read", VALUE_REFERENCE, OPTIONAL, "The scenario whose lesson is read.")                           \
    MAPPING(T, to, "to", gate_place, OPTIONAL, "As far as it is played, stop by stop.")                                \
    MAPPING(T, at, "at", gate_place, OPTIONAL, "Where it stands from the start.")                                      \
    SCALARS(T, kinds, "kinds", VALUE_FAULT_KIND, FAULT_COUNT, FILLED, "The faults of the map.")                        \
    SCALARS(T, set, "set", VALUE_SETTING, LESSON_CHANGES_MAX, FILLED, "Changes, each as of --set: PATH=VALUE.")        \
    SCALARS(T, faults, "faults", VALUE_SETTING, LESSON_CHANGES_MAX, FILLED, "More faults, each as of --fault: SPEC.")  \
    MAPPING(T, gate, "gate", gate, OPTIONAL, "What it asks there.")                                                    \
    SCALAR(T, vote, "vote", VALUE_VOTE, OPTIONAL, "How often a class votes; once when not given.")                     \
    MEMBER(T, minutes, "minutes", VALUE_MINUTES, REQUIRED, "How long it takes.")                                       \
    SCALAR(T, spare, "spare", VALUE_TRUTH, OPTIONAL, "It may be left out.")                                            \
    MEMBER(T, notes, "notes", VALUE_PROSE, OPTIONAL, "To the teacher.")                                                \
    MAPPING(T, replies, "replies", reply, OPTIONAL, "What the teacher may say to wrong answers.")

#define LESSON_KEYS(T, SCALAR, MEMBER, SCALARS, MAPPING, MAPPINGS)                                                     \
    SCALAR(T, version, "version", VALUE_VERSION, REQUIRED, "The version of the format.")                               \
    MEMBER(T, title, "lesson", VALUE_LINE, REQUIRED, "Its title.")                                                     \
    MEMBER(T, minutes, "minutes", VALUE_MINUTES, REQUIRED, "How long it takes, spare beats left out.")                 \
    MEMBER(T, audience, "for", VALUE_LINE, OPTIONAL, "For whom it is.")                                                \
    MEMBER(T, goal, "goal", VALUE_LINE, OPTIONAL, "What one can do after it.")                                         \
    MAPPINGS(T, beats, "beats", beat, LESSON_BEATS_MAX, REQUIRED, "What is shown, and asked, in its order.")

/* As MAPPING_LIST. */
#define LESSON_MAPPING_LIST(X)                                                                                         \
    X(reply, REPLY_KEYS, "the replies", NULL)                                                                          \
    X(beat, BEAT_KEYS, "a beat", NULL)                                                                                 \
    X(lesson, LESSON_KEYS, "a lesson", NULL)

LESSON_MAPPING_LIST(RAW_STRUCT)

#define EVERY_MAPPING_LIST(X) MAPPING_LIST(X) LESSON_MAPPING_LIST(X)

/* A reply for each belief. */
#define REPLY_ONE(...) +1
_Static_assert(0 REPLY_KEYS(reply, , REPLY_ONE, , , ) == BELIEF_COUNT,
               "a belief has no reply's key, or a key no belief");

#endif
