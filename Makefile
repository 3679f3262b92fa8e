# make demo    learn the built-in list of companies and invent names that are not in it
# make test    all tests
# make bench   the speed of this machine (make bench-kernels: of the matrix kernels, shape by shape)
# make bench-peers   rnnc beside PyTorch, JAX, Keras, NumPy, Numba and ONNX Runtime (see bench/peers)
# make check   format, the kernels under gcc and clang without a warning, neon and avx512 emulated, an installation with its
#              examples, the amalgamation, documentation, a package that depends on this one, exported models, the kernels'
#              tests under the address sanitizer
# make documentation   of RNNSwift, as a web site in .build/documentation
# make install PREFIX=..., make uninstall   rnnc and the C library
# make library, make install-library, make amalgamation, make dist   for C: see Scripts/library.mk
#
# (Leaks are not asked for in tests: the test runner has its own. rnnc built with the sanitizer reports none.)
#
# Each installs what it needs (OpenBLAS; check also compilers and emulators) where it is missing.

MODEL := .build/demo/companies.safetensors
# Tests run on optimized code, since that is what ships: C compiled without optimization is another program.
TEST := swift test -c release -Xswiftc -enable-testing --scratch-path .build/tests

ifneq ($(shell uname -s),Darwin)
# The program runs on machines without Swift. (A Mac has Swift's libraries.)
STATIC_SWIFT := --static-swift-stdlib
endif

# As the Swift package manager compiles C: without the frame pointer clang has a register more.
SWIFT_CFLAGS := -O2 -fPIC -fno-omit-frame-pointer

PEERS := .build/peers-venv

.PHONY: demo test build bench bench-kernels bench-peers check documentation setup format

demo: build
	@mkdir -p $(dir $(MODEL))
	.build/release/rnnc train @companies -o $(MODEL)
	.build/release/rnnc generate $(MODEL) -n 20 --unique --not-in @companies

test: setup
	$(TEST)

build: setup
	swift build -c release --product rnnc $(STATIC_SWIFT)

bench: build
	.build/release/rnnc bench

bench-kernels: setup
	@mkdir -p .build
	$$(command -v clang || echo cc) $(SWIFT_CFLAGS) -std=c11 -Iinclude bench/kernels.c Sources/CKernels/*.c \
		-o .build/bench-kernels -ldl -lpthread -lm
	.build/bench-kernels

bench-peers: build $(PEERS)
	$(PEERS)/bin/python bench/peers/compare.py $(ARGS)

$(PEERS): bench/peers/requirements.txt
	python3 -m venv $@
	$@/bin/pip install --quiet --requirement $<
	@touch $@

check: build
	swift format lint --strict -r Sources Tests Package.swift Examples
	Scripts/check-kernels
	Scripts/check-cross
	Scripts/check-library
	Scripts/check-amalgamation
	Scripts/documentation
	Scripts/check-package
	Scripts/check-export
	ASAN_OPTIONS=detect_leaks=0 swift test -c release -Xswiftc -enable-testing --sanitize=address --scratch-path .build/sanitized \
		--filter CKernelsTests

documentation: build
	Scripts/documentation

include Scripts/library.mk

format:
	swift format -i -r Sources Tests Package.swift Examples

setup:
	@Scripts/setup
