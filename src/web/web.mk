# The program in a page: `make web` builds $(BUILD)/web/makeitso.html with Debian's emscripten. Nothing else needs it.
# These know a terminal, a thread, a socket or another program; in a page others stand for them, in src/web.
WEB_OUT := $(BUILD)/web/objects
WEB_LEFT_OUT := $(addprefix src/,tui/terminal.c tui/typing.c tui/linear_host.c tui/tui.c tui/task.c tui/signals.c \
    tui/console.c tui/class_socket.c tui/class_watch.c \
    cli/command_console.c cli/class_folder.c cli/rsvg.c)
WEB_SOURCES := $(filter-out $(WEB_LEFT_OUT),$(SOURCES)) $(wildcard src/web/*.c)
WEB_OBJECTS := $(WEB_SOURCES:%.c=$(WEB_OUT)/%.o) $(patsubst $(OUT)/%,$(WEB_OUT)/%,$(filter %_data.o,$(OBJECTS)))
WEB_LIBRARIES := $(BUILD)/web/libraries
WEB_CFLAGS := -Oz -flto
WEB_COMPILE = $(WEB_CLANG) -std=c11 -D_XOPEN_SOURCE=700 -Isrc -I$(WEB_LIBRARIES)/include -Wall -Wextra -ffp-contract=off -fno-math-errno $(WEB_CFLAGS)

$(WEB_LIBRARIES)/compiler.mk: src/build/web-libraries
	@CC="$(CC)" SETUP="$(SETUP)" sh src/build/setup wasm
	$(call say,LIBS,$(WEB_LIBRARIES))
	$(Q)WEB_CFLAGS="$(WEB_CFLAGS)" sh src/build/web-libraries $(WEB_LIBRARIES)

$(WEB_OUT)/src/%.o: src/%.c $(WEB_LIBRARIES)/compiler.mk
	@mkdir -p $(@D)
	$(call say,WASM,$<)
	$(Q)$(WEB_COMPILE) -MMD -MP -c -o $@ $<

$(WEB_OUT)/%_data.o: $(OUT)/%_data.c $(WEB_LIBRARIES)/compiler.mk
	@mkdir -p $(@D)
	$(Q)$(WEB_COMPILE) -c -o $@ $<

# What the page's script calls, and what it uses of emscripten's. 256 MiB are what a page may take.
WEB_CALLS := $(shell sed -n 's/^[a-z].*[ *]\(host_[a-z_]*\).*/"_\1",/p' src/web/host.h)
WEB_LINK := -sMODULARIZE -sEXPORT_NAME=makeitso -sENVIRONMENT=web,worker -sINVOKE_RUN=0 -sDYNAMIC_EXECUTION=0 -sFORCE_FILESYSTEM \
    -sALLOW_MEMORY_GROWTH -sINITIAL_MEMORY=8MB -sMAXIMUM_MEMORY=256MB -sTOTAL_STACK=1MB -sSUPPORT_LONGJMP=0 \
    -sEXPORTED_FUNCTIONS='[$(WEB_CALLS)"_main","_malloc"]' \
    -sEXPORTED_RUNTIME_METHODS='["callMain","FS","ENV","HEAPU8","UTF8ToString","stringToUTF8","stackSave","stackRestore"]' \
    --js-library src/web/library.js
WEB_PAGE := $(addprefix src/web/,page.html page.css page.js worker.js)

$(BUILD)/web/program.js: $(WEB_OBJECTS) src/web/library.js src/web/host.h
	$(call say,LINK,$@)
	$(Q)NODE_PATH=/usr/share/nodejs emcc $(WEB_CFLAGS) $(WEB_LINK) -o $@ $(WEB_OBJECTS) $(addprefix $(WEB_LIBRARIES)/lib,cyaml.a yaml.a jansson.a utf8proc.a md.a)

$(BUILD)/web/makeitso.html: src/web/assemble.mjs $(WEB_PAGE) $(BUILD)/web/program.js
	$(call say,PAGE,$@)
	$(Q)node src/web/assemble.mjs $(BUILD)/web/program $(WEB_PAGE) >$@

web: $(BUILD)/web/makeitso.html

ifneq ($(filter web web-test web-objects,$(GOALS)),)
include $(WEB_LIBRARIES)/compiler.mk
-include $(WEB_OBJECTS:.o=.d)
endif
