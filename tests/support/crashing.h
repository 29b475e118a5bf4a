/* A crash map shown in tests: a scenario file with every single fault tried, and the run of one cell. */
#ifndef TESTS_SUPPORT_CRASHING_H
#define TESTS_SUPPORT_CRASHING_H

#include "explore/explore.h"
#include "picture/crash_map.h"
#include "screens/crash_screen.h"
#include "support/showing.h"

struct crashing {
    struct showing file; /* the scenario as it is played without more ado */
    struct explore explore;
    struct crash_map map;
    size_t row, column;
    struct showing run; /* of the cell; its index is NULL before crashing_go */
    struct text strike, command;
};

/* Of scenarios/NAME.yaml: at most `faults` of the kinds (bits; 0: errors and crashes), without the scripted ones. */
void crashing_of_file(struct crashing *crashing, const char *name, uint32_t faults, unsigned kinds);
void crashing_release(struct crashing *crashing);

/* Plays the run that stands for a cell, from the changes that its command line makes; with one fault alone. */
void crashing_go(struct crashing *crashing, size_t row, size_t column);

/* The screen of it. */
struct crash_view crashing_view(const struct crashing *crashing);

#endif
