# vanban: YAML and Markdown in, DOCX out.
#
#   make            build gen/vanban and every document in sources/ to out/
#   make test       all tests              make accept CASE=area/name
#   make check      tests + warnings as errors, format, rooms, codes
#   make bench      beside pandoc          make install PREFIX=/usr/local
#
# On Debian, missing packages are installed by apt (as root, or with sudo); what
# is there already is never asked for. V=1 shows the commands, SAN=1 runs the
# tests with the sanitizers.

# ---- What -------------------------------------------------------------------

ROOMS   := base yaml model read style layout check ooxml html txt pack cli
SRC     := $(foreach r,$(ROOMS),$(sort $(wildcard gen/$(r)/*.c)))
UNIT    := $(sort $(wildcard tests/unit/test_*.c))
HEADERS := $(foreach r,$(ROOMS),$(wildcard gen/$(r)/*.h gen/$(r)/*.def))

BUILD   := gen/build
# Templates parsed beforehand, for the program that people run; the sanitizers' one
# parses them, so that the tests see both ways.
FROZEN_release := $(BUILD)/release/frozen.c
FROZEN_asan    := gen/tool/frozen_none.c
FROZEN_strict  := $(FROZEN_asan)
OBJ_release := $(SRC:gen/%.c=$(BUILD)/release/%.o) $(BUILD)/release/frozen.o
OBJ_asan    := $(SRC:gen/%.c=$(BUILD)/asan/%.o) $(BUILD)/asan/frozen.o
OBJ_strict  := $(SRC:gen/%.c=$(BUILD)/strict/%.o) $(BUILD)/strict/tool/freeze.o $(BUILD)/strict/frozen.o
# Unit programs link everything but main().
LIB_release := $(filter-out %/cli/main.o,$(OBJ_release))
LIB_asan    := $(filter-out %/cli/main.o,$(OBJ_asan))
UNIT_release := $(UNIT:tests/unit/%.c=$(BUILD)/release/unit/%)
UNIT_asan    := $(UNIT:tests/unit/%.c=$(BUILD)/asan/unit/%)

PREFIX  ?= /usr/local
DESTDIR ?=

# ---- How --------------------------------------------------------------------

CC       = gcc
STD      = -std=c11 -D_POSIX_C_SOURCE=200809L -D_XOPEN_SOURCE=700
WARN     = -Wall -Wextra -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes \
           -Wformat=2 -Wvla
CFLAGS  ?= -g
# mxml.h of Debian's 3.3.1 calls itself 3.2; its .pc file knows better.
MXML     = $(shell sed -n "s/^Version: *\(.*\)/-DVANBAN_MXML_VERSION='\"\1\"'/p" \
                    $$(dirname $$($(CC) -print-file-name=libmxml.so))/pkgconfig/mxml.pc 2>/dev/null)
DATADIR  = -DVANBAN_DATADIR='"$(PREFIX)/share/vanban"'

# The address of a program that reads trusted files once needs no hiding: without PIE a
# start is a tenth faster.
FLAGS_release = -O2 -flto=auto -fno-pie -no-pie
FLAGS_asan    = -O1 -fno-omit-frame-pointer -fsanitize=address,undefined \
                -fno-sanitize-recover=all -DVANBAN_ASAN
FLAGS_strict  = -O2 -Werror

# Debian has these six as archives: linked in, a start is a quarter faster.
# libzip comes shared only. Asked for when linking, since apt may just have run.
archive  = $(shell f=$$($(CC) -print-file-name=lib$(1).a); \
                   [ -e "$$f" ] && echo "$$f" || echo "-l$(1)")
LIBS     = $(call archive,yaml) $(call archive,cmark-gfm) $(call archive,mxml) $(call archive,utf8proc) \
           $(call archive,md) $(call archive,deflate) -lzip
LDFLAGS ?= -Wl,-O1,--as-needed,-z,relro,--hash-style=gnu,--gc-sections

ifeq ($(V),)
Q := @
say = @printf '  %-6s %s\n' '$(1)' '$(2)'
else
Q :=
say = @:
endif

# file-that-is-there-when-installed=package
NEED_BUILD := /usr/bin/gcc=gcc /usr/include/stdio.h=libc6-dev /usr/include/yaml.h=libyaml-dev \
	/usr/include/cmark-gfm.h=libcmark-gfm-dev \
	/usr/include/zip.h=libzip-dev /usr/include/libdeflate.h=libdeflate-dev \
	/usr/include/mxml.h=libmxml-dev /usr/include/utf8proc.h=libutf8proc-dev \
	/usr/include/sha2.h=libmd-dev
NEED_TEST  := soffice=libreoffice-writer-nogui pdftotext=poppler-utils xmllint=libxml2-utils \
	/usr/share/fonts/truetype/liberation2/LiberationSerif-Regular.ttf=fonts-liberation2 \
	python3=python3 node=nodejs npm=npm chromium=chromium
NEED_CHECK := clang-format=clang-format git=git
NEED_BENCH := pandoc=pandoc python3=python3

# $(call install-missing,pairs): a path is looked for as a file, a name in PATH.
define install-missing
	@missing=; for pair in $(1); do \
		what=$${pair%%=*}; \
		case $$what in /*) [ -e $$what ] ;; *) command -v $$what >/dev/null 2>&1 ;; esac || \
			missing="$$missing $${pair#*=}"; \
	done; \
	[ -z "$$missing" ] || sh gen/install-packages $$missing
endef

# ---- Targets ----------------------------------------------------------------

.PHONY: all documents test check accept bench install clean hooks format strict \
	need-build need-test need-check need-bench
.DELETE_ON_ERROR:
.SECONDARY:

all: gen/vanban documents

documents: gen/vanban
	$(call say,BUILD,sources -> out)
	$(Q)gen/vanban schema --out out
	$(Q)gen/vanban build

need-build: ; $(call install-missing,$(NEED_BUILD))
need-test:  ; $(call install-missing,$(NEED_TEST))
need-check: ; $(call install-missing,$(NEED_CHECK))
need-bench: ; $(call install-missing,$(NEED_BENCH))

# --- compile and link

define variant
$(BUILD)/$(1)/%.o: gen/%.c Makefile | need-build
	@mkdir -p $$(@D)
	$$(call say,CC,$$<)
	$$(Q)$$(CC) $$(STD) $$(WARN) $$(CFLAGS) $$(FLAGS_$(1)) -ffunction-sections -fdata-sections \
		$$(if $$(filter %/layers.o,$$@),$$(DATADIR)) \
		$$(if $$(filter %/ooxml/xml.o,$$@),$$(MXML)) -MMD -MP -c -o $$@ $$<

$(BUILD)/$(1)/frozen.o: $$(FROZEN_$(1)) Makefile | need-build
	@mkdir -p $$(@D)
	$$(Q)$$(CC) $$(STD) $$(WARN) $$(CFLAGS) $$(FLAGS_$(1)) -Igen/tool -c -o $$@ $$<

$(BUILD)/$(1)/unit/%: tests/unit/%.c $$(LIB_$(1)) Makefile | need-build
	@mkdir -p $$(@D)
	$$(call say,CC,$$<)
	$$(Q)$$(CC) $$(STD) $$(WARN) $$(CFLAGS) $$(FLAGS_$(1)) -Igen -MMD -MP -o $$@ $$< \
		$$(LIB_$(1)) $$(LDFLAGS) $$(LIBS)

$(BUILD)/$(1)/vanban: $$(OBJ_$(1)) Makefile | need-build
	$$(call say,LINK,$$@)
	$$(Q)$$(CC) $$(CFLAGS) $$(FLAGS_$(1)) -o $$@ $$(OBJ_$(1)) $$(LDFLAGS) $$(LIBS)

-include $$(OBJ_$(1):.o=.d) $$(UNIT_$(1):=.d)
endef
$(foreach v,release asan strict,$(eval $(call variant,$(v))))

# --- templates parsed beforehand

TEMPLATES := $(sort $(patsubst templates/%,%,$(wildcard templates/*/*.yaml templates/*/*/*.yaml)))
FREEZER   := $(BUILD)/release/tool/freeze
$(FREEZER): $(BUILD)/release/tool/freeze.o \
		$(filter $(BUILD)/release/base/% $(BUILD)/release/yaml/%,$(OBJ_release))
	$(Q)$(CC) $(CFLAGS) $(FLAGS_release) -o $@ $^ $(LDFLAGS) $(LIBS)

$(BUILD)/release/frozen.c: $(FREEZER) $(TEMPLATES:%=templates/%)
	$(call say,FREEZE,templates)
	$(Q)$(FREEZER) templates $(TEMPLATES) > $@

gen/vanban: $(BUILD)/release/vanban
	$(Q)cp $< $@.tmp && mv $@.tmp $@

# --- tests

MEASURE := $(BUILD)/release/measure
$(MEASURE): tests/measure.c Makefile | need-build
	@mkdir -p $(@D)
	$(call say,CC,$<)
	$(Q)$(CC) -std=c11 -D_POSIX_C_SOURCE=200809L -O2 $(WARN) -o $@ $<

TEST_BINARIES := gen/vanban $(UNIT_release) $(MEASURE)
TEST_OPTIONS  :=
ifneq ($(SAN),)
TEST_BINARIES := $(BUILD)/asan/vanban $(UNIT_asan) $(MEASURE)
TEST_OPTIONS  := --asan
endif

tests/node_modules/.package-lock.json: tests/package.json tests/package-lock.json | need-test
	$(call say,NPM,tests/node_modules)
	$(Q)cd tests && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	$(Q)touch $@

test: $(TEST_BINARIES) tests/node_modules/.package-lock.json | need-test
	$(Q)python3 tests/run --all $(TEST_OPTIONS)

# Rewrites what a case wants from what it gets; read the diff.
accept: gen/vanban
	$(Q)python3 tests/run --accept $(if $(CASE),$(CASE),$(error CASE=area/name, please))

strict: $(OBJ_strict)

check: strict need-check
	$(call say,FORMAT,clang-format)
	$(Q)clang-format --dry-run -Werror $(SRC) $(filter %.h,$(HEADERS)) $(UNIT)
	$(call say,ROOMS,#include)
	$(Q)python3 tests/rooms.py
	$(call say,CODES,gen/base/diag_*.def)
	$(Q)python3 tests/codes.py
	$(Q)$(MAKE) --no-print-directory test

bench: gen/vanban $(MEASURE) | need-bench
	$(Q)python3 tests/bench.py

# --- the rest

install: gen/vanban
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/share/man/man1 \
		$(DESTDIR)$(PREFIX)/share/vanban $(DESTDIR)$(PREFIX)/share/bash-completion/completions
	install -m 755 gen/vanban $(DESTDIR)$(PREFIX)/bin/vanban
	install -m 644 gen/vanban.1 $(DESTDIR)$(PREFIX)/share/man/man1/vanban.1
	cp -R templates $(DESTDIR)$(PREFIX)/share/vanban/
	gen/vanban completion bash >$(DESTDIR)$(PREFIX)/share/bash-completion/completions/vanban

format: need-check
	clang-format -i $(SRC) $(filter %.h,$(HEADERS)) $(UNIT)

# Runs `make check` before each commit.
hooks:
	git config core.hooksPath .githooks

clean:
	rm -rf $(BUILD) gen/vanban tests/tmp out/*
