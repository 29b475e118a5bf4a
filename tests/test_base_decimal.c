/* Decimal fractions: what is read, what is written, and that the two are each other's inverse. */
#include "base/decimal.h"
#include "support/prop.h"
#include "support/test.h"

static void decimal_is_read_in_its_smallest_parts(void **state)
{
    static const struct {
        const char *text;
        unsigned decimals;
        uint64_t value;
    } cases[] = {{"0", 9, 0},       {"1", 9, 1000000000}, {"0.25", 9, 250000000},      {"0.000000001", 9, 1},
                 {"1.5", 3, 1500}, {"12.034", 3, 12034}, {"999999999.999", 3, 999999999999}, {"7", 0, 7}};

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        uint64_t value;

        assert_true(decimal_parse(cases[i].text, cases[i].decimals, &value));
        assert_true(value == cases[i].value);
    }
}

static void decimal_of_another_form_is_refused(void **state)
{
    static const char *const texts[] = {"",    ".5",  "1.",   "01",   "-1", "+1", "1e3", "0.1234", "0.5%", " 1",
                                        "1 ",  "1,5", "1.2.3", "1234567890"};
    uint64_t value = 42;

    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        assert_false(decimal_parse(texts[i], 3, &value));
    assert_true(value == 42);
}

static bool written_is_read_back(struct tape *tape, struct text *why)
{
    const unsigned decimals = (unsigned)tape_below(tape, 10);
    const uint64_t value = tape_below(tape, 1000000000);
    struct text text = {0};
    uint64_t again;
    bool is_same;

    decimal_write(value, decimals, &text);
    is_same = decimal_parse(text_str(&text), decimals, &again) && again == value;
    if (!is_same)
        text_addf(why, "%llu with %u decimals: %s", (unsigned long long)value, decimals, text_str(&text));
    text_release(&text);
    return is_same;
}

static void decimal_that_is_written_is_read_back(void **state)
{
    (void)state;
    assert_true(prop_holds("decimal", written_is_read_back, 2000, 16));
}

static void decimal_is_written_without_zeros_at_its_end(void **state)
{
    struct text text = {0};

    (void)state;
    decimal_write(250000000, 9, &text);
    text_add(&text, " ");
    decimal_write(1000000000, 9, &text);
    text_add(&text, " ");
    decimal_write(25, 3, &text);
    assert_string_equal(text_str(&text), "0.25 1 0.025");
    text_release(&text);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(decimal_is_read_in_its_smallest_parts),
        cmocka_unit_test(decimal_of_another_form_is_refused),
        cmocka_unit_test(decimal_that_is_written_is_read_back),
        cmocka_unit_test(decimal_is_written_without_zeros_at_its_end),
    };

    return test_main("base_decimal", tests, sizeof tests / sizeof *tests);
}
