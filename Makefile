# makeitso: build, test, install. `make help` tells the targets.

BUILD ?= build
prefix ?= /usr/local
exec_prefix ?= $(prefix)
bindir ?= $(exec_prefix)/bin
datarootdir ?= $(prefix)/share
datadir ?= $(datarootdir)
mandir ?= $(datarootdir)/man
man1dir ?= $(mandir)/man1
man5dir ?= $(mandir)/man5
docdir ?= $(datarootdir)/doc/makeitso
bashdir ?= $(datadir)/bash-completion/completions
zshdir ?= $(datadir)/zsh/site-functions
fishdir ?= $(datadir)/fish/vendor_completions.d
INSTALL ?= install
INSTALL_PROGRAM ?= $(INSTALL)
INSTALL_DATA ?= $(INSTALL) -m 644

ifeq ($(origin CC),default)
CC := gcc
endif
ifeq ($(origin VARIANT),undefined)
VARIANT := $(if $(filter test check soak valgrind tests,$(MAKECMDGOALS)),debug,release)
endif

CC_NAME := $(subst /,_,$(subst $() ,_,$(CC)))
OUT := $(BUILD)/$(VARIANT)$(if $(filter-out gcc,$(CC_NAME)),-$(CC_NAME))

# What each variant adds. The user's CPPFLAGS, CFLAGS, LDFLAGS and LDLIBS come last.
FLAGS_debug := -O0 -g
FLAGS_release := -O2 -g
FLAGS_san := -O1 -g1 -fno-omit-frame-pointer -fsanitize=address,undefined -fno-sanitize-recover=all
# Threads count in the same counters.
FLAGS_cov := -O0 -g --coverage -fprofile-update=atomic
FLAGS_fuzz := -O1 -g -fno-omit-frame-pointer -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all
ifeq ($(FLAGS_$(VARIANT)),)
$(error VARIANT is one of debug, release, san, cov, not "$(VARIANT)")
endif

WARNINGS := -Wall -Wextra -Wpedantic -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wconversion -Wvla
# CHECK(!"what must not be reached") is meant.
WARNINGS += $(if $(findstring clang,$(CC)),-Wno-string-conversion)
ifeq ($(WERROR),1)
WARNINGS += -Werror
endif
# No fused multiply-add: numbers must be the same on every machine. Nobody asks for the errno of a square root, which without it is one
# instruction: a release then needs no libm at every start.
OUR_CFLAGS = -std=c11 -D_XOPEN_SOURCE=700 -Isrc $(WARNINGS) -ffp-contract=off -fno-math-errno $(FLAGS_$(VARIANT)) $(PKG_CFLAGS)
# Commands are shown in short, or as they are with V=1.
Q := $(if $(filter 1,$(V)),,@)
say = $(if $(Q),@echo "  $(1) $(2)")
# gcc sees a release whole when it links it, and inlines from file to file: a sixth less time. Tests are linked part by part, for there are
# many of them. Debian 12's clang cannot make objects for both.
WHOLE := $(if $(filter release,$(VARIANT)),$(if $(findstring gcc,$(CC)),-flto=auto))
COMPILE = $(CC) $(OUR_CFLAGS) $(if $(WHOLE),$(WHOLE) -ffat-lto-objects) $(CPPFLAGS) $(CFLAGS)
# A release starts sooner with small libraries linked in; SHARED=1 leaves all of them to the dynamic linker.
OUR_LIBS = $(if $(filter release,$(VARIANT)),$(if $(filter 1,$(SHARED)),$(PKG_LIBS),$(or $(PKG_ARCHIVES),$(PKG_LIBS))),$(PKG_LIBS)) \
    -lm -pthread
# A program starts in half the time with the sanitizers' own code linked in, which clang does unasked.
SANITIZERS := $(if $(filter san,$(VARIANT)),$(if $(findstring gcc,$(CC)),-static-libasan -static-libubsan))
LINK = $(CC) $(FLAGS_$(VARIANT)) $(SANITIZERS) -Wl,--as-needed $(CFLAGS) $(LDFLAGS)
# Not both in one command: gcc keeps its linker plugin out wherever it reads -fno-lto, whatever follows.
IN_PARTS := $(if $(WHOLE),-fno-lto)

SOURCES := $(sort $(filter-out src/web/%,$(wildcard src/*/*.c)))
OBJECTS := $(SOURCES:%.c=$(OUT)/%.o) $(OUT)/builtin_data.o $(OUT)/avatar_data.o $(OUT)/page_data.o
MAIN := $(OUT)/src/cli/main.o
LIBRARY := $(OUT)/libmakeitso.a
PROGRAM := $(if $(filter src/cli/main.c,$(SOURCES)),$(OUT)/makeitso)
AVATARS := $(sort $(wildcard assets/avatars/*.svg))
SCENARIOS := $(wildcard scenarios/*.yaml scenarios/lessons/*.yaml)
MANUALS := scenarios/README.md scenarios/lessons/README.md

TEST_SOURCES := $(sort $(wildcard tests/test_*.c))
TEST_PROGRAMS := $(TEST_SOURCES:%.c=$(OUT)/%)
TEST_SCRIPTS := $(sort $(wildcard tests/*.sh))
WEB_TESTS := tests/test_mermaid.sh tests/test_page_browser.sh tests/test_web.sh
SUPPORT_OBJECTS := $(patsubst %.c,$(OUT)/%.o,$(sort $(wildcard tests/support/*.c)))
SUPPORT := $(OUT)/libsupport.a
FUZZ_NAMES := $(patsubst tests/fuzz/fuzz_%.c,%,$(sort $(wildcard tests/fuzz/fuzz_*.c)))
REPLAYS := $(FUZZ_NAMES:%=$(OUT)/tests/fuzz/replay_%)
BENCH_PROGRAMS := $(patsubst %.c,$(OUT)/%,$(sort $(wildcard tests/bench/*.c)))

.DEFAULT_GOAL := all
.DELETE_ON_ERROR:
.SUFFIXES:
.SECONDARY:
.PHONY: all program assets pages pictures tests run test check web web-test soak valgrind coverage bench fuzz fuzz-run lint format install \
    uninstall clean dist distcheck deb setup \
    help FORCE

# What must be there before anything else is looked for at parse time: src/build/setup makes this file, once nothing is missing,
# and it holds what pkg-config says. Make reads itself anew once it is made. Only `make run`, `make test` and `make setup`
# install what is missing; every other target names it, with the command to type, and ends there.
GOALS := $(or $(MAKECMDGOALS),all)
SETUP ?= $(if $(filter run test check web-test,$(GOALS)),,no)
NEEDS := $(strip $(if $(filter-out clean help setup uninstall format lint fuzz dist distcheck deb web,$(GOALS)),build) \
    $(if $(filter run,$(GOALS)),run) \
    $(if $(filter assets screens test tests check web-test soak valgrind coverage fuzz-run $(OUT)/tests/%,$(GOALS)),test) \
    $(if $(filter valgrind,$(GOALS)),valgrind) $(if $(filter coverage,$(GOALS)),coverage) \
    $(if $(filter deb,$(GOALS)),build deb) $(if $(filter distcheck,$(GOALS)),build test) \
    $(if $(filter bench,$(GOALS)),bench) $(if $(filter fuzz-run,$(GOALS)),fuzz))
ifneq ($(NEEDS),)
SETUP_FILE := $(BUILD)/setup/$(subst $() ,-,$(NEEDS))-$(CC_NAME).mk
include $(SETUP_FILE)

$(SETUP_FILE): src/build/setup
	@mkdir -p $(@D)
	@CC="$(CC)" SETUP="$(SETUP)" sh src/build/setup $(NEEDS)
	@CC="$(CC)" sh src/build/setup --flags $(NEEDS) >$@
endif

all: $(if $(PROGRAM),program,$(LIBRARY))

program: $(PROGRAM)
ifeq ($(VARIANT),release)
program: makeitso
makeitso: $(PROGRAM)
	@cp $< $@.new && mv $@.new $@
endif

# Rebuilds everything when the compiler or its flags are not those of the last time.
$(OUT)/flags: FORCE
	@mkdir -p $(@D)
	@echo '$(subst ','\'',$(COMPILE) : $(LINK) : $(strip $(LDLIBS) $(SHARED:1=shared)))' | cmp -s - $@ || \
	    echo '$(subst ','\'',$(COMPILE) : $(LINK) : $(strip $(LDLIBS) $(SHARED:1=shared)))' >$@

$(OUT)/src/%.o: src/%.c $(OUT)/flags
	@mkdir -p $(@D)
	$(call say,CC  ,$<)
	$(Q)$(COMPILE) -MMD -MP -c -o $@ $<

$(OUT)/tests/%.o: tests/%.c $(OUT)/flags
	@mkdir -p $(@D)
	$(call say,CC  ,$<)
	$(Q)$(COMPILE) -Itests $(TEST_CFLAGS) -MMD -MP -c -o $@ $<

$(OUT)/builtin_data.o: $(OUT)/builtin_data.c $(OUT)/flags
	$(call say,CC  ,$<)
	$(Q)$(COMPILE) -MMD -MP -c -o $@ $<

$(OUT)/builtin_data.c: src/build/embed $(wildcard scenarios scenarios/lessons) $(SCENARIOS) $(MANUALS)
	@mkdir -p $(@D)
	$(call say,DATA,$@)
	$(Q)sh src/build/embed $(SCENARIOS) $(MANUALS) >$@

$(OUT)/avatar_data.o: $(OUT)/avatar_data.c $(OUT)/flags
	$(Q)$(COMPILE) -MMD -MP -c -o $@ $<

$(OUT)/avatar_data.c: src/build/embed-avatars $(AVATARS)
	@mkdir -p $(@D)
	$(Q)sh src/build/embed-avatars $(AVATARS) >$@

$(OUT)/page_data.o: $(OUT)/page_data.c $(OUT)/flags
	$(Q)$(COMPILE) -MMD -MP -c -o $@ $<

PAGE := src/report/page.css src/report/page.js
$(OUT)/page_data.c: src/build/embed-page $(PAGE)
	@mkdir -p $(@D)
	$(Q)sh src/build/embed-page $(PAGE) >$@

$(LIBRARY): $(filter-out $(MAIN),$(OBJECTS))
	@rm -f $@
	@ar rcs $@ $^

$(SUPPORT): $(SUPPORT_OBJECTS)
	@rm -f $@
	@ar rcs $@ $^

$(OUT)/makeitso: $(MAIN) $(LIBRARY)
	$(call say,LINK,$@)
	$(Q)$(LINK) $(WHOLE) -o $@ $^ $(OUR_LIBS) $(LDLIBS)

# These count what is called: what is written to curses; what takes long where a run is (tests/support/effort.h).
$(OUT)/tests/test_tui_terminal: WRAPPED := -Wl,--wrap=wadd_wchnstr
$(addprefix $(OUT)/tests/,test_tui_long fuzz/replay_keys fuzz/fuzz_keys): \
    WRAPPED := -Wl,--wrap=narrate_event,--wrap=dispatch_step,--wrap=ledger_take
$(TEST_PROGRAMS): $(OUT)/tests/test_%: $(OUT)/tests/test_%.o $(SUPPORT) $(LIBRARY)
	$(call say,LINK,$@)
	$(Q)$(LINK) $(IN_PARTS) $(WRAPPED) -o $@ $^ $(TEST_LIBS) $(OUR_LIBS) -lutil $(LDLIBS)

$(OUT)/tests/fuzz/replay_%: $(OUT)/tests/fuzz/fuzz_%.o $(OUT)/tests/fuzz/replay.o $(SUPPORT) $(LIBRARY)
	$(call say,LINK,$@)
	$(Q)$(LINK) $(IN_PARTS) $(WRAPPED) -o $@ $^ $(TEST_LIBS) $(OUR_LIBS) $(LDLIBS)

$(OUT)/tests/fuzz/fuzz_%: $(OUT)/tests/fuzz/fuzz_%.o $(SUPPORT) $(LIBRARY)
	$(call say,LINK,$@)
	$(Q)$(LINK) $(IN_PARTS) $(WRAPPED) -fsanitize=fuzzer -o $@ $^ $(TEST_LIBS) $(OUR_LIBS) $(LDLIBS)

$(BENCH_PROGRAMS): $(OUT)/tests/bench/%: $(OUT)/tests/bench/%.o $(LIBRARY)
	$(call say,LINK,$@)
	$(Q)$(LINK) $(WHOLE) -o $@ $^ $(OUR_LIBS) $(LDLIBS)

PAGES := $(OUT)/makeitso.1 $(OUT)/makeitso-scenario.5 $(OUT)/makeitso-lesson.5
$(OUT)/makeitso.1: $(OUT)/makeitso
	$< help --man >$@
$(OUT)/makeitso-%.5: $(OUT)/makeitso
	$< help $* --man >$@

run: program
	@./makeitso $(ARGS)

# Every script, which take longest, every test program. TESTS chooses some: by name, as in TESTS="house width", or by file;
# "random" are those that draw from a seed, which PROP_SEED sets; "programs" all that are no script.
TESTS_ALL := $(TEST_SCRIPTS) $(TEST_PROGRAMS) $(REPLAYS)
TESTS ?= $(TESTS_ALL)
RANDOM_TESTS = $(patsubst %.c,$(OUT)/%,$(shell grep -l support/prop.h $(filter-out tests/test_support_%,$(TEST_SOURCES))))
tests_named = $(or $(if $(filter random,$(1)),$(RANDOM_TESTS)),$(if $(filter programs,$(1)),$(TEST_PROGRAMS) $(REPLAYS)),$(filter $(1) tests/$(1).sh tests/test_$(1).sh $(OUT)/tests/$(1) $(OUT)/tests/test_$(1) $(OUT)/tests/fuzz/$(1),$(TESTS_ALL)), \
    $(error there is no test "$(1)"))
CHOSEN = $(foreach name,$(TESTS),$(call tests_named,$(name)))
tests: $(PROGRAM) $(TEST_PROGRAMS) $(REPLAYS)
test check: tests
	@OUT="$(OUT)" VARIANT="$(VARIANT)" CC="$(CC)" MAKEITSO="$(abspath $(OUT)/makeitso)" WRAP="$(WRAP)" \
	    sh tests/support/run.sh $(CHOSEN)

# The random tests, and the fuzz targets on edited inputs, with fresh seeds, for SECONDS; the first failure ends it and is told with its
# seed.
SECONDS ?= 60
soak: tests
	@OUT="$(OUT)" MAKEITSO="$(abspath $(OUT)/makeitso)" SOAK_SECONDS="$(SECONDS)" sh tests/support/soak.sh $(RANDOM_TESTS) $(REPLAYS)

# The checks of what is made for browsers and other tools, with those tools' own parsers, which npm fetches into build/web; none of
# it is needed by any other target.
export WEB_MODULES ?= $(BUILD)/web
$(WEB_MODULES)/node_modules: tests/web/package.json
	@CC="$(CC)" SETUP="$(SETUP)" sh src/build/setup web
	@mkdir -p $(@D) && cp $< $(@D)/
	$(call say,NPM ,$(@D))
	$(Q)cd $(@D) && npm install --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@
web-test: program web $(WEB_MODULES)/node_modules
	@OUT="$(OUT)" VARIANT="$(VARIANT)" CC="$(CC)" MAKEITSO="$(abspath $(OUT)/makeitso)" sh tests/support/run.sh $(WEB_TESTS)

include src/web/web.mk

VALGRIND ?= valgrind -q --error-exitcode=9 --leak-check=full --show-leak-kinds=definite --errors-for-leak-kinds=definite --child-silent-after-fork=yes
valgrind: tests
	@OUT="$(OUT)" VARIANT="$(VARIANT)" CC="$(CC)" MAKEITSO="$(abspath $(OUT)/makeitso)" WRAP="$(VALGRIND)" \
	    sh tests/support/run.sh $(filter-out %.sh,$(CHOSEN))

coverage:
	@find $(BUILD)/cov -name '*.gcda' -delete 2>/dev/null || true
	@$(MAKE) VARIANT=cov CC=gcc SETUP=$(SETUP) test
	@gcovr -r . --object-directory $(BUILD)/cov -f 'src/' --print-summary

bench: program $(BENCH_PROGRAMS)
	@OUT="$(OUT)" MAKEITSO="$(abspath $(OUT)/makeitso)" sh tests/bench/run.sh

# Each fuzz target for FUZZ_SECONDS, from its corpus in the tree; what is found new goes to the build folder.
FUZZ_SECONDS ?= 60
fuzz:
	@$(MAKE) VARIANT=fuzz CC=clang fuzz-run

fuzz-run: $(FUZZ_NAMES:%=$(OUT)/tests/fuzz/fuzz_%)
	@set -e; for name in $(FUZZ_NAMES); do \
	    mkdir -p $(OUT)/corpus/$$name $(OUT)/found; \
	    dict=; if [ -f tests/fuzz/$$name.dict ]; then dict=-dict=tests/fuzz/$$name.dict; fi; \
	    $(OUT)/tests/fuzz/fuzz_$$name -max_total_time=$(FUZZ_SECONDS) -timeout=5 -rss_limit_mb=1024 -print_final_stats=1 \
	        -artifact_prefix=$(OUT)/found/$$name- $$dict $(OUT)/corpus/$$name tests/fuzz/corpus/$$name; \
	done

# The tables of the tests are aligned by hand.
FORMATTED := $(wildcard src/*/*.[ch] tests/support/*.[ch])
# Some checks of cppcheck are left to the analyzer of clang-tidy, which follows loops and conditions.
lint:
	@CC="$(CC)" SETUP="$(SETUP)" sh src/build/setup build lint
	$(call say,LINT,clang-format)
	$(Q)clang-format --dry-run -Werror $(FORMATTED)
	$(call say,LINT,cppcheck)
	$(Q)cppcheck --quiet --std=c11 --language=c -Isrc --enable=warning,performance,portability --inline-suppr \
	    --suppress=missingIncludeSystem --suppress=uninitvar --suppress=ctunullpointer \
	    --suppress=ctuuninitvar --suppress=incorrectStringBooleanError --error-exitcode=1 src
	$(call say,LINT,clang-tidy)
	$(Q)clang-tidy --quiet $(SOURCES) -- -std=c11 -D_XOPEN_SOURCE=700 -Isrc
	$(call say,LINT,shellcheck)
	$(Q)shellcheck -S warning -s sh src/build/* $(TEST_SCRIPTS) tests/support/*.sh
	$(Q)shellcheck -S warning .ci/run

format:
	clang-format -i $(FORMATTED)

# The story's pictures for the README. A PNG depends on the machine's fonts: it is drawn anew only where its SVG has changed.
# Where there is a browser it shows them, to be looked at.
STORY := happy-path sequential bail-out fan-out
pictures: $(PROGRAM)
	@mkdir -p assets/story $(OUT)/browser
	@set -e; for name in $(STORY); do \
	    $(OUT)/makeitso draw $$name -o $(OUT)/browser/$$name.svg; \
	    if ! cmp -s $(OUT)/browser/$$name.svg assets/story/$$name.svg || [ ! -e assets/story/$$name.png ]; then \
	        cp $(OUT)/browser/$$name.svg assets/story/$$name.svg; \
	        $(OUT)/makeitso draw $$name -o assets/story/$$name.png; \
	    fi; \
	    if command -v chromium >/dev/null 2>&1; then \
	        chromium --headless --no-sandbox --disable-gpu --hide-scrollbars --window-size=900,1000 \
	            --screenshot=$(OUT)/browser/$$name.png file://$(CURDIR)/assets/story/$$name.svg >/dev/null 2>&1; \
	    fi; \
	done

# The README's pictures of screens, painted by the painters that the terminal UI uses.
$(OUT)/tests/assets/screens: $(OUT)/tests/assets/screens.o $(SUPPORT) $(LIBRARY)
	$(LINK) -o $@ $^ $(TEST_LIBS) $(PKG_LIBS) -lm $(LDLIBS)
screens: $(OUT)/tests/assets/screens
	@mkdir -p assets/screens
	@$< assets/screens

# The README's page of a run.
pages: $(PROGRAM)
	@mkdir -p assets/pages
	$(OUT)/makeitso draw sequential -o assets/pages/sequential.html

# What is made once and kept in the tree.
assets: pictures screens pages $(PROGRAM) $(OUT)/tests/test_readme
	$(OUT)/tests/test_readme --write
	$(OUT)/makeitso show --schema >$(OUT)/scenario.schema.json
	$(OUT)/makeitso show --schema lesson >$(OUT)/lesson.schema.json
	@cp $(OUT)/scenario.schema.json $(OUT)/lesson.schema.json assets

# What is installed beside the program: made here, where it goes.
INSTALLED = $(OUT)/makeitso.1 $(man1dir)/makeitso.1 \
    $(OUT)/makeitso-scenario.5 $(man5dir)/makeitso-scenario.5 \
    $(OUT)/makeitso-lesson.5 $(man5dir)/makeitso-lesson.5 \
    assets/scenario.schema.json $(datadir)/makeitso/scenario.schema.json \
    assets/lesson.schema.json $(datadir)/makeitso/lesson.schema.json \
    README.md $(docdir)/README.md \
    LICENSE $(docdir)/LICENSE \
    $(OUT)/completion.bash $(bashdir)/makeitso \
    $(OUT)/completion.zsh $(zshdir)/_makeitso \
    $(OUT)/completion.fish $(fishdir)/makeitso.fish

$(OUT)/completion.%: $(OUT)/makeitso
	$< completion $* >$@

install: $(OUT)/makeitso $(PAGES) $(addprefix $(OUT)/completion.,bash zsh fish)
	$(INSTALL) -d "$(DESTDIR)$(bindir)"
	$(INSTALL_PROGRAM) $(OUT)/makeitso "$(DESTDIR)$(bindir)/makeitso"
	set -- $(INSTALLED); while [ $$# -gt 0 ]; do \
	    $(INSTALL) -d "$(DESTDIR)$${2%/*}" && $(INSTALL_DATA) "$$1" "$(DESTDIR)$$2" || exit 1; shift 2; done

uninstall:
	rm -f "$(DESTDIR)$(bindir)/makeitso"
	set -- $(INSTALLED); while [ $$# -gt 0 ]; do rm -f "$(DESTDIR)$$2"; shift 2; done
	rmdir "$(DESTDIR)$(datadir)/makeitso" "$(DESTDIR)$(docdir)" 2>/dev/null || true

clean:
	rm -rf $(BUILD) makeitso makeitso.new

DATE = $(shell sed -n 's/.*MAKEITSO_DATE "\(.*\)"/\1/p' src/base/version.h)
VERSION = $(shell sed -n 's/.*MAKEITSO_VERSION "\(.*\)"/\1/p' src/base/version.h)
dist:
	@mkdir -p $(BUILD)
	git archive --prefix=makeitso-$(VERSION)/ -o $(BUILD)/makeitso-$(VERSION).tar.gz HEAD

# These build a release anew, elsewhere, and leave the tree as it is.
distcheck: dist
	@MAKE="$(MAKE)" CC="$(CC)" VARIANT="$(VARIANT)" TARBALL="$(abspath $(BUILD))/makeitso-$(VERSION).tar.gz" sh src/build/distcheck
deb:
	@MAKE="$(MAKE)" BUILD="$(abspath $(BUILD))" VARIANT="$(VARIANT)" VERSION="$(VERSION)" DATE="$(DATE)" sh src/build/deb

setup:
	@CC="$(CC)" sh src/build/setup build run test bench fuzz lint valgrind coverage web wasm deb

help:
	@sed -n 's/^#: //p' Makefile

#: make             builds the release program and leaves it as ./makeitso
#: make run         builds it and runs it; ARGS="run fan-out" gives it arguments
#: make test        builds and runs every test (VARIANT=debug unless given)
#: make web-test    checks pages and diagrams with the tools that will read them, which npm fetches
#: make web         puts the whole program into a page, build/web/makeitso.html, with emscripten
#: make soak        runs the random tests and the fuzz targets with fresh seeds for SECONDS=60
#: make valgrind    runs the test programs under valgrind
#: make coverage    runs the tests and says what they cover
#: make bench       measures the release program
#: make fuzz        fuzzes each target for FUZZ_SECONDS=60, with clang
#: make lint        clang-format, cppcheck, clang-tidy, shellcheck;  make format  formats
#: make assets      makes the schema, the tables of the READMEs and the fuzzer's words from the rows, and the story's pictures
#: make install     prefix=/usr/local, DESTDIR=;  make uninstall
#: make setup       installs everything that any of these needs (Debian); run and test install what they need, all others name it
#: make clean       removes all that was built;  make dist  packs the last commit
#: make distcheck   unpacks that elsewhere, read-only: builds, installs, tests quickly, uninstalls, and nothing is left
#: make deb         a Debian package in BUILD that lintian passes;  MAINTAINER="Name <address>"
#:
#: VARIANT=debug|release|san|cov   CC=gcc|clang   WERROR=1   CFLAGS=…   LDFLAGS=…   BUILD=build
#: SETUP=no         lets run and test install nothing;   V=1 shows commands as they are;   TESTS="house width" chooses tests
#: MAKEITSO_BLESS=1 lets test write kept screens, pictures, traces and answers anew: look at the difference
#: SHARED=1         links a release to shared libraries alone; otherwise what has a static archive is linked in

-include $(OBJECTS:.o=.d) $(SUPPORT_OBJECTS:.o=.d) $(TEST_PROGRAMS:=.d) $(wildcard $(OUT)/tests/*/*.d)
