# vanban: YAML and Markdown in, DOCX out.
#
#   make            build gen/vanban and every document in sources/ to out/
#   make test       all tests              make accept CASE=area/name
#   make check      tests + warnings as errors, format, rooms, codes
#   make bench      beside pandoc          make install PREFIX=/usr/local
#   make endure     builds on a machine that fails
#   make fuzz FUZZ_SECONDS=60 FUZZ='yaml markdown csv image template whole verify'
#
# On Debian, missing packages are installed by apt (as root, or with sudo); what
# is there already is never asked for. V=1 shows the commands, SAN=1 runs the
# tests with the sanitizers.

# ---- What -------------------------------------------------------------------

ROOMS   := base cache yaml model read style layout check ooxml html txt pack office archive cli
SRC     := $(foreach r,$(ROOMS),$(sort $(wildcard gen/$(r)/*.c)))
UNIT    := $(sort $(wildcard tests/unit/test_*.c))
FUZZ_COMMON := tests/fuzz/world.c tests/fuzz/xml.c
FUZZ    := $(patsubst tests/fuzz/fuzz_%.c,%,$(sort $(wildcard tests/fuzz/fuzz_*.c)))
HEADERS := $(foreach r,$(ROOMS),$(wildcard gen/$(r)/*.h gen/$(r)/*.def))

BUILD   := gen/build
# Templates parsed beforehand, for the program that people run; the sanitizers' one
# parses them, so that the tests see both ways.
FROZEN_release := $(BUILD)/release/frozen.c
FROZEN_asan    := gen/tool/frozen_none.c
FROZEN_strict  := $(FROZEN_asan)
FROZEN_fuzz    := $(FROZEN_asan)
OBJ_release := $(SRC:gen/%.c=$(BUILD)/release/%.o) $(BUILD)/release/frozen.o
OBJ_asan    := $(SRC:gen/%.c=$(BUILD)/asan/%.o) $(BUILD)/asan/frozen.o
OBJ_fuzz    := $(SRC:gen/%.c=$(BUILD)/fuzz/%.o) $(BUILD)/fuzz/frozen.o
OBJ_strict  := $(SRC:gen/%.c=$(BUILD)/strict/%.o) $(BUILD)/strict/tool/freeze.o $(BUILD)/strict/frozen.o
# Unit programs link everything but main().
LIB_release := $(filter-out %/cli/main.o,$(OBJ_release))
LIB_asan    := $(filter-out %/cli/main.o,$(OBJ_asan))
LIB_fuzz    := $(filter-out %/cli/main.o,$(OBJ_fuzz))
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
# What makes the same sources come out otherwise is another program.
IDENTITY = -DVANBAN_BUILD='"$(shell { cat $(SRC) $(HEADERS) Makefile; $(CC) --version; } | sha256sum | cut -c1-40)"'
DATADIR  = -DVANBAN_DATADIR='"$(PREFIX)/share/vanban"'

# The address of a program that reads trusted files once needs no hiding: without PIE a
# start is a tenth faster.
FLAGS_release = -O2 -flto=auto -fno-pie -no-pie
FLAGS_asan    = -O1 -fno-omit-frame-pointer -fsanitize=address,undefined \
                -fno-sanitize-recover=all -DVANBAN_ASAN
FLAGS_strict  = -O2 -Werror
# Without a look into every comparison (there is a dictionary) runs are twice as many.
FLAGS_fuzz    = -O2 -fno-omit-frame-pointer -fsanitize=fuzzer-no-link,address,undefined \
                -fno-sanitize-coverage=trace-cmp -fno-sanitize-recover=all -DVANBAN_ASAN

# Debian has these six as archives: linked in, a start is a quarter faster.
# libzip comes shared only. Asked for when linking, since apt may just have run.
archive  = $(shell f=$$($(CC) -print-file-name=lib$(1).a); \
                   [ -e "$$f" ] && echo "$$f" || echo "-l$(1)")
LIBS     = $(call archive,yaml) $(call archive,cmark-gfm) $(call archive,mxml) $(call archive,utf8proc) \
           $(call archive,nettle) $(call archive,deflate) -lzip
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
	/usr/include/nettle/sha2.h=nettle-dev
NEED_TEST  := soffice=libreoffice-writer-nogui pdftotext=poppler-utils xmllint=libxml2-utils \
	/usr/share/fonts/truetype/liberation2/LiberationSerif-Regular.ttf=fonts-liberation2 \
	python3=python3 node=nodejs npm=npm chromium=chromium /usr/include/expat.h=libexpat1-dev valgrind=valgrind \
	parallel=parallel ninja=ninja-build faketime=faketime git=git /usr/lib/python3/dist-packages/yaml=python3-yaml
NEED_FUZZ  := /usr/bin/clang=clang /usr/lib/llvm-14/lib/clang/14.0.6/lib/linux/libclang_rt.fuzzer-x86_64.a=libclang-rt-14-dev \
	/usr/include/expat.h=libexpat1-dev python3=python3
NEED_CHECK := clang-format=clang-format git=git
NEED_BENCH := git=git pandoc=pandoc python3=python3 /usr/include/zlib.h=zlib1g-dev

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

.PHONY: all documents test check accept handbook bench install clean hooks format strict \
	need-build need-test need-check need-bench fuzz endure need-fuzz
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
need-fuzz:  ; $(call install-missing,$(NEED_FUZZ))

# --- compile and link

define variant
$(BUILD)/$(1)/%.o: gen/%.c Makefile | need-build
	@mkdir -p $$(@D)
	$$(call say,CC,$$<)
	$$(Q)$$(CC) $$(STD) $$(WARN) $$(CFLAGS) $$(FLAGS_$(1)) -ffunction-sections -fdata-sections \
		$$(if $$(filter %/layers.o,$$@),$$(DATADIR)) \
		$$(if $$(filter %/program.o,$$@),$$(IDENTITY)) \
		$$(if $$(filter %/ooxml/xml.o,$$@),$$(MXML)) -MMD -MP -c -o $$@ $$<

$(BUILD)/$(1)/cli/program.o: $(SRC) $(HEADERS)

$(BUILD)/$(1)/frozen.o: $$(FROZEN_$(1)) Makefile | need-build
	@mkdir -p $$(@D)
	$$(Q)$$(CC) $$(STD) $$(WARN) $$(CFLAGS) $$(FLAGS_$(1)) -Igen/tool -c -o $$@ $$<

$(BUILD)/$(1)/unit/%: tests/unit/%.c $$(LIB_$(1)) Makefile | need-build
	@mkdir -p $$(@D)
	$$(call say,CC,$$<)
	$$(Q)$$(CC) $$(STD) $$(WARN) $$(CFLAGS) $$(FLAGS_$(1)) -Igen -MMD -MP -o $$@ $$< \
		$$(LIB_$(1)) $$(LDFLAGS) $$(LIBS)

# All fuzz targets without a fuzzer, in one program that runs one over the files it is given.
$(BUILD)/$(1)/fuzz/%.o: tests/fuzz/%.c tests/fuzz/fuzz.h Makefile | need-test
	@mkdir -p $$(@D)
	$$(Q)$$(CC) $$(STD) $$(WARN) $$(CFLAGS) $$(FLAGS_$(1)) \
		$$(if $$(filter fuzz_%,$$*),-DLLVMFuzzerTestOneInput=$$*) -c -o $$@ $$<

$(BUILD)/$(1)/fuzz/seeds: $(FUZZ:%=$(BUILD)/$(1)/fuzz/fuzz_%.o) $(FUZZ_COMMON:tests/%.c=$(BUILD)/$(1)/%.o) \
		$(BUILD)/$(1)/fuzz/main.o $$(LIB_$(1)) Makefile | need-test
	$$(call say,LINK,$$@)
	$$(Q)$$(CC) $$(CFLAGS) $$(FLAGS_$(1)) -o $$@ $$(filter %.o,$$^) $$(LDFLAGS) $$(LIBS) -lexpat

$(BUILD)/$(1)/vanban: $$(OBJ_$(1)) Makefile | need-build
	$$(call say,LINK,$$@)
	$$(Q)$$(CC) $$(CFLAGS) $$(FLAGS_$(1)) -o $$@ $$(OBJ_$(1)) $$(LDFLAGS) $$(LIBS)

-include $$(OBJ_$(1):.o=.d) $$(UNIT_$(1):=.d)
endef
$(BUILD)/fuzz/%: CC = clang
$(foreach v,release asan strict fuzz,$(eval $(call variant,$(v))))

# --- fuzzing: libFuzzer, on one core, beside whatever else runs

FUZZ_SECONDS := 60
FUZZ_DIR     := $(BUILD)/fuzz

$(FUZZ_DIR)/libfuzzer_%: tests/fuzz/fuzz_%.c $(FUZZ_COMMON) tests/fuzz/fuzz.h $(LIB_fuzz) Makefile | need-fuzz
	$(call say,CC,$<)
	$(Q)$(CC) $(STD) $(WARN) $(CFLAGS) $(FLAGS_fuzz) -fsanitize=fuzzer -o $@ \
		$(filter %.c %.o,$^) $(LIBS) -lexpat

# What is new goes to corpus/, what breaks something to found/; both stay until `make clean`.
fuzz: gen/vanban $(FUZZ:%=$(FUZZ_DIR)/libfuzzer_%) | need-fuzz
	$(Q)python3 tests/fuzz/seeds.py $(FUZZ_DIR)
	$(Q)mkdir -p $(FUZZ:%=$(FUZZ_DIR)/corpus/%) $(FUZZ_DIR)/found
	$(Q)for t in $(FUZZ); do \
		echo "  FUZZ   $$t, $(FUZZ_SECONDS) s"; \
		ASAN_OPTIONS=malloc_context_size=4:quarantine_size_mb=64 \
		nice -n 19 $(FUZZ_DIR)/libfuzzer_$$t -max_total_time=$(FUZZ_SECONDS) -timeout=30 \
			-rss_limit_mb=1024 -max_len=16384 -entropic=0 -dict=$(FUZZ_DIR)/vanban.dict \
			-artifact_prefix=$(FUZZ_DIR)/found/$$t- -print_final_stats=1 \
			$(FUZZ_DIR)/corpus/$$t $(FUZZ_DIR)/seeds/$$t \
			2>$(FUZZ_DIR)/$$t.log || { tail -60 $(FUZZ_DIR)/$$t.log; exit 1; }; \
		grep -E 'executed_units|DONE' $(FUZZ_DIR)/$$t.log; \
	done

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

FAULT := $(BUILD)/release/fault.so
$(FAULT): tests/fault.c Makefile | need-build
	@mkdir -p $(@D)
	$(call say,CC,$<)
	$(Q)$(CC) -std=c11 -O2 $(WARN) -shared -fPIC -o $@ $<

TEST_BINARIES := gen/vanban $(UNIT_release) $(MEASURE) $(FAULT) $(BUILD)/release/fuzz/seeds
TEST_OPTIONS  :=
ifneq ($(SAN),)
TEST_BINARIES := $(BUILD)/asan/vanban $(UNIT_asan) $(MEASURE) $(BUILD)/asan/fuzz/seeds
TEST_OPTIONS  := --asan
endif

tests/node_modules/.package-lock.json: tests/package.json tests/package-lock.json | need-test
	$(call say,NPM,tests/node_modules)
	$(Q)cd tests && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	$(Q)touch $@

test: $(TEST_BINARIES) tests/node_modules/.package-lock.json | need-test
	$(Q)python3 tests/run --all $(TEST_OPTIONS)

# Builds on a machine that fails in every way, and input that grows; `make test` takes a sample.
endure: gen/vanban $(FAULT) $(MEASURE) | need-test
	$(Q)nice python3 tests/endure.py --samples 3000
	$(Q)nice python3 tests/issuing.py --samples 1000
	$(Q)nice python3 tests/growth.py

# Rewrites what a case wants from what it gets; read the diff.
accept: gen/vanban
	$(Q)python3 tests/run --accept $(if $(CASE),$(CASE),$(error CASE=area/name, please))

# The handbook's lists of messages and keys, from the program's own tables.
handbook: gen/vanban
	$(Q)python3 tests/handbook.py

strict: $(OBJ_strict)

check: strict need-check gen/vanban
	$(call say,FORMAT,clang-format)
	$(Q)clang-format --dry-run -Werror $(SRC) $(filter %.h,$(HEADERS)) $(UNIT) $(wildcard tests/fuzz/*.[ch])
	$(call say,ROOMS,#include)
	$(Q)python3 tests/rooms.py
	$(call say,CODES,gen/base/diag_*.def)
	$(Q)python3 tests/codes.py
	$(call say,LISTS,sources/so-khcn/huong-dan)
	$(Q)python3 tests/handbook.py --check
	$(Q)$(MAKE) --no-print-directory test

DEFLATE := $(BUILD)/release/deflate
$(DEFLATE): tests/deflate.c Makefile | need-bench
	@mkdir -p $(@D)
	$(call say,CC,$<)
	$(Q)$(CC) -std=c11 -D_XOPEN_SOURCE=700 -O2 $(WARN) -o $@ $< -lzip -lz

bench: gen/vanban $(MEASURE) $(DEFLATE) | need-bench
	$(Q)python3 tests/bench.py
	$(Q)python3 tests/bench_scale.py
	$(Q)python3 tests/bench_watch.py

# --- the rest

install: gen/vanban
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/share/man/man1 \
		$(DESTDIR)$(PREFIX)/share/vanban $(DESTDIR)$(PREFIX)/share/bash-completion/completions
	install -m 755 gen/vanban $(DESTDIR)$(PREFIX)/bin/vanban
	install -m 644 gen/vanban.1 $(DESTDIR)$(PREFIX)/share/man/man1/vanban.1
	cp -R templates $(DESTDIR)$(PREFIX)/share/vanban/
	gen/vanban completion bash >$(DESTDIR)$(PREFIX)/share/bash-completion/completions/vanban

format: need-check
	clang-format -i $(SRC) $(filter %.h,$(HEADERS)) $(UNIT) $(wildcard tests/fuzz/*.[ch])

# Runs `make check` before each commit.
hooks:
	git config core.hooksPath .githooks

clean:
	rm -rf $(BUILD) gen/vanban tests/tmp out/*
