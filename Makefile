# cairn: one Makefile.
#   make            build/cairn                      make room R=read [T=filter]   one room, built and tested alone
#   make test       the tests of every room          make fuzz-smoke               every fuzz target, sanitized, a few seconds
#   make bench      speed, reported                  make torture                  the heavy tests
#   make models     trains every model anew          make bench-read           the reader against its corpora
#   make tidy       layers, sizes, banned calls      make install PREFIX=/usr/local DESTDIR=
# B = build folder; CC, CFLAGS, LDFLAGS as usual; SAN=1 builds with the address and undefined-behaviour sanitizers
# (give it a build folder of its own: make SAN=1 B=build/san …).
B      ?= build
CC     := $(if $(filter cc,$(CC)),gcc,$(CC))
SAN    ?=
OPT    ?= $(if $(SAN),-O1,-O2) -g
WARN   := -Wall -Wextra -Werror -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wvla \
          -Wno-missing-field-initializers -Wno-override-init
HARDEN := -fstack-protector-strong -fPIE $(if $(SAN),,-D_FORTIFY_SOURCE=2)
comma  := ,
# SAN=fuzzer with CC=clang: the fuzz targets under libFuzzer, which brings a driver of its own (tests/fuzz/live.sh).
# clang calls NULL + 0 an overflow; the standard now allows it (WG14 N3322), and gcc's sanitizer watches the real ones.
LIVE   := $(filter fuzzer,$(SAN))
SANCF  := $(if $(SAN),-fsanitize=$(if $(LIVE),fuzzer-no-link$(comma))address$(comma)undefined \
          -fno-sanitize-recover=undefined -fno-omit-frame-pointer $(if $(LIVE),-fno-sanitize=pointer-overflow))
# Sources are named relative to the root, so nothing of this machine's paths gets into the program.
BASECF := -std=gnu11 $(OPT) $(WARN) $(HARDEN) $(SANCF) -Isrc -Iinclude -I$(B)/gen -D_GNU_SOURCE \
          -ffile-prefix-map=$(CURDIR)=. -MMD -MP
LINK   := -pie -Wl,-z,relro,-z,now $(SANCF)
# Jansson is the oracle of the JSON tests; the program itself does not use it.
TESTLIBS_base := -ljansson
LIBS   := -lsqlite3 -lsodium -lcrypto -lutf8proc -lstemmer -lmicrohttpd -lzip -lexpat -lgfshare -lz -lm -pthread

# Layers, lowest first (DESIGN §4). A folder is built only where it exists.
LAYERS := base proof method text learn math table sys db store seal read reconcile media match publish exchange people flow capi web cli verifier
ROOMS  := $(foreach r,$(LAYERS),$(if $(wildcard src/$(r)/*.c),$(r)))
TESTED := $(foreach r,$(ROOMS),$(if $(wildcard src/$(r)/*_test.c),$(r)))

# What is in the program: not the tests, the fuzz targets, the entry point.
srcs    = $(filter-out %_test.c src/$(1)/fuzz_%.c src/$(1)/main.c,$(sort $(wildcard src/$(1)/*.c)))
objs    = $(patsubst %.c,$(B)/%.o,$(call srcs,$(1)))
# harness_test.c runs the tests (base/t.h) and is in every test binary.
tests   = $(patsubst %.c,$(B)/%.o,$(sort src/base/harness_test.c $(wildcard src/$(1)/*_test.c)))
# A room is tested with everything at or below its layer, and nothing above.
below   = $(call upto,$(1),$(ROOMS))
upto    = $(if $(2),$(firstword $(2)) $(if $(filter $(1),$(firstword $(2))),,$(call upto,$(1),$(wordlist 2,99,$(2)))))
ALLOBJ := $(foreach r,$(ROOMS),$(call objs,$(r)))
FUZZ   := $(sort $(wildcard src/*/fuzz_*.c))
FUZZBIN := $(patsubst %.c,$(B)/%,$(notdir $(FUZZ)))
# bench/score_NAME.c are scorers of their own name: build/score_NAME GOLD OUT.
SCORES := $(patsubst bench/%.c,$(B)/%,$(sort $(wildcard bench/score_*.c)))
BENCH  := $(patsubst bench/%.c,$(B)/bench_%,$(sort $(filter-out bench/score_%,$(wildcard bench/*.c)))) $(SCORES)
# Trainers: tools/models/train_NAME.c makes data/models/NAME.bin from the corpora (../shared/data or $CORPORA). Each is
# linked with the library, models of earlier stages included, so they are made in the order of tools/models/order.
TRAIN  := $(patsubst tools/models/train_%.c,$(B)/train_%,$(sort $(wildcard tools/models/train_*.c)))
CORPORA ?= ../shared/data
# Programs that test from outside: tests/NAME/*.c, each linked with the library; run by tests/run.sh when named *_test.
# tests/NAME/lib_*.c are linked into every program of their folder.
OUTERC := $(sort $(wildcard tests/*/*.c))
OUTER  := $(patsubst tests/%.c,$(B)/tests/%,$(foreach f,$(OUTERC),$(if $(filter lib_%,$(notdir $(f))),,$(f))))

.PHONY: models models-check bench-read all test tests rooms room fuzz libfuzzer fuzz-smoke bench torture tidy format install clean FORCE
all: $(B)/cairn $(B)/cairn-verify

# V=1 shows whole commands.
Q      := $(if $(V),,@)
say     = $(if $(V),,@echo '  $(@:$(B)/%=%)')

# A change of compiler or flags rebuilds everything.
FLAGS  := $(CC) $(BASECF) $(CFLAGS) $(LDFLAGS)
$(B)/flags: FORCE
	@mkdir -p $(@D); echo '$(FLAGS)' | cmp -s - $@ || echo '$(FLAGS)' > $@

# -MMD sees #include but not .incbin: the files named in ASSET("…") lines are added to the .d file here, each with an
# empty rule, so that a changed asset rebuilds and a removed one does not break the build.
define COMPILE
@mkdir -p $(@D)
$(say)
$(Q)$(CC) $(BASECF) $(CFLAGS) -c $< -o $@
@sed -n 's|^ASSET([^"]*"\([^"]*\)").*|$@: \1\n\1:|p' $< >> $(@:.o=.d)
endef
$(B)/%.o: %.c $(B)/flags
	$(COMPILE)

# The catalogue of the desk's words (src/web/words.h): one table, sorted by id, from every area's lines W("id", …).
WORDS := $(B)/gen/web/words_table.def
$(WORDS): $(wildcard src/web/words/*.def)
	@mkdir -p $(@D)
	$(say)
	$(Q)grep -h '^W(' $^ | LC_ALL=C sort -t'"' -k2,2 > $@
$(B)/src/web/words.o $(B)/src/web/words_test.o: $(WORDS)

$(B)/libcairn.a: $(ALLOBJ)
	@rm -f $@
	$(say)
	$(Q)ar Dcrs $@ $^
$(B)/cairn: $(B)/src/cli/main.o $(B)/libcairn.a
	$(say)
	$(Q)$(CC) $(LINK) $(LDFLAGS) $^ $(LIBS) -o $@

# cairn-verify: static, of what it needs alone (no database, no web server), and the same bytes wherever it is built:
# no paths of this machine, no debug text. The archive lets the linker take only what is called.
VERIFYSRC := $(filter-out %/receipt_make.c,$(foreach r,base proof method seal verifier,$(call srcs,$(r)))) src/verifier/main.c \
             $(filter src/sys/os_% src/store/log% src/store/claim% src/exchange/bag% \
               src/store/standing.c src/store/store_sign.c, \
               $(foreach r,sys store exchange,$(call srcs,$(r))))
VERIFYCF   = -std=gnu11 -Os $(WARN) -fstack-protector-strong -fPIE -D_FORTIFY_SOURCE=2 -ffunction-sections -fdata-sections \
             -Isrc -Iinclude -I$(B)/gen -D_GNU_SOURCE -ffile-prefix-map=$(CURDIR)=. -MMD -MP $(CFLAGS)
VERIFYOBJ := $(patsubst %.c,$(B)/verify/%.o,$(VERIFYSRC))
# libcrypto may ask for names of hosts and load modules; cairn-verify does neither, so what the linker says of it is silent.
QUIETLD    = $(shell ld --help 2>/dev/null | grep -q -- --no-warnings && echo -Wl,--no-warnings)
$(B)/verify/%.o: %.c $(B)/flags
	@mkdir -p $(@D)
	$(say)
	$(Q)$(CC) $(VERIFYCF) -c $< -o $@
$(B)/cairn-verify: $(VERIFYOBJ)
	@rm -f $(B)/verify/all.a; ar Dcrs $(B)/verify/all.a $(filter-out %/main.o,$^)
	$(say)
	$(Q)$(CC) -static-pie -s -Wl,--gc-sections,-z,relro,-z,now $(QUIETLD) $(LDFLAGS) $(filter %/main.o,$^) \
	    $(B)/verify/all.a -lutf8proc -lsodium -lcrypto -pthread -o $@

# One test binary a room.
define ROOMTEST
$(B)/test_$(1): $(foreach r,$(call below,$(1)),$(call objs,$(r))) $(call tests,$(1))
	$$(say)
	$$(Q)$$(CC) $$(LINK) $$(LDFLAGS) $$^ $$(LIBS) $$(TESTLIBS_$(1)) -o $$@
endef
$(foreach r,$(TESTED),$(eval $(call ROOMTEST,$(r))))

# One fuzz binary a target: src/ROOM/fuzz_NAME.c and the room's layer, driven by tests/fuzz_driver.c under plain gcc.
define FUZZTARGET
$(B)/$(basename $(notdir $(1))): $(B)/$(basename $(1)).o $(if $(LIVE),,$(B)/tests/fuzz_driver.o) \
    $(foreach r,$(call below,$(notdir $(patsubst %/,%,$(dir $(1))))),$(call objs,$(r)))
	$$(say)
	$$(Q)$$(CC) $$(LINK) $(if $(LIVE),-fsanitize=fuzzer) $$(LDFLAGS) $$^ $$(LIBS) -o $$@
endef
$(foreach f,$(FUZZ),$(eval $(call FUZZTARGET,$(f))))

$(filter-out $(SCORES),$(BENCH)): $(B)/bench_%: $(B)/bench/%.o $(B)/libcairn.a
	$(say)
	$(Q)$(CC) $(LINK) $(LDFLAGS) $^ $(LIBS) -o $@
$(SCORES): $(B)/%: $(B)/bench/%.o $(B)/libcairn.a
	$(say)
	$(Q)$(CC) $(LINK) $(LDFLAGS) $^ $(LIBS) -o $@
$(TRAIN): $(B)/train_%: $(B)/tools/models/train_%.o $(B)/libcairn.a
	$(say)
	$(Q)$(CC) $(LINK) $(LDFLAGS) $^ $(LIBS) -o $@
# make models: every model anew, stage after stage; make models-check: the same into $(B)/models, compared byte for byte.
models:
	set -e; while read -r m; do $(MAKE) -s $(B)/train_$$m; echo "  training $$m"; \
	    $(B)/train_$$m $(CORPORA) data/models/$$m.bin; done < tools/models/order
	tools/models/sums.sh
models-check: $(TRAIN)
	tools/models/check.sh $(B) $(CORPORA)
bench-read: all
	bench/read.sh
define OUTERTEST
$(1): $(1).o $(patsubst %.c,$(B)/%.o,$(filter $(patsubst $(B)/%,%,$(dir $(1)))lib_%,$(OUTERC))) $(B)/libcairn.a
	$$(say)
	$$(Q)$$(CC) $$(LINK) $$(LDFLAGS) $$^ $$(LIBS) -o $$@
endef
$(foreach f,$(OUTER),$(eval $(call OUTERTEST,$(f))))
# The reader and what lies below it, nothing else: for builds with other compilers (tests/read/identical.sh).
$(B)/read_digest: $(B)/tests/read/digest.o $(foreach r,$(call below,read),$(call objs,$(r)))
	$(say)
	$(Q)$(CC) $(LINK) $(LDFLAGS) $^ $(LIBS) -o $@
$(B)/tidy: $(B)/tools/tidy.o $(B)/tools/tidy_tree.o
	$(say)
	$(Q)$(CC) $(LINK) $(LDFLAGS) $^ -o $@

room: $(B)/test_$(R)
	$(B)/test_$(R) $(T)
rooms:
	@echo $(TESTED)
tests: $(foreach r,$(TESTED),$(B)/test_$(r)) $(OUTER) $(BENCH) $(TRAIN)
test: tests
	@set -e; for r in $(TESTED); do echo "== $$r"; $(B)/test_$$r $(T); done
fuzz: $(FUZZBIN)
# One target under clang's libFuzzer, for long runs: make libfuzzer F=json, then build/live/fuzz_json FOLDER tests/seeds/json
libfuzzer:
	$(MAKE) CC=clang SAN=fuzzer B=$(B)/live $(B)/live/fuzz_$(F)
fuzz-smoke:
	$(MAKE) SAN=1 B=$(B)/san fuzz
	tests/fuzz_smoke.sh $(B)/san
tidy: $(B)/tidy
	$(B)/tidy
format:
	clang-format -i $$(git ls-files '*.c' '*.h')
bench: all $(BENCH)
	bench/run.sh
	bench/seal.sh
torture: all
	tests/torture.sh

PREFIX  ?= /usr/local
MANDIR  ?= $(PREFIX)/share/man
VERSION := $(shell cat VERSION 2>/dev/null || echo 0.0.0)
DEST    := $(DESTDIR)$(PREFIX)
install: all
	install -D -m 755 $(B)/cairn $(DEST)/bin/cairn
	install -D -m 755 $(B)/cairn-verify $(DEST)/bin/cairn-verify
	install -D -m 644 $(B)/libcairn.a $(DEST)/lib/libcairn.a
	install -D -m 644 include/cairn/cairn.h $(DEST)/include/cairn/cairn.h
	sed 's|@PREFIX@|$(PREFIX)|; s|@VERSION@|$(VERSION)|; s|@LIBS@|$(LIBS)|' cairn.pc.in > $(B)/cairn.pc
	install -D -m 644 $(B)/cairn.pc $(DEST)/lib/pkgconfig/cairn.pc
	$(B)/cairn op-man > $(B)/cairn.1
	install -D -m 644 $(B)/cairn.1 $(DESTDIR)$(MANDIR)/man1/cairn.1
	for s in bash zsh fish; do $(B)/cairn op-completion $$s > $(B)/cairn.$$s || exit 1; done
	install -D -m 644 $(B)/cairn.bash $(DEST)/share/bash-completion/completions/cairn
	install -D -m 644 $(B)/cairn.zsh $(DEST)/share/zsh/site-functions/_cairn
	install -D -m 644 $(B)/cairn.fish $(DEST)/share/fish/vendor_completions.d/cairn.fish

clean:
	rm -rf $(B)
-include $(shell find $(B) -name '*.d' 2>/dev/null)
