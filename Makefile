# Everything a fresh Debian machine needs is installed by the first target that wants it.
SWIFT ?= swift
PREFIX ?= /usr/local
SUDO := $(shell [ "$$(id -u)" = 0 ] || echo sudo)
# package-benchmark would count allocations with a library that is not wanted here.
export BENCHMARK_DISABLE_MALLOC_INTERPOSER = 1
BENCHMARKS = Tests/Benchmarks
MEGABYTES ?= 450
RUNS ?= 5

.PHONY: dependencies build demo test bench benchmark install clean

# Installs the Debian packages named by the target, if any is missing; elsewhere they are the reader's to bring.
define install_packages
	@if command -v apt-get >/dev/null && ! dpkg -s $(1) >/dev/null 2>&1; then \
		$(SUDO) apt-get update -qq && $(SUDO) apt-get install -y -qq $(1) >/dev/null; fi
endef

dependencies:
	$(call install_packages,libpcap-dev zlib1g-dev)

build: dependencies
	$(SWIFT) build -c release --product auscult

demo: build
	.build/release/auscult timeline Captures/rt-plan-storage.pcap

test: dependencies
	$(SWIFT) test

# Beside tcpdump, capinfos and tshark, in one run. MEGABYTES=450 RUNS=5 SCENARIOS="bulk short"
bench: build
	$(call install_packages,tcpdump tshark python3)
	$(SWIFT) build -c release --package-path $(BENCHMARKS) --product generate-capture
	python3 $(BENCHMARKS)/compare.py --auscult .build/release/auscult \
		--generate $(BENCHMARKS)/.build/release/generate-capture --megabytes $(MEGABYTES) --runs $(RUNS) $(SCENARIOS)

# The pipeline alone: wall clock, instructions and peak memory by package-benchmark.
benchmark: dependencies
	$(SWIFT) package --package-path $(BENCHMARKS) benchmark

install: build
	install -D -m 755 .build/release/auscult $(DESTDIR)$(PREFIX)/bin/auscult

clean:
	$(SWIFT) package clean
