/* The menu: which choice a key takes. */
#include "tui/menu.h"

#include <stdio.h>

#include "support/test.h"
#include "tui/app.h"

static uint32_t fault_taken;

static void note_fault(struct app *app, const struct choice *choice)
{
    (void)app;
    fault_taken = choice->fault + 1;
}

static struct choice *add_strike(struct menu *menu, const char *key, const char *text)
{
    struct choice *choice = menu_add(menu, key, text);

    choice->drops = true;
    choice->fault = 2;
    return choice;
}

static void open_strikes(struct app *app)
{
    struct choice *choice;

    fault_taken = 0;
    menu_open(&app->menu, note_fault);
    choice = add_strike(&app->menu, "e", "error");
    snprintf(choice->reason, sizeof choice->reason, "it cannot be written down");
    (void)add_strike(&app->menu, "c", "crash");
    choice = add_strike(&app->menu, "Del", "take the fault away");
    choice->fault = 6;
}

/* Del is the choice of that name, though one before it takes a fault away, too, and can put none in its place. */
static void menu_delete_takes_its_own_choice(void **state)
{
    static struct app app;

    (void)state;
    open_strikes(&app);
    menu_key(&app, KEY_CODE_DELETE);
    assert_false(app.menu.is_open);
    assert_int_equal(fault_taken, 7);
}

/* Its first letter is no key. */
static void menu_letter_takes_the_choice_of_that_letter(void **state)
{
    static struct app app;

    (void)state;
    open_strikes(&app);
    menu_key(&app, 'D');
    assert_true(app.menu.is_open);
    menu_key(&app, 'c');
    assert_int_equal(fault_taken, 3);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(menu_delete_takes_its_own_choice),
        cmocka_unit_test(menu_letter_takes_the_choice_of_that_letter),
    };

    return test_main("tui_menu", tests, sizeof tests / sizeof *tests);
}
