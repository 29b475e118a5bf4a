/* Short names: where names that stand together are cut. */
#include <string.h>

#include "support/test.h"
#include "words/short_name.h"

enum { NAMES_MAX = 4 };

/* The names and what becomes of them in so many columns. */
static const struct {
    int columns;
    const char *names[NAMES_MAX], *cut[NAMES_MAX];
} cases[] = {
    /* what fits stays whole */
    {7, {"Riker", "Locutus"}, {"Riker", "Locutus"}},
    /* their beginnings tell them apart: cut as any text is */
    {8, {"RikerGoogling", "WorfEmailer", "Locutus"}, {"RikerGo…", "WorfEma…", "Locutus"}},
    /* a third of the room for the end, where that tells them apart */
    {13, {"PostToTwitterDaily", "PostToTwitterTip"}, {"PostToTw…aily", "PostToTw…rTip"}},
    /* beginning and end are both wanted: less of the end */
    {10,
     {"PostToTwitterDaily", "PostToTwitterTip", "PostToMastodonDaily", "PostToMastodonTip"},
     {"PostToT…ly", "PostToT…ip", "PostToM…ly", "PostToM…ip"}},
    /* no room for both: the end alone */
    {7,
     {"PostToTwitterDaily", "PostToTwitterTip", "PostToMastodonDaily", "PostToMastodonTip"},
     {"…rDaily", "…terTip", "…nDaily", "…donTip"}},
    /* names that differ only where no cut can show it are cut as any text is */
    {5, {"aaaaaaaXaaaaaaa", "aaaaaaaYaaaaaaa"}, {"aaaa…", "aaaa…"}},
    /* of the same name there may be several */
    {5, {"BotsJob", "BotsJob"}, {"Bots…", "Bots…"}},
    /* wide characters and combining ones are not cut in half */
    {6, {"艦長艦長一", "艦長艦長二"}, {"艦…一", "艦…二"}},
    {6, {"Re\u0301me\u0301me\u0301x", "Re\u0301mere\u0301y"}, {"Re\u0301me\u0301m…", "Re\u0301mer…"}},
    {4, {"Piccare\u0301", "Piccara"}, {"Pi…e\u0301", "Pi…a"}},
};

static void short_name_cuts_where_names_differ(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        size_t count = 0;
        int tail;

        while (count < NAMES_MAX && cases[i].names[count])
            count++;
        tail = short_name_tail(cases[i].names, count, cases[i].columns);
        for (size_t n = 0; n < count; n++) {
            struct text text = {0};

            short_name_add(&text, cases[i].names[n], cases[i].columns, tail);
            assert_string_equal(text_str(&text), cases[i].cut[n]);
            assert_true(text_width(text_str(&text)) <= cases[i].columns);
            text_release(&text);
        }
    }
}

/* In any room, also in none, nothing is wider than it. */
static void short_name_fits_in_any_room(void **state)
{
    static const char *const names[] = {"PostToTwitterDaily", "", "艦長艦長艦長", "Re\u0301me\u0301", "x"};
    const size_t count = sizeof names / sizeof *names;

    (void)state;
    for (int columns = 0; columns < 25; columns++) {
        int tail = short_name_tail(names, count, columns);

        assert_true(tail >= 0 && (tail < columns || tail == 0));
        for (size_t n = 0; n < count; n++) {
            struct text text = {0};

            short_name_add(&text, names[n], columns, tail);
            assert_true(text_width(text_str(&text)) <= columns);
            text_release(&text);
        }
    }
    ASSERT_I64(short_name_tail(NULL, 0, 10), 0);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(short_name_cuts_where_names_differ),
        cmocka_unit_test(short_name_fits_in_any_room),
    };

    return test_main("view_short_name", tests, sizeof tests / sizeof *tests);
}
