# Everything a fresh Debian machine needs is installed by the first target that wants it.
SWIFT ?= swift
PREFIX ?= /usr/local
SUDO := $(shell [ "$$(id -u)" = 0 ] || echo sudo)
# package-benchmark would count allocations with a library that is not wanted here.
export BENCHMARK_DISABLE_MALLOC_INTERPOSER = 1
BENCHMARKS = Tests/Benchmarks
SERVICE = Sources/auscult/Service/auscult@.service
RUNS ?= 5
SIZES ?= 10,100,1000
ASSOCIATIONS ?= 200000

.PHONY: dependencies build demo test test-live sanitize fuzz torture bench bench-scale benchmark soak golden install clean

SECONDS ?= 60

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
	.build/release/auscult check --fail-on never Captures/rejected-called-ae-title.pcap
	.build/release/auscult report Captures/department.pcap --output .build/report.html
	@echo "The troubleshooting report of Captures/department.pcap is in .build/report.html"

test: dependencies
	$(SWIFT) test

# Live capture between two network namespaces with real peers; needs root. `make test` runs them where it can.
test-live: dependencies
	$(call install_packages,python3 iproute2 ethtool dcmtk)
	$(SWIFT) test --filter LiveTests

# Beside tcpdump, capinfos and tshark, in one run. MEGABYTES=450 (of every capture) RUNS=5 SCENARIOS="bulk short"
bench: build
	$(call install_packages,tcpdump tshark python3 iproute2 ethtool dcmtk)
	$(SWIFT) build -c release --package-path $(BENCHMARKS) --product generate-capture
	python3 $(BENCHMARKS)/compare.py --auscult .build/release/auscult \
		--generate $(BENCHMARKS)/.build/release/generate-capture --runs $(RUNS) $(if $(MEGABYTES),--megabytes $(MEGABYTES)) $(SCENARIOS)
	$(SUDO) python3 Tests/Live/rates.py --auscult .build/release/auscult \
		--generate $(BENCHMARKS)/.build/release/generate-capture

# Cost against size, streamed: SIZES=10,100,1000,20000 SCENARIOS="bulk short"
bench-scale: build
	$(SWIFT) build -c release --package-path $(BENCHMARKS) --product generate-capture
	python3 $(BENCHMARKS)/compare.py --auscult .build/release/auscult \
		--generate $(BENCHMARKS)/.build/release/generate-capture --scale $(SIZES) $(SCENARIOS)

# 200,000 associations through a live interface; fails where memory grows. ASSOCIATIONS=200000
soak: build
	$(call install_packages,python3 iproute2 ethtool dcmtk)
	$(SUDO) python3 Tests/Live/soak.py --auscult .build/release/auscult --associations $(ASSOCIATIONS)

# The pipeline alone: wall clock, instructions and peak memory by package-benchmark.
benchmark: dependencies
	$(SWIFT) package --package-path $(BENCHMARKS) benchmark

golden: dependencies
	AUSCULT_UPDATE_GOLDEN=1 $(SWIFT) test --filter Golden
	git diff --stat -- Captures/golden Rules/LANGUAGE.md

# The test suite with memory and with threads watched, each built apart; live tests watch the program, not themselves.
# LeakSanitizer is off: it takes Swift's globals for leaks. UndefinedBehaviorSanitizer is not to be had for Swift on Linux.
sanitize: dependencies
	SWIFT_BACKTRACE=enable=no ASAN_OPTIONS=detect_leaks=0 $(SWIFT) test --sanitize=address --scratch-path .build/address \
		-Xswiftc -use-ld=lld --skip LiveTests
	SWIFT_BACKTRACE=enable=no TSAN_OPTIONS="suppressions=$(CURDIR)/Tests/thread-sanitizer.suppressions halt_on_error=0" \
		$(SWIFT) test --sanitize=thread --scratch-path .build/thread -Xswiftc -use-ld=lld --skip LiveTests

# Every fuzz target for SECONDS each; `make fuzz TARGETS="pdus network"` runs some.
fuzz: dependencies
	$(SWIFT) build -c release --package-path Tests/Fuzzing --product fuzz \
		-Xswiftc -sanitize=fuzzer,address -Xswiftc -parse-as-library -Xswiftc -use-ld=lld
	python3 Tests/Fuzzing/seeds.py Captures Tests/Fuzzing/.build/seeds
	SECONDS_EACH=$(SECONDS) Tests/Fuzzing/fuzz.sh $(TARGETS)

# Every fault over every capture, and every attack on time and memory, of which it prints a table.
torture: build
	AUSCULT_TORTURE=full $(SWIFT) test -c release -Xswiftc -enable-testing --filter 'FaultTests|ResourceTests'

# With a service for mirror ports where there is systemd to run it: systemctl enable --now auscult@eth1
install: build
	install -D -m 755 .build/release/auscult $(DESTDIR)$(PREFIX)/bin/auscult
ifeq ($(shell uname),Linux)
	install -d $(DESTDIR)$(PREFIX)/lib/systemd/system
	sed 's|@PREFIX@|$(PREFIX)|g' "$(SERVICE)" > $(DESTDIR)$(PREFIX)/lib/systemd/system/auscult@.service
endif

clean:
	$(SWIFT) package clean
