#include <string.h>

#include "cli/help.h"
#include "words/option.h"
#include "words/preset_number.h"

/* Where the text goes, and how wide it is. */
struct page {
    struct text *out;
    int columns;
};

static void paragraph_add(const struct page *page, const char *string, const char *indent)
{
    text_add(page->out, indent);
    text_add_wrapped(page->out, string, page->columns, indent);
    text_add(page->out, "\n");
}

/* "  lockDuration: 30000 is platform.lease: 30s, platform.renew: 15s", and what else there is to the option. */
static void option_add(const struct page *page, const struct preset_option *option)
{
    const struct preset_option *at = option;
    struct text line = {0}, about = {0};

    option_said(option, &line);
    text_add(&line, " is ");
    option_meant(option, &line);
    while ((at = preset_option_next(option->preset, option->name, at))) {
        text_add(&line, ", ");
        option_meant(at, &line);
    }
    preset_option_range_write(option, &about);
    text_addf(&about, "; %s", option->source);
    paragraph_add(page, text_str(&line), "  ");
    paragraph_add(page, text_str(&about), "      ");
    text_release(&line);
    text_release(&about);
}

static void options_add(const struct page *page, enum preset preset)
{
    const struct preset_option *at = preset_option_next(preset, NULL, NULL);
    struct text head = {0};

    if (!at)
        return;
    text_addf(&head, "Its options, with their defaults: platform: {preset: %s, options: {", preset_names[preset]);
    option_said(at, &head);
    text_add(&head, "}}");
    text_add(page->out, "\n");
    paragraph_add(page, text_str(&head), "");
    text_release(&head);
    for (; at; at = preset_option_next(preset, NULL, at))
        if (preset_option_next(preset, at->name, NULL) == at)
            option_add(page, at);
}

static void number_add(const char *key, const char *value, const char *source, void *data)
{
    const struct page *page = data;
    struct text line = {0};

    text_addf(&line, "%s: %s", key, value);
    paragraph_add(page, text_str(&line), "  ");
    paragraph_add(page, source, "      ");
    text_release(&line);
}

/* Names the others of its family, to which "as celery" refers. */
static void family_add(const struct page *page, enum preset preset)
{
    for (int p = 0; p < PRESET_COUNT; p++)
        if (p != (int)preset && strcmp(preset_traits[p].family, preset_traits[preset].family) == 0)
            text_addf(page->out, "\nOf the same system: makeitso help preset %s\n", preset_names[p]);
}

void preset_help_write(enum preset preset, int columns, struct text *out)
{
    const struct preset_traits *traits = &preset_traits[preset];
    struct page page = {out, columns};

    text_addf(out, "%s: %s\n\n", traits->pinned, traits->system);
    paragraph_add(&page, preset_abouts[preset], "");
    paragraph_add(&page, traits->source, "");
    options_add(&page, preset);
    text_add(out, "\nWhat it says, and where that is from; the rest is as without a preset\n");
    preset_numbers_each(preset, number_add, &page);
    text_add(out, "\nWhat it leaves out\n");
    paragraph_add(&page, traits->left_out, "  ");
    family_add(&page, preset);
}
