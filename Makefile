# Everything a fresh Debian machine needs is installed by the first target that wants it.
SWIFT ?= swift
PREFIX ?= /usr/local
PACKAGES = libpcap-dev zlib1g-dev
SUDO := $(shell [ "$$(id -u)" = 0 ] || echo sudo)

.PHONY: dependencies build demo test bench install clean

dependencies:
	@if command -v apt-get >/dev/null && ! dpkg -s $(PACKAGES) >/dev/null 2>&1; then \
		$(SUDO) apt-get update -qq && $(SUDO) apt-get install -y -qq $(PACKAGES); fi

build: dependencies
	$(SWIFT) build -c release --product auscult

demo: build
	.build/release/auscult timeline Captures/rt-plan-storage.pcap

test: dependencies
	$(SWIFT) test

install: build
	install -D -m 755 .build/release/auscult $(DESTDIR)$(PREFIX)/bin/auscult

clean:
	$(SWIFT) package clean
