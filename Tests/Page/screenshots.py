"""Renders the report of every capture and opens each in headless Chromium: desktop and phone width, light and dark, and
as printed. What is laid out wrongly, or is said on the console, is told; the pictures are for looking at."""

import argparse
import json
import subprocess
import tempfile
from pathlib import Path

from browser import Browser, chromium
from layout import faults as misplaced

WIDTHS = {"desktop": (1280, 900), "phone": (390, 844)}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--auscult", default=".build/release/auscult")
    parser.add_argument("--output", type=Path, default=Path(tempfile.gettempdir()) / "auscult-pages")
    parser.add_argument("--schemes", nargs="*", default=["light"], choices=["light", "dark"])
    parser.add_argument("--print", action="store_true", dest="prints")
    parser.add_argument("captures", nargs="*", type=Path)
    options = parser.parse_args()
    captures = options.captures or sorted(Path("Captures").glob("*.pcap*"))
    options.output.mkdir(parents=True, exist_ok=True)
    faults = 0
    with Browser(chromium()) as browser:
        for capture in captures:
            page = (options.output / (capture.name + ".html")).resolve()
            subprocess.run([options.auscult, "report", capture, "--output", page], check=False, capture_output=True)
            for width, size in WIDTHS.items():
                for scheme in options.schemes:
                    told = browser.open(page.as_uri(), size, scheme)
                    picture = page.with_suffix(f".{width}.{scheme}.png")
                    browser.screenshot(picture, size[0])
                    wide = told["width"] > size[0]
                    wrong = misplaced(browser)
                    if wide or wrong or told["messages"]:
                        faults += 1
                        print(json.dumps({"page": page.name, "size": width, "wide": wide, "wrong": wrong, **told}))
            if options.prints:
                browser.print(page.with_suffix(".pdf"))
    print(f"{len(captures)} captures, {faults} with faults; pictures in {options.output}")
    return faults > 0


if __name__ == "__main__":
    raise SystemExit(main())
