"""The scenarios by name. A scenario's docstring is its line in Captures/README.md."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

SCENARIOS: dict[str, "Scenario"] = {}


@dataclass(frozen=True)
class Scenario:
    """One capture: who speaks, the tshark display filter that must match in it, and what makes it."""

    name: str
    peers: str
    shows: str
    make: Callable
    tcpdump: tuple[str, ...] = ()
    source: str | None = None
    suffix: str = ".pcap"

    @property
    def section(self):
        """What the scenario's module says it is about."""
        return sys.modules[self.make.__module__].__doc__.splitlines()[0].rstrip(".")

    @property
    def description(self):
        return " ".join(self.make.__doc__.split())

    def path(self, directory: Path):
        return directory / f"{self.name}{self.suffix}"


def scenario(name, peers, shows, tcpdump=()):
    """Registers a function of a scratch directory whose traffic is the capture; tcpdump gets these options more."""
    def register(make):
        SCENARIOS[name] = Scenario(name, peers, shows, make, tcpdump)
        return make
    return register


def derived(name, source, shows, suffix=".pcap"):
    """Registers a function of (source file, target file) that cuts the capture out of another one."""
    def register(make):
        SCENARIOS[name] = Scenario(name, f"cut from `{source}`", shows, make, source=source, suffix=suffix)
        return make
    return register


def command_field(value):
    """A display filter for a command set with this Command Field (0000,0100)."""
    return f"frame contains 00:00:00:01:02:00:00:00:{value & 255:02x}:{value >> 8:02x}"


def status(value):
    """A display filter for a command set with this Status (0000,0900)."""
    return f"frame contains 00:00:00:09:02:00:00:00:{value & 255:02x}:{value >> 8:02x}"
