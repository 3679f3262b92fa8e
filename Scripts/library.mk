# make library     the C library in .build/library, static and shared; needs a C compiler, ar and make, no Swift
# make install-library   the library, headers, pkg-config and CMake files in PREFIX (/usr/local), below DESTDIR if given
# make install     the library and rnnc
# make uninstall   removes what was installed there, and nothing else
# make amalgamation   the library as two files, .build/amalgamation/rnnk.h and rnnk.c
# make dist        the amalgamation and the sources as archives in .build/dist, for a release
#
# OPENBLAS=0 leaves out the table that loads OpenBLAS.

PREFIX ?= /usr/local
OPENBLAS ?= 1
CFLAGS ?= -O2
STRIP ?= strip
LIBRARY := .build/library
PROGRAM := .build/program
# The program to install.
RNNC ?= .build/rnnc

version = $(shell sed -n 's/^\#define RNNK_VERSION_$(1) //p' include/rnnk.h)
MAJOR_MINOR := $(call version,MAJOR).$(call version,MINOR)
VERSION := $(MAJOR_MINOR).$(call version,PATCH)
# Before 1.0 a minor version may change the interface, and so has a name of its own.
SOVERSION := $(if $(filter 0,$(call version,MAJOR)),$(MAJOR_MINOR),$(call version,MAJOR))

ifeq ($(OPENBLAS),0)
DEFINES := -DRNNK_WITHOUT_OPENBLAS
LIBS := -lm
else
DEFINES :=
# dlopen and pthread_once were in libraries of their own before glibc 2.34.
LIBS := -ldl -lpthread -lm
endif

ifeq ($(shell uname -s),Darwin)
shared_name = librnnk$(if $(1),.$(1)).dylib
SHARED_FLAGS = -dynamiclib -install_name $(PREFIX)/lib/$(call shared_name,$(SOVERSION)) -current_version $(VERSION)
else
shared_name = librnnk.so$(if $(1),.$(1))
SHARED_FLAGS = -shared -Wl,-soname,$(call shared_name,$(SOVERSION)) -Wl,-z,defs
endif

KERNELS := $(wildcard Sources/CKernels/*.c)
KERNEL_HEADERS := $(wildcard Sources/CKernels/*.h Sources/CKernels/*.inc Sources/CKernels/*/*.inc include/*.h)
OBJECTS := $(KERNELS:Sources/CKernels/%.c=$(LIBRARY)/objects/%.o)
SHARED := $(LIBRARY)/lib/$(call shared_name,$(VERSION))

.PHONY: library install install-library install-program uninstall amalgamation dist FORCE

library: $(LIBRARY)/lib/librnnk.a $(SHARED)
	Scripts/library-files $(LIBRARY) $(VERSION) $(SOVERSION) '$(LIBS)'

# Changes only when other flags are given than last time.
$(LIBRARY)/flags: FORCE
	@mkdir -p $(@D)
	@echo '$(CC) $(CFLAGS) $(DEFINES)' | cmp -s - $@ || echo '$(CC) $(CFLAGS) $(DEFINES)' >$@

$(LIBRARY)/objects/%.o: Sources/CKernels/%.c $(KERNEL_HEADERS) $(LIBRARY)/flags
	@mkdir -p $(@D)
	$(CC) -std=c11 $(CFLAGS) -fPIC $(DEFINES) -Iinclude -c $< -o $@

$(LIBRARY)/lib/librnnk.a: $(OBJECTS)
	@mkdir -p $(@D)
	rm -f $@
	$(AR) rcs $@ $^

$(SHARED): $(OBJECTS)
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) $(LDFLAGS) $(SHARED_FLAGS) $^ -o $@ $(LIBS)

.build/rnnc: build

install: install-library install-program

install-library: library
	Scripts/install-files install '$(DESTDIR)$(PREFIX)' rnnk $(LIBRARY)

# PROGRAM is laid out as it is to be installed, without symbols.
install-program: $(RNNC)
	rm -rf $(PROGRAM)
	mkdir -p $(PROGRAM)/bin
	cp $(RNNC) $(PROGRAM)/bin/rnnc
	$(STRIP) $(PROGRAM)/bin/rnnc
	$(PROGRAM)/bin/rnnc manual -o $(PROGRAM)/share
	Scripts/install-files install '$(DESTDIR)$(PREFIX)' rnnc $(PROGRAM)

uninstall:
	Scripts/install-files uninstall '$(DESTDIR)$(PREFIX)' rnnc rnnk

amalgamation:
	Scripts/amalgamate .build/amalgamation

dist:
	Scripts/dist .build/dist $(VERSION)
