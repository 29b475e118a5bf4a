#include "support/ui.h"

#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "tui/begin.h"
#include "tui/loop.h"
#include "tui/views.h"

struct ui *ui_open(const struct tui_options *options, struct err *err)
{
    struct ui *ui = calloc(1, sizeof *ui);

    CHECK(ui);
    ui->options = *options;
    ui->columns = 80;
    ui->rows = 24;
    ui->now = 1000000;
    if (!app_init(&ui->app, &ui->options, views, err) || !begin(&ui->app, err)) {
        ui_close(ui);
        return NULL;
    }
    ui->app.session.is_sliced = true;
    return ui;
}

void ui_close(struct ui *ui)
{
    app_release(&ui->app);
    free(ui);
}

void ui_turn(struct ui *ui, struct input input)
{
    struct err err;

    input.columns = ui->columns;
    input.rows = ui->rows;
    input.now = ui->now;
    CHECK(loop_step(&ui->app, &input, &err));
}

void ui_press(struct ui *ui, int key)
{
    ui_turn(ui, (struct input){.kind = INPUT_KEY, .key = key});
}

void ui_type(struct ui *ui, const char *keys)
{
    for (; *keys; keys++)
        ui_press(ui, *keys == '\r' ? KEY_CODE_ENTER : *keys == '\t' ? KEY_CODE_TAB : *keys);
}

void ui_leave_all(struct ui *ui)
{
    struct app *app = &ui->app;

    app->session.player.is_playing = false;
    while (app->is_blank || app->prompt.kind || app->menu.is_open)
        ui_press(ui, KEY_CODE_ESCAPE);
    while (app_view(app) != VIEW_STAGE)
        ui_press(ui, 'q');
    text_clear(&app->session.notice);
    ui_turn(ui, (struct input){.kind = INPUT_NOTHING});
}

void ui_picture(const struct ui *ui, struct text *out)
{
    cells_write_text(&ui->app.cells, out);
    cells_write_elements(&ui->app.cells, out);
    text_addf(out, "%d %d\n", ui->app.screen.caret_column, ui->app.screen.caret_row);
}

bool ui_shows(const struct ui *ui, const char *words)
{
    struct text text = {0};
    bool found;

    cells_write_text(&ui->app.cells, &text);
    found = strstr(text_str(&text), words) != NULL;
    text_release(&text);
    return found;
}
