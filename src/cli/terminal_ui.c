#include "cli/terminal_ui.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "cli/class_folder.h"
#include "cli/output.h"
#include "cli/print.h"

static bool path_exists(void *context, const char *path)
{
    (void)context;
    return access(path, F_OK) == 0;
}

static bool path_save(void *context, const char *path, const struct text *bytes, struct err *err)
{
    (void)context;
    return file_replace(path, bytes, err);
}

/* The time as a line of the record says it. */
static void say_now(char out[32])
{
    time_t now = time(NULL);
    struct tm parts;

    if (!gmtime_r(&now, &parts) || strftime(out, 32, "%Y-%m-%dT%H:%M:%SZ", &parts) == 0)
        out[0] = '\0';
}

bool record_keep(const struct cli *cli, const struct gate_record *record, struct err *err)
{
    struct text line = {0};
    char now[32];
    bool is_kept;

    say_now(now);
    gate_record_write(record, now, &line);
    is_kept = file_append(option_text(cli->settings, OPTION_RECORD), &line, err);
    text_release(&line);
    return is_kept;
}

enum scheme scheme_asked(const struct cli *cli)
{
    const char *name = option_text(cli->settings, OPTION_THEME);
    int scheme = name ? word_find(name, scheme_names, SCHEME_COUNT) : -1;

    if (scheme >= 0)
        return (enum scheme)scheme;
    return cli->style.is_color ? SCHEME_DARK : SCHEME_MONO;
}

bool is_linear_asked(const struct cli *cli)
{
    const char *linear = getenv("MAKEITSO_LINEAR");

    return option_is_given(cli->settings, OPTION_PLAY_LINEAR) || (linear && *linear && strcmp(linear, "0") != 0);
}

bool is_linear(const struct cli *cli)
{
    const char *term = getenv("TERM");

    return is_linear_asked(cli) || (term && strcmp(term, "dumb") == 0);
}

enum exit_code terminal_ui_run(const struct cli *cli, const struct tui_options *options)
{
    struct tui_options whole = *options;
    struct text farewell = {0}, folder = {0};
    struct err err;
    int status;

    whole.is_ascii = cli->style.is_ascii;
    whole.is_linear = is_linear(cli);
    whole.scheme = scheme_asked(cli);
    whole.exists = path_exists;
    whole.save = path_save;
    if (!option_is_given(cli->settings, OPTION_RECORD))
        whole.record = NULL;
    whole.pupils = (uint32_t)option_number(cli->settings, OPTION_PUPILS);
    if (whole.is_class && class_folder(&folder, &err))
        whole.class_folder = text_str(&folder);
    status = tui_run(&whole, &farewell, &err);
    if (status >= 0)
        (void)print(&farewell);
    text_release(&farewell);
    text_release(&folder);
    if (status == TUI_MISTAKE)
        return fail_mistake(&err);
    return status >= 0 ? (enum exit_code)status : fail_world(&err);
}
