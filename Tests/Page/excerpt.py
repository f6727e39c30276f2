"""The picture in the README: of a report, the verdict with its first finding, the map, and one ladder diagram.

    excerpt.py REPORT.html ASSOCIATION PICTURE.png"""

import sys
from pathlib import Path

from browser import Browser, chromium

WIDTH = 1160
LEAVE = """(number => {
    const drawn = document.getElementById('d' + number);
    drawn.open = true;
    const kept = [document.querySelector('.masthead'), document.querySelector('.contents'), document.querySelector('#verdict-title'),
        ...document.querySelectorAll('.verdict-text, .verdict-more, .figures'), document.querySelector('.finding'),
        document.querySelector('#peers-title'), document.querySelector('.map'), drawn.querySelector('summary'),
        ...drawn.querySelectorAll('.inside > p, .ladder')].filter(element => element && !element.closest('section#objects'));
    for (const element of document.querySelectorAll('body *')) {
        if (!kept.some(each => each === element || each.contains(element) || element.contains(each))) element.hidden = true;
    }
    for (const element of document.querySelectorAll('.finding details')) element.hidden = true;
    document.querySelector('.page').style.paddingBottom = '12px';
    for (const element of document.querySelectorAll('section')) {
        element.style.cssText = 'margin-bottom: 0; padding-top: 20px; border-top: 0';
    }
})"""


def main(page, number, picture):
    with Browser(chromium()) as browser:
        browser.open(Path(page).resolve().as_uri(), (WIDTH, 900))
        browser.evaluate(f"{LEAVE}({int(number)})")
        browser.screenshot(Path(picture), WIDTH)


if __name__ == "__main__":
    main(*sys.argv[1:])
