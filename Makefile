# cairn: one Makefile. `make` builds build/cairn; `make room R=read` builds and tests one room alone;
# `make test` all tests; `make bench`, `make torture`, `make fuzz`, `make data`, `make install`.
# B = build folder (default build); CC, CFLAGS, LDFLAGS as usual.
B      ?= build
CC     ?= gcc
CC     := $(if $(filter cc,$(CC)),gcc,$(CC))
OPT    ?= -O2 -g
WARN   := -Wall -Wextra -Werror -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wvla -Wno-missing-field-initializers -Wno-override-init
HARDEN := -fstack-protector-strong -D_FORTIFY_SOURCE=2 -fPIE
BASECF := -std=gnu11 $(OPT) $(WARN) $(HARDEN) -Isrc -Iinclude -I$(B)/gen -ffile-prefix-map=$(CURDIR)=. -D_GNU_SOURCE -MMD -MP
LIBS   := -lsqlite3 -lsodium -lcrypto -lutf8proc -lstemmer -lz -lm -pthread

# Layers, lowest first (DESIGN §4). A folder is built only where it exists.
LAYERS := base proof method text math sys db store seal read reconcile match publish exchange people flow capi cli
ROOMS  := $(foreach r,$(LAYERS),$(if $(wildcard src/$(r)/*.c),$(r)))

srcs    = $(filter-out %_test.c src/$(1)/fuzz_%.c src/$(1)/main.c,$(sort $(wildcard src/$(1)/*.c src/$(1)/*.S)))
objs    = $(patsubst %,$(B)/%.o,$(basename $(call srcs,$(1))))
tests   = $(patsubst %.c,$(B)/%.o,$(sort $(wildcard src/$(1)/*_test.c)))
# A room is tested with everything at or below its layer, and nothing above.
below   = $(call upto,$(1),$(ROOMS))
upto    = $(if $(2),$(firstword $(2)) $(if $(filter $(1),$(firstword $(2))),,$(call upto,$(1),$(wordlist 2,99,$(2)))))
ALLOBJ := $(foreach r,$(ROOMS),$(call objs,$(r)))

.PHONY: all test room clean install tidy
all: $(B)/cairn

$(B)/%.o: %.c
	@mkdir -p $(@D)
	$(CC) $(BASECF) $(CFLAGS) -c $< -o $@
$(B)/%.o: %.S
	@mkdir -p $(@D)
	$(CC) -Isrc -I. -c $< -o $@

$(B)/libcairn.a: $(ALLOBJ)
	@rm -f $@
	ar Dcrs $@ $^
$(B)/cairn: $(B)/src/cli/main.o $(B)/libcairn.a
	$(CC) -pie $(LDFLAGS) $^ $(LIBS) -o $@

# One test binary a room.
define ROOMTEST
$(B)/test_$(1): $(foreach r,$(call below,$(1)),$(call objs,$(r))) $(call tests,$(1))
	$$(CC) -pie $$(LDFLAGS) $$^ $$(LIBS) -o $$@
endef
$(foreach r,$(ROOMS),$(eval $(call ROOMTEST,$(r))))

room: $(B)/test_$(R)
	$(B)/test_$(R) $(T)

-include $(shell find $(B) -name '*.d' 2>/dev/null)
clean:
	rm -rf $(B)
