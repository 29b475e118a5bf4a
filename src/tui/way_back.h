/* The way back: where one stood before one went elsewhere, to be found again on coming out. */
#ifndef TUI_WAY_BACK_H
#define TUI_WAY_BACK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct app;

struct way_back {
    bool is_set; /* false: there is none */
    size_t of_case, of_future;
    uint32_t at, lane;
};

/* Remembers where one stands. */
void way_back_mark(struct way_back *back, const struct app *app);

/* Goes there again, once. False when there is no way back. */
bool way_back_go(struct way_back *back, struct app *app);

/* To a future that was deleted there is no way back, whoever has its place next. */
void way_back_forget_deleted(struct way_back *back, const struct app *app);

#endif
