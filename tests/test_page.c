/* The page of a run: what its frames show, what it keeps back, how large it is. */
#include "support/showing.h"
#include "support/test.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "cli/builtin.h"
#include "cli/draw_page.h"
#include "tui/stills.h"

enum { BYTES_MAX = 100000, ROWS_BELOW = 2 };

static const char *const commands[] = {"makeitso draw x --to html", "makeitso play x", NULL};

static void make_page(const struct showing *showing, bool asks, struct text *out)
{
    const struct draw_page page = {.trace = &showing->play.trace,
                                   .shown = showing->play.trace.count,
                                   .name = showing->name,
                                   .asks = asks,
                                   .commands = commands};
    struct err err;

    assert_true(draw_page_make(&page, out, &err));
    assert_false(out->failed);
}

static json_t *data_of(const struct text *page)
{
    const char *begin = strstr(text_str(page), "id=\"data\">");
    json_t *data;

    assert_non_null(begin);
    begin += strlen("id=\"data\">");
    data = json_loadb(begin, (size_t)(strstr(begin, "</script>") - begin), 0, NULL);
    assert_non_null(data);
    return data;
}

/* A grid as a reader of the frames has it: of each cell its characters and the letter of its look. */
struct seen {
    int columns, rows;
    struct {
        char look, bytes[24];
    } cells[40][80];
};

/* One character with the marks upon it. */
static size_t character_size(const char *at)
{
    const char *end = at, *next;

    (void)text_next_shown(&end);
    for (next = end; *next && text_is_mark(text_next_shown(&next)); end = next)
        continue;
    return (size_t)(end - at);
}

/* By the rules of report/html_frames.h, written a second time. */
static void lay_text(struct seen *seen, int row, int column, const char *at)
{
    while (*at) {
        char look = *at++;
        bool is_blank = *at == '\t' || *at == '\0';

        for (; *at && *at != '\t'; column++) {
            size_t size = *at == '\n' ? 1 : character_size(at);

            assert_true(column < seen->columns && size < sizeof seen->cells[0][0].bytes);
            seen->cells[row][column].look = look;
            memset(seen->cells[row][column].bytes, 0, sizeof seen->cells[0][0].bytes);
            if (*at != '\n')
                memcpy(seen->cells[row][column].bytes, at, size);
            at += size;
        }
        for (; is_blank && column < seen->columns; column++) {
            seen->cells[row][column].look = look;
            strcpy(seen->cells[row][column].bytes, " ");
        }
        at += *at == '\t';
    }
}

static void lay_frame(struct seen *seen, const char *at, const json_t *texts)
{
    while (*at) {
        size_t size = strcspn(at, "\f");
        char *piece = strndup(at, size);
        int row = piece[0] - '(', column = piece[1] - '(';

        assert_true(row >= 0 && row < seen->rows && column >= 0 && column < seen->columns);
        lay_text(seen, row, column,
                 piece[2] == '\b' ? json_string_value(json_array_get(texts, strtoul(piece + 3, NULL, 10))) : piece + 2);
        free(piece);
        at += size + (at[size] == '\f');
    }
}

/* Looks have letters, one each: what was seen of them so far. */
struct letters {
    bool is_known[128];
    struct cell_glyph of[128];
};

static void same_as_painted(const struct seen *seen, const struct cells *cells, struct letters *letters)
{
    for (int row = 0; row < seen->rows; row++)
        for (int column = 0; column < seen->columns; column++) {
            const struct cell_glyph *glyph = cells_at(cells, column, row);
            int letter = seen->cells[row][column].look;
            struct text wanted = {0};

            text_add(&wanted, glyph->codepoints[0] || glyph->width == 0 ? "" : " ");
            for (int c = 0; c < CELL_CODEPOINTS && glyph->codepoints[c]; c++)
                text_add_codepoint(&wanted, glyph->codepoints[c]);
            assert_string_equal(seen->cells[row][column].bytes, text_str(&wanted));
            text_release(&wanted);
            if (glyph->width == 0)
                continue;
            assert_true(letter > 0);
            if (letters->is_known[letter]) {
                assert_int_equal(letters->of[letter].element, glyph->element);
                assert_int_equal(letters->of[letter].flags, glyph->flags);
            }
            letters->is_known[letter] = true;
            letters->of[letter] = *glyph;
        }
}

static void grid_is_as_painted(const json_t *grid, const json_t *texts, struct stills *stills, struct letters *letters)
{
    static struct seen seen;
    const json_t *frames = json_object_get(grid, "frames");
    struct cells cells;
    struct err err;

    memset(&seen, 0, sizeof seen);
    seen.columns = (int)json_integer_value(json_object_get(grid, "columns"));
    seen.rows = (int)json_integer_value(json_object_get(grid, "rows"));
    assert_int_equal(json_array_size(frames), stills->trace->count + 1 + stills->question_count);
    assert_true(cells_init(&cells, seen.columns, seen.rows + ROWS_BELOW, &err));
    for (size_t f = 0; f < json_array_size(frames); f++) {
        lay_frame(&seen, json_string_value(json_array_get(frames, f)), texts);
        if (f <= stills->trace->count)
            assert_true(stills_paint(stills, f == 0 ? NO_EVENT : (uint32_t)f - 1, &cells, &err));
        else
            assert_true(stills_paint_question(stills, (uint32_t)(f - stills->trace->count - 1), &cells, &err));
        same_as_painted(&seen, &cells, letters);
    }
    cells_release(&cells);
}

static void frames_are_as_painted(const struct showing *showing, const struct text *page)
{
    json_t *data = data_of(page);
    const json_t *grids = json_object_get(data, "grids");
    struct letters letters = {0};
    struct stills stills;
    struct err err;

    assert_true(stills_init(&stills, &showing->play.trace, showing->name, true, &err));
    assert_int_equal(json_array_size(grids), 2);
    for (size_t g = 0; g < 2; g++)
        grid_is_as_painted(json_array_get(grids, g), json_object_get(data, "texts"), &stills, &letters);
    stills_release(&stills);
    json_decref(data);
}

/* Frames laid over each other are what the painter paints, in both sizes, at every event and question; the page is
 * small; the same run gives the same bytes. */
static void page_of_every_scenario_shows_what_is_painted(void **state)
{
    (void)state;
    for (size_t b = 0; b < builtin_count; b++) {
        struct text page = {0}, again = {0};
        struct showing showing;

        showing_of_file(&showing, builtins[b].name);
        make_page(&showing, true, &page);
        make_page(&showing, true, &again);
        assert_string_equal(text_str(&page), text_str(&again));
        if (page.size >= BYTES_MAX)
            fail_msg("the page of %s has %zu bytes", builtins[b].name, page.size);
        frames_are_as_painted(&showing, &page);
        text_release(&page);
        text_release(&again);
        showing_release(&showing);
    }
}

/* Wide characters, marks upon characters, letters without end. */
static void page_of_foreign_names_shows_what_is_painted(void **state)
{
    struct text page = {0};
    struct showing showing;

    (void)state;
    showing_of_yaml(&showing, "title: 小さな 😀 a\xCC\x8A\nbots: [{name: 小さな, post: 😀 한국어}, {name: e\xCC\x81\xCC\x81, post: x}]\n"
                              "jobs: [{name: ジョブ, steps: [{post: 小さな}, {post: e\xCC\x81\xCC\x81}]}]\nschedule: [{enqueue: ジョブ}]\n");
    make_page(&showing, true, &page);
    frames_are_as_painted(&showing, &page);
    text_release(&page);
    showing_release(&showing);
}

/* Text between two places of the page; NULL where the first is not there. */
static const char *behind(const struct text *page, const char *words)
{
    return strstr(text_str(page), words);
}

/* What tells how a run ends stands behind the template's beginning, and nothing of it before. */
static void page_that_asks_keeps_its_account_in_a_template(void **state)
{
    static const char *const telling[] = {"id=\"story\"", "id=\"outcome\"", "id=\"causes\"", "id=\"diagram\"",
                                          "makeitso draw", "makeitso play"};
    struct text asking = {0}, open = {0};
    struct showing showing;

    (void)state;
    showing_of_file(&showing, "sequential");
    make_page(&showing, true, &asking);
    make_page(&showing, false, &open);
    assert_non_null(behind(&asking, "<template id=\"account\">"));
    assert_null(behind(&open, "<template"));
    for (size_t i = 0; i < sizeof telling / sizeof *telling; i++) {
        assert_true(behind(&asking, telling[i]) > behind(&asking, "<template id=\"account\">"));
        assert_true(behind(&asking, telling[i]) < behind(&asking, "<div id=\"account-here\">"));
        assert_non_null(behind(&open, telling[i]));
    }
    text_release(&asking);
    text_release(&open);
    showing_release(&showing);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(page_of_every_scenario_shows_what_is_painted),
        cmocka_unit_test(page_of_foreign_names_shows_what_is_painted),
        cmocka_unit_test(page_that_asks_keeps_its_account_in_a_template),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
