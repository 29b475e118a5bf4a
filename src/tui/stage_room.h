/* The stage: one run, moved in time and place. What is done with a run is asked for here: it is played, broken,
 * changed, explained, compared.
 *
 * The moment is the present future's and the lane is the application's; the other views of a run share them, and answer
 * the same requests by the functions below. */
#ifndef TUI_STAGE_ROOM_H
#define TUI_STAGE_ROOM_H

#include "tui/future.h"
#include "tui/request.h"
#include "words/story.h"

struct app;
struct view_room;

struct stage_state {
    enum stage_panel focus;
    bool is_zoomed; /* the panel in focus has the whole screen */
    uint32_t scroll[STAGE_PANEL_COUNT];
};

extern const struct view_room stage_room;

/* Answers each request of time that the stage and the atom share; false when it is none. */
bool stage_handle_time(struct app *app, enum request request);

/* The same with those of playing, which the stage and the diagram share. */
bool stage_handle_transport(struct app *app, enum request request);

/* Shows or hides what is folded; says so where nothing is. */
void stage_toggle_all(struct app *app, bool is_anything_folded);

/* The nearest event behind (or before) `at` whose sentence tells of what was searched for, or NO_EVENT. */
uint32_t stage_match(const struct story *story, uint32_t at, const char *search, bool is_forward);

/* A lane to which changes of this job belong: the one of the cursor if it may be. */
uint32_t stage_lane_of_job(const struct scenario *scenario, uint32_t lane, uint32_t job);

/* Says the command line that opens a future at an event. */
void stage_say_command(struct app *app, const struct futures *futures, const struct future *future, uint32_t at);

#endif
