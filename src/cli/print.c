#include "cli/print.h"

#include "cli/output.h"
#include "report/write.h"

enum exit_code fail_world(const struct err *err)
{
    talk("%s", err->text);
    return EXIT_WORLD;
}

enum exit_code fail_memory(void)
{
    talk("%s", TEXT_LOST);
    return EXIT_WORLD;
}

enum exit_code fail_mistake(const struct err *err)
{
    return mistake("%s", err->text);
}

enum exit_code mistake(const char *format, ...)
{
    va_list arguments;
    bool is_said;

    va_start(arguments, format);
    is_said = talkv(format, arguments);
    va_end(arguments);
    return is_said ? EXIT_MISTAKE : EXIT_WORLD;
}

enum exit_code print(struct text *text)
{
    struct err err;
    bool is_written = output_write(text, &err);

    text_release(text);
    return is_written ? EXIT_AS_CLAIMED : fail_world(&err);
}

enum exit_code text_print(const struct cli *cli, struct text *text)
{
    struct text dressed = {0};

    if (cli->settings->format == FORMAT_JSON)
        return print(text);
    style_deliver(&cli->style, text, &dressed);
    text_release(text);
    return print(&dressed);
}

enum exit_code report_print(const struct cli *cli, struct report *report)
{
    struct text text = {0};

    switch (cli->settings->format) {
    case FORMAT_MD:
        report_write_markdown(report, &text);
        break;
    case FORMAT_HTML:
        report_write_html(report, &text);
        break;
    case FORMAT_CSV:
        report_write_csv(report, &text);
        break;
    default:
        report_write_text(report, &cli->style, &text);
    }
    report_release(report);
    return print(&text);
}
