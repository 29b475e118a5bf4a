/* The session: what all views share. The cases with their futures, where one stands, how it is played, what was said
 * last.
 *
 * A case is an entry of the opening with all its futures, loaded when it is first played. The run on the stage is the
 * present future of the case `here`, the moment is that future's `at`. Nothing here knows views, keys or curses. */
#ifndef TUI_SESSION_H
#define TUI_SESSION_H

#include "screens/screen.h"
#include "tui/asking.h"
#include "tui/options.h"
#include "tui/player.h"

enum {
    SESSION_REASON_MAX = 199, /* bytes of a reason that are said */
    SESSION_TEXT_MAX = 200,
    SESSION_NOTICE_MAX = 800, /* a command line with many changes is long */
    TYPED_MAX = 120           /* bytes of a search, a place or a file's name that is typed */
};

/* {0}: not loaded yet. */
struct play_case {
    struct futures futures;
    bool is_open;                   /* it has futures */
    bool is_marked;                 /* in the opening, to be compared */
    struct asking *askings;         /* the gates of one of its futures; owned */
    size_t asking_count, asked_in;  /* which future that is */
    size_t given_count;             /* the futures that a lesson made, which are nobody's to be told of */
    char trouble[SESSION_TEXT_MAX]; /* why it cannot be loaded; "" when it can */
};

/* Where one stood, to be found again. {0}: nowhere. */
struct place {
    bool is_set;
    size_t of_case, of_future;
    uint32_t at, lane;
};

/* What a beat of a lesson shows: what it is about, the end of its run. */
enum lesson_phase { PHASE_SHOWN, PHASE_END };

/* Where one is in a lesson: a beat, and the event where its run stands; NO_EVENT: at its start. */
struct lesson_walk {
    uint32_t beat, at;
    enum lesson_phase phase;
    int64_t began; /* real ms: when the beat was come to; 0: not yet */
};

struct session {
    const struct tui_options *options;
    struct play_case *cases; /* of each entry; owned */
    size_t here;             /* the case on the stage */
    struct player player;
    uint32_t lane;  /* the bot at the cursor */
    bool shows_all; /* what is folded, too */
    char search[TYPED_MAX];
    uint32_t digit;             /* the one that was pressed last, 1 to 9 */
    bool was_asked;             /* a question has just been opened; the one who shows it takes it back */
    bool asks_no_more;          /* two questions in a row were skipped */
    unsigned skipped;           /* questions in a row */
    struct place cell_left;     /* set where one went into a cell of the crash map: the future whose map that is */
    size_t cell_entered;        /* and the cell's future */
    uint64_t answered;          /* requests and clicks so far */
    int64_t now;                /* real ms, given by the loop */
    bool is_sliced;             /* work in the background goes on in loop_work alone, not in threads */
    struct cancel_token cancel; /* asked by whatever takes long, which may end that; futures ask it while they play */
    uint64_t looked;            /* events, by the search that is under way */
    struct place told;          /* linear text: up to where the run was told */
    struct text copied;         /* what the host is to give to the clipboard; empty: nothing */
    struct text notice;         /* one line in the footer until the next key; empty: none */
    struct lesson_walk walk;
    struct text left; /* command lines of branches that were begun anew over */
};

bool session_init(struct session *session, const struct tui_options *options, struct err *err);
void session_release(struct session *session);

/* Nothing is played, all cases are as they were before they were loaded. Command lines of branches that were not saved
 * are kept for session_farewell. */
void session_begin_anew(struct session *session);

/* Appends the command line of each branch that was made and not saved, one a line. */
void session_farewell(const struct session *session, struct text *out);

static inline struct futures *session_futures(const struct session *session)
{
    return &session->cases[session->here].futures;
}

static inline struct future *session_future(const struct session *session)
{
    return futures_current(session_futures(session));
}

/* A word of the open scenario's vocabulary. */
static inline const char *session_word(const struct session *session, enum vocabulary_word word)
{
    return vocabulary_say(&session_future(session)->scenario->vocabulary, word);
}

/* Says one line; says the reason why something failed, cut where it is long. */
void session_say(struct session *session, const char *format, ...) __attribute__((format(printf, 2, 3)));
void session_say_error(struct session *session, const struct err *err);

/* A search has gone on from the other end, as in less and vim: says so; or that there is no match, or none but that
 * where one stands. */
void session_say_round(struct session *session, bool is_forward, bool is_found, bool is_here, const char *search);

/* Appends the run code of a future at an event, on the lane at the cursor; nothing where it has none. */
void session_write_code(const struct session *session, const struct futures *futures, const struct future *future,
                        uint32_t at, struct text *out);

/* Says the command line that opens a future at an event, on the lane at the cursor, and behind it, as a shell's
 * comment, its run code where it has one; and has the host copy it. */
void session_say_command(struct session *session, const struct futures *futures, const struct future *future,
                         uint32_t at);

/* Plays at once what the command line names: with its changes, at its place, on its lane. False with a reason. */
bool session_begin(struct session *session, struct err *err);

/* Loads a case if need be; false (and a notice) when it cannot be played. */
bool session_load(struct session *session, size_t entry);

/* Goes to an event of the run on the stage; what was passed counts as seen. Where a gate lies on the way to what is to
 * be seen first the run stops there, and its question opens. */
void session_go(struct session *session, uint32_t at);

/* Poses these questions of the present future in place of those that it had; a scenario's own are posed of the run that
 * is opened. False when memory is out: then there are none. */
bool session_set_gates(struct session *session, const struct asked_gate *gates, size_t count, struct err *err);

/* What is asked of the present future at present, or was and has its outcome shown; NULL. */
struct asking *session_asking(const struct session *session);

/* Is there a question that freezes the run on the stage? */
static inline bool session_is_frozen(const struct session *session)
{
    return session->cases[session->here].is_open && future_is_frozen(session_future(session));
}

/* Closes the question, and opens another one of the same event; as if none had been opened yet. */
void session_close_question(struct session *session);
void session_forget_questions(struct session *session);

/* To an event that is worth seeing, and into its lane: there x, c and w act on what one sees. Where time alone is moved
 * (→ ← : the axis) the lane stays. */
void session_see(struct session *session, uint32_t event);

/* Is the title of a case kept back? A class is to guess what it tells, until the run was watched to its end. */
bool session_hides_title(const struct session *session, size_t of_case);

/* The same of the question of the run on the stage, where its gates ask their own. */
bool session_hides_question(const struct session *session);

/* The last event that may be told of: the farthest ever seen; a class is told nothing of what is still to come. */
uint32_t session_seen(const struct session *session);

/* Asked now and then by an answer that takes long: true where it is to end. */
bool session_stops(const struct session *session);

/* future_ledger; NULL with a notice. */
const struct ledger *session_ledger(struct session *session, struct future *future, uint32_t at);

/* Shows or hides what is folded; says so where nothing is. */
void session_toggle_all(struct session *session, bool is_anything_folded);

/* Where one stands; whether it is still in that future; goes there again, once: false when it is nowhere. */
struct place session_place(const struct session *session);
bool session_is_in(const struct session *session, const struct place *place);
bool session_return(struct session *session, struct place *place);

/* Of a future that was deleted, no place is kept: whoever has its number next is another one. */
void place_forget_deleted(struct place *place, const struct session *session);

/* The first run of a case once it was watched to its end, whose verdict may be told; NULL before. */
const struct future *play_case_watched(const struct play_case *it);

/* The change by which a design in which something went wrong was made good, and seen to be; NULL. */
const struct future *play_case_mended(const struct play_case *it);

#endif
