# The lines of this form are what `make help` prints, those of Scripts/library.mk included:
# make demo          learn the built-in list of companies and invent names that are not in it
# make build         the program, .build/rnnc
# make mpi           the program for several processes, on one machine or on several: .build/rnnc-mpi
# make test          all tests (FILTER=... runs those whose names match, RNNC_EXHAUSTIVE=1 tries more values)
# make check         format, kernels, installation, documentation, exports, imports, resuming, processes
# make fuzz          any bytes to every reader and to the networks in C, TIME=60 seconds each (needs clang)
# make soak          random commands against others that have to give the same, for TIME=60 seconds
# make test-faults   trainings whose disk fails, and commands that are stopped at any moment
# make mutants       how many of 300 small defects in the Swift sources the tests catch, an hour or two
# make coverage      which lines of each module in Swift the tests run (FILTER=... as above)
# make wheel         the Python package in dist, with the program, for every Python 3.9 or later
# make gallery       train the models that the program contains
# make bench         the speed of this machine
# make bench-kernels    the speed of the matrix kernels, shape by shape
# make bench-peers   rnnc beside PyTorch, JAX, Keras, NumPy, Numba, ONNX Runtime, oneDNN, … (see bench/peers)
# make check-imports    imports of random Keras and PyTorch models, compared to their libraries (ARGS=10000 for 10,000)
# make documentation    of RNNSwift, as a web site in .build/documentation
# make format        format the Swift sources
# make setup         install the libraries that the program is built with
#
# Each target installs what it needs (check also compilers, emulators and Python packages) where it is missing.

.DEFAULT_GOAL := help

MODEL := .build/demo/companies.safetensors
RNNC := .build/rnnc
PYTHON := .build/python/bin/python

# As the Swift package manager compiles C: without the frame pointer clang has a register more.
SWIFT_CFLAGS := -O2 -fPIC -fno-omit-frame-pointer

PEERS := .build/peers-venv

.PHONY: help demo test build mpi wheel gallery bench bench-kernels bench-peers check check-imports documentation setup format
.PHONY: fuzz soak test-faults coverage mutants python
.PHONY: check-sources check-c check-processes check-runs check-formats check-packages

help:
	@echo "Targets, of which 'make demo' is a good first one:"
	@sed -n 's/^# make \([a-z-]*\) *\(.*\)/\1 \2/p' Makefile Scripts/library.mk | \
		while read -r target text; do printf '  make %-16s %s\n' "$$target" "$$text"; done

demo: build
	@mkdir -p $(dir $(MODEL))
	$(RNNC) train @companies -o $(MODEL)
	$(RNNC) generate $(MODEL) -n 20 --unique --not-in @companies

# Optimized code is tested, since that is what ships: C compiled without optimization is another program. The tests are
# compiled beside the program, from the same modules.
test: setup
	swift test -c release --disable-testable-imports $(if $(FILTER),--filter '$(FILTER)')

build: setup
	@[ -e $(RNNC) ] || echo "Building rnnc and the packages it uses: one to three minutes the first time."
	swift build -c release --product rnnc
	Scripts/link-static $(RNNC)

# In a folder of its own: the trait changes how everything is compiled.
mpi:
	@Scripts/setup mpi
	swift build -c release --product rnnc --traits MPI --scratch-path .build/mpi
	Scripts/link-static .build/rnnc-mpi .build/mpi/release $$(pkg-config --libs mpi-c)

wheel:
	@[ -e $(RNNC) ] || $(MAKE) build
	Scripts/build-wheel $(RNNC) dist

gallery: build
	Scripts/gallery $(RNNC)
	$(MAKE) build
	Scripts/gallery $(RNNC) --page

bench: build
	$(RNNC) bench

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

# Groups of checks that do not depend on each other, so that `make -j 2 check` can run two at once.
check: check-sources check-c check-processes check-runs check-formats check-packages

check-sources: build
	Scripts/check-prose
	swift format lint --strict -r Sources Tests Package.swift Examples
	Scripts/check-rooms
	Scripts/check-rooms --self-test
	Scripts/documentation

check-c: build
	Scripts/check-kernels
	Scripts/fuzz 60 model network
	Scripts/check-cross
	Scripts/check-amalgamation

check-processes: build mpi
	Scripts/check-mpi .build/rnnc-mpi $(RNNC)

check-runs: build
	Scripts/check-faults $(RNNC)
	Scripts/check-resume $(RNNC) 60
	Scripts/soak 120 $(RNNC) --seed 1

check-formats: build python
	Scripts/check-export
	$(PYTHON) Tests/Interoperability/check_torch.py --rnnc $(RNNC)
	RNNC=$(RNNC) $(PYTHON) Tests/Interoperability/check_tokens.py
	$(PYTHON) Tests/Interoperability/check_import.py --rnnc $(RNNC)

check-packages: build python
	Scripts/check-library
	Scripts/check-rust
	Scripts/check-package
	Scripts/build-wasm --check
	Scripts/check-python $(RNNC)

# Installed once, before the groups that use it.
python:
	Scripts/setup-python

fuzz: setup
	nice Scripts/fuzz $(or $(TIME),60) $(ARGS)

soak: build
	Scripts/soak $(or $(TIME),60) $(RNNC) $(ARGS)

test-faults: build
	Scripts/check-faults $(RNNC)
	Scripts/check-resume $(RNNC) 60

mutants: setup
	nice Scripts/mutants $(ARGS)

coverage: setup
	nice Scripts/coverage $(if $(FILTER),'$(FILTER)')

check-imports: build
	Scripts/check-imports $(ARGS)

documentation: build
	Scripts/documentation

include Scripts/library.mk

format:
	swift format -i -r Sources Tests Package.swift Examples

setup:
	@Scripts/setup
