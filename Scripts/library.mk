# make library     the C library in .build/library: librnnk, which needs nothing but libm, and librnnk-openblas, each static and
#                  shared; OPENBLAS=0 leaves out the second
# make install     that, its headers, pkg-config and CMake files, and rnnc, in PREFIX (/usr/local), below DESTDIR if given
# make uninstall   removes what was installed there, and nothing else
# make amalgamation   the library as two files, .build/amalgamation/rnnk.h and rnnk.c

PREFIX ?= /usr/local
OPENBLAS ?= 1
CFLAGS ?= -O2
LIBRARY := .build/library
# The program to install; by default one that carries Swift's libraries in itself.
RNNC ?= .build/static/release/rnnc

version = $(shell sed -n 's/^\#define RNNK_VERSION_$(1) //p' include/rnnk.h)
MAJOR_MINOR := $(call version,MAJOR).$(call version,MINOR)
VERSION := $(MAJOR_MINOR).$(call version,PATCH)
# Before 1.0 a minor version may change the interface, and so has a name of its own.
SOVERSION := $(if $(filter 0,$(call version,MAJOR)),$(MAJOR_MINOR),$(call version,MAJOR))

ifeq ($(shell uname -s),Darwin)
shared_name = $(1)$(if $(2),.$(2)).dylib
shared_flags = -dynamiclib -install_name $(PREFIX)/lib/$(call shared_name,$(1),$(SOVERSION)) -current_version $(VERSION)
STATIC_SWIFT :=
else
shared_name = $(1).so$(if $(2),.$(2))
shared_flags = -shared -Wl,-soname,$(call shared_name,$(1),$(SOVERSION)) -Wl,-z,defs
STATIC_SWIFT := --static-swift-stdlib
endif

KERNELS := $(wildcard Sources/CKernels/*.c)
KERNEL_HEADERS := $(wildcard Sources/CKernels/*.h Sources/CKernels/*/*.h include/*.h)
LIBRARIES := librnnk $(if $(filter-out 0,$(OPENBLAS)),librnnk-openblas)

.PHONY: library install uninstall amalgamation

library: $(LIBRARIES:%=$(LIBRARY)/lib/%.a) $(LIBRARIES:%=$(LIBRARY)/lib/$(call shared_name,%,$(VERSION)))
	Scripts/library-files $(LIBRARY) $(VERSION) $(SOVERSION) $(LIBRARIES:lib%=%)

# The objects of the two libraries: only tables.c and openblas.c are not the same, but each is compiled as a whole.
objects = $(KERNELS:Sources/CKernels/%.c=$(LIBRARY)/$(1)/%.o)
$(call objects,librnnk): DEFINES := -DRNNK_WITHOUT_OPENBLAS
$(call objects,librnnk-openblas): DEFINES = $(shell pkg-config --cflags openblas 2>/dev/null)
.SECONDARY: $(call objects,librnnk) $(call objects,librnnk-openblas)

define LIBRARY_RULES
$(LIBRARY)/$(1)/%.o: Sources/CKernels/%.c $(KERNEL_HEADERS)
	@mkdir -p $$(@D)
	$$(CC) -std=c11 $$(CFLAGS) -fPIC $$(DEFINES) -Iinclude -c $$< -o $$@

$(LIBRARY)/lib/$(1).a: $(call objects,$(1))
	@mkdir -p $$(@D)
	rm -f $$@
	$$(AR) rcs $$@ $$^

$(LIBRARY)/lib/$(call shared_name,$(1),$(VERSION)): $(call objects,$(1))
	@mkdir -p $$(@D)
	$$(CC) $$(CFLAGS) $$(LDFLAGS) $(call shared_flags,$(1)) $$^ -o $$@ $(2) -lm
endef
$(eval $(call LIBRARY_RULES,librnnk,))
$(eval $(call LIBRARY_RULES,librnnk-openblas,$$$$(pkg-config --libs-only-L openblas 2>/dev/null) -lopenblas))

.build/static/release/rnnc: setup
	swift build -c release --product rnnc $(STATIC_SWIFT) --scratch-path .build/static

install: library $(RNNC)
	Scripts/installation install '$(DESTDIR)$(PREFIX)' $(LIBRARY) $(RNNC)

uninstall:
	Scripts/installation uninstall '$(DESTDIR)$(PREFIX)'

amalgamation:
	Scripts/amalgamate .build/amalgamation
