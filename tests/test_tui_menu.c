/* The menu: which choice a key takes. */
#include "tui/menu.h"

#include "support/test.h"
#include "tui/input.h"

struct fixture {
    struct menu menu;
    struct session session;
};

static void add_strike(struct menu *menu, int key, const char *text, uint32_t fault)
{
    struct menu_choice *choice = menu_add(menu, key, text);

    choice->drops = true;
    choice->fault = fault;
}

static void open_strikes(struct fixture *fixture)
{
    *fixture = (struct fixture){0};
    menu_open(&fixture->menu, NULL);
    add_strike(&fixture->menu, 'e', "error", 2);
    fixture->menu.choices[0].item.reason = "it cannot be written down";
    add_strike(&fixture->menu, 'c', "crash", 3);
    add_strike(&fixture->menu, KEY_CODE_DELETE, "take the fault away", 6);
}

static void release(struct fixture *fixture)
{
    menu_release(&fixture->menu);
    text_release(&fixture->session.notice);
}

/* Del is the choice of that name, though one before it takes a fault away, too, and can put none in its place. */
static void menu_delete_takes_its_own_choice(void **state)
{
    struct fixture fixture;
    const struct menu_choice *choice;

    (void)state;
    open_strikes(&fixture);
    choice = menu_key(&fixture.menu, &fixture.session, KEY_CODE_DELETE);
    assert_non_null(choice);
    assert_int_equal(choice->fault, 6);
    assert_string_equal(choice->item.key, "Del");
    assert_false(fixture.menu.is_open);
    release(&fixture);
}

/* Its first letter is no key. */
static void menu_letter_takes_the_choice_of_that_letter(void **state)
{
    struct fixture fixture;
    const struct menu_choice *choice;

    (void)state;
    open_strikes(&fixture);
    assert_null(menu_key(&fixture.menu, &fixture.session, 'D'));
    assert_true(fixture.menu.is_open);
    choice = menu_key(&fixture.menu, &fixture.session, 'c');
    assert_non_null(choice);
    assert_int_equal(choice->fault, 3);
    release(&fixture);
}

static void menu_choice_that_cannot_be_taken_says_why(void **state)
{
    struct fixture fixture;

    (void)state;
    open_strikes(&fixture);
    assert_null(menu_key(&fixture.menu, &fixture.session, 'e'));
    assert_true(fixture.menu.is_open);
    assert_string_equal(text_str(&fixture.session.notice), "error: it cannot be written down.");
    release(&fixture);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(menu_delete_takes_its_own_choice),
        cmocka_unit_test(menu_letter_takes_the_choice_of_that_letter),
        cmocka_unit_test(menu_choice_that_cannot_be_taken_says_why),
    };

    return test_main("tui_menu", tests, sizeof tests / sizeof *tests);
}
