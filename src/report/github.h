/* Annotations for GitHub: lines that a workflow prints, and GitHub shows at the place they name.
 *
 *     ::error file=jobs/mail.yaml,line=12,col=5,title=Riker%2C day 1%3A 1 post::expected 1 post, got 2
 *
 * Escaped as GitHub's own toolkit does it (actions/toolkit, packages/core/src/command.ts). */
#ifndef REPORT_GITHUB_H
#define REPORT_GITHUB_H

#include "base/diag.h"
#include "base/text.h"

struct annotation {
    bool is_error;     /* else a warning */
    const char *file;  /* as it is called in the repository */
    struct mark mark;  /* line 0: the file as a whole */
    const char *title; /* NULL: none */
    const char *message;
};

/* Appends the line. */
void github_annotate(const struct annotation *annotation, struct text *out);

#endif
