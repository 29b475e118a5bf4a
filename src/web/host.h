/* The host of the terminal UI in a page, in the place of terminal, keyboard and clock: an application that the page's
 * script steps, and whose picture it reads out of memory.
 *
 * The program is started as ever, by main with arguments. Where a command opens the terminal UI, tui_run gives the host
 * to the page (page_take) and does not come back: the page leaves C there, and what stands on the stack stays. From
 * then on the page calls what is below. Nothing here waits. To open something else the page begins another instance.
 *
 * What takes long is a task. The page takes a copy of the program's memory, runs the task for a few milliseconds
 * (host_run), and where it is cut then puts the copy back, hands it to an instance in a worker that runs it to the end
 * (host_run with -1), and goes on here meanwhile. Once the worker is done its memory takes the place of this one, and
 * what was answered here meanwhile is answered once more: an application does the same at the same input. */
#ifndef WEB_HOST_H
#define WEB_HOST_H

#include <stdbool.h>
#include <stdint.h>

#include "picture/cells.h"
#include "picture/theme.h"

struct host;

/* The page's: takes the host over, and never comes back. */
_Noreturn void page_take(struct host *host);

/* One turn with an input of tui/input.h at a time in ms; of the mouse with its button and place. 0: it goes on; 1: it
 * is over; -1: it failed, host_text says why. */
int host_step(struct host *host, int kind, int key, int button, int column, int row, double now, int columns, int rows);

/* After so many ms there is something new to be shown by itself; -1: never. */
int host_wait(struct host *host);

/* Is a task open, and has it not ended? Is it a long answer, which a key leaves (tui/long_answer.h)? Runs the task, for
 * at most so many ms, -1: to its end; false where it was cut. So much of it was done elsewhere. */
bool host_has_task(const struct host *host);
bool host_is_answering(const struct host *host);
bool host_run(struct host *host, int budget_ms);
void host_note(struct host *host, double done);

/* The picture of the last turn, and where its cursor belongs. */
const struct cells *host_cells(const struct host *host);
int host_caret_column(const struct host *host);
int host_caret_row(const struct host *host);

/* How an element looks: 0xRRGGBB, -1 for the page's own, and flags of picture/theme.h. The scheme is the options', and
 * can be set. So many elements there are. */
int host_elements(void);
int host_foreground(int scheme, int element);
int host_background(int scheme, int element);
int host_flags(int scheme, int element);
int host_scheme(const struct host *host);
void host_set_scheme(struct host *host, int scheme);

/* The code of a key by its name, as tui/input.h has them. */
int host_key(const char *name);

/* Texts, which stay until the next is asked for. */
enum host_text {
    HOST_TEXT_ERROR,  /* why it failed */
    HOST_TEXT_COPIED, /* what is to be given to the clipboard; "": nothing. It is forgotten */
    HOST_TEXT_HEARD,  /* what was brought since it was asked for last, in lines for the ear (tui/linear.h) */
    HOST_TEXT_CODE,   /* the run code of what is on the stage; "": it has none */
    HOST_TEXT_LEFT,   /* command lines of branches that were not saved */
    HOST_TEXT_NAME    /* of the scenario on the stage; "": none is */
};
const char *host_text(struct host *host, int which);

/* Makes the memory so large: what is put there next is another instance's. */
void host_reserve(double bytes);

#endif
