/* What a page cannot do, in the place of the files that do it with a terminal, a socket or another program. Each says
 * so in a sentence. */
#include "cli/class_folder.h"
#include "cli/command.h"
#include "cli/output.h"
#include "cli/rsvg.h"

enum exit_code command_console(const struct cli *cli)
{
    (void)cli;
    talk("a page cannot reach a class that is given elsewhere: makeitso console is for the program on a computer");
    return EXIT_WORLD;
}

bool class_folder(struct text *out, struct err *err)
{
    (void)out;
    return err_set(err, "a page has no console beside it");
}

bool rsvg_convert(const char *format, int zoom, const struct text *svg, struct text *out, struct err *err)
{
    (void)zoom, (void)svg, (void)out;
    return err_set(err, "a page makes no %s, for that takes another program, rsvg-convert; draw -o NAME.svg works here",
                   format);
}

bool rsvg_pages(const struct text *svgs, size_t count, struct text *out, struct err *err)
{
    (void)svgs, (void)count, (void)out;
    return err_set(err, "a page makes no PDF, for that takes another program, rsvg-convert");
}
