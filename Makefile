# make demo    learn the built-in list of companies and invent names that are not in it
# make test    all tests
# make bench   the speed of this machine
# make check   format, the kernels under gcc and clang without a warning, tests under the address sanitizer
#
# Each installs what it needs (OpenBLAS) where it is missing.

MODEL := .build/demo/companies.safetensors
# Tests run on optimized code, since that is what ships: C compiled without optimization is another program.
TEST := swift test -c release -Xswiftc -enable-testing --scratch-path .build/tests

.PHONY: demo test build bench check setup format

demo: build
	@mkdir -p $(dir $(MODEL))
	.build/release/rnnc train @companies -o $(MODEL)
	.build/release/rnnc generate $(MODEL) -n 20 --unique --not-in @companies

test: setup
	$(TEST)

build: setup
	swift build -c release --product rnnc

bench: build
	.build/release/rnnc bench

check: setup
	swift format lint --strict -r Sources Tests Package.swift
	Scripts/check-kernels
	swift test -c release -Xswiftc -enable-testing --sanitize=address --scratch-path .build/sanitized \
		--filter 'CKernelsTests|RNNSwiftTests'

format:
	swift format -i -r Sources Tests Package.swift

setup:
	@Scripts/setup
