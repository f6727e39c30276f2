"""Opens pages in headless Chromium as a reader would who clicks everywhere, and sees that nothing runs that is not the
page's own script, that no request leaves, that nothing is laid out wrongly on a phone or a desk, and that the script draws associations as
they are drawn in the page itself.

    check.py PAGE.html [PAGE.html ...]

Pages named NAME.drawn.html and NAME.undrawn.html are the same report with all diagrams and with none; NAME.packed.html is
like the latter, of associations that were packed as they ended: its rows count findings. Exit 77 where no Chromium is
installed."""

import sys
from pathlib import Path

from browser import Browser, chromium
from layout import faults as misplaced

# Elements that load or run something; the page has none but its script.
ACTIVE = """[...document.querySelectorAll('*')].flatMap(element => {
    const name = element.localName;
    const data = name === 'script' && ['text/x-mustache', 'application/zlib'].includes(element.type);
    const active = ['iframe', 'img', 'image', 'object', 'embed', 'link', 'base', 'audio', 'video', 'source', 'use', 'foreignObject',
        'animate', 'set', 'frame', 'applet', 'portal', 'textarea'].includes(name) || (name === 'script' && !data)
        || (name === 'style' && element.parentElement.localName !== 'head');
    const handlers = [...element.attributes].filter(attribute => /^on/i.test(attribute.name)
        || /^\\s*(javascript|data|vbscript):/i.test(attribute.value) || ['style', 'srcset', 'formaction', 'action', 'src'].includes(attribute.name));
    const outside = [...element.attributes].filter(attribute => /href$/i.test(attribute.name) && !attribute.value.startsWith('#'));
    return active ? [name] : [...handlers, ...outside].map(attribute => name + '.' + attribute.name);
})"""
CLICKS = """(async () => {
    const errors = [];
    for (const button of document.querySelectorAll('button')) { button.click(); await null; }
    for (const details of document.querySelectorAll('details')) details.open = true;
    await new Promise(done => setTimeout(done, 300));
    const form = document.querySelector('#association-filter');
    if (form) {
        form.elements.text.value = 'no such association <script>'; form.dispatchEvent(new Event('input'));
        await new Promise(done => setTimeout(done, 200));
        if (document.querySelectorAll('#association-rows tbody tr:not([hidden])').length) errors.push('the filter shows too much');
        const row = document.querySelector('#association-rows tbody tr');
        if (row) {
            location.hash = row.id;
            await new Promise(done => setTimeout(done, 200));
            if (!row.checkVisibility()) errors.push('a link leads to what the filter hides');
        }
        form.elements.text.value = ''; form.dispatchEvent(new Event('input'));
        await new Promise(done => setTimeout(done, 200));
        if (document.querySelectorAll('#association-rows tbody tr[hidden]').length) errors.push('the filter hides too much');
    }
    // A filter opens and shuts groups; what is packed is laid out when they open.
    for (const details of document.querySelectorAll('details')) details.open = true;
    await new Promise(done => setTimeout(done, 300));
    for (const link of document.querySelectorAll('a[href]')) {
        if (!document.getElementById(link.getAttribute('href').slice(1))) errors.push('no target ' + link.getAttribute('href'));
    }
    return errors;
})()"""
DRAWN = """[...document.querySelectorAll('#association-details > details, #association-rows tbody tr')].map(element => {
    const copy = element.cloneNode(true);
    // The number of an association is a link where it is drawn, and a button where it is not yet.
    if (copy.localName === 'tr') copy.firstElementChild.remove();
    if (copy.localName === 'tr' && PACKED) copy.lastElementChild.remove();
    for (const each of [copy, ...copy.querySelectorAll('*')]) { each.removeAttribute('open'); each.removeAttribute('data-done'); }
    return copy.outerHTML.replace(/>\\s+/g, '>').replace(/\\s+</g, '<');
})"""
DRAW = """for (const details of document.querySelectorAll('#association-rows > details')) details.open = true;
    for (const button of document.querySelectorAll('button.draw')) button.click()"""


def main(pages):
    path = chromium()
    if path is None:
        print("no Chromium is installed")
        return 77
    faults = []
    with Browser(path) as browser:
        for page in pages:
            own = page.resolve().as_uri()
            told = browser.open(own, size=(390, 844), settle=0.3)
            active = browser.evaluate(ACTIVE)
            clicked = browser.evaluate(CLICKS)
            after = browser.evaluate(ACTIVE)
            if active != ["script"] or after != ["script"]:
                faults.append((page.name, "active elements", active, after))
            if clicked:
                faults.append((page.name, clicked))
            requests, messages = browser.requests(own), browser.messages()
            if requests or messages:
                faults.append((page.name, "requests", requests, "messages", messages))
            if told["width"] > 390 or browser.evaluate("document.documentElement.scrollWidth") > 390:
                faults.append((page.name, "wider than a phone"))
            faults += [(page.name, "phone", fault) for fault in misplaced(browser)]
            if browser.evaluate("document.title.length") == 0:
                faults.append((page.name, "no title"))
            browser.open(own, size=(1280, 900))
            browser.evaluate(CLICKS)
            faults += [(page.name, "desk", fault) for fault in misplaced(browser)]
        for page in pages:
            for kind in ("undrawn", "packed"):
                if page.name.endswith(f".{kind}.html"):
                    faults += differences(browser, page, kind)
    for fault in faults:
        print(*fault)
    print(f"{len(pages)} pages, {len(faults)} faults")
    return 1 if faults else 0


def differences(browser, page, kind):
    drawn = DRAWN.replace("PACKED", "true" if kind == "packed" else "false")
    browser.open(page.with_name(page.name.replace(f".{kind}.", ".drawn.")).resolve().as_uri())
    written = browser.evaluate(drawn)
    browser.open(page.resolve().as_uri())
    none = browser.evaluate(drawn)
    browser.evaluate(f"(() => {{ {DRAW} }})()")
    # Each is drawn when the address changes, which the browser tells later.
    for _ in range(50):
        scripted = browser.evaluate(
            "(async () => { await new Promise(done => setTimeout(done, 100)); for (const button of document.querySelectorAll('button.draw')) {"
            " location.hash = 'd' + button.dataset.number; await new Promise(done => setTimeout(done, 15)); }"
            f" return {drawn}; }})()")
        if len(scripted) == len(written):
            break
    if len(none) >= len(written):
        return [(page.name, "nothing to compare", len(none), len(written))]
    return [(page.name, "drawn differently", left[max(0, at - 80):at + 200], "|", right[max(0, at - 80):at + 200])
            for left, right in zip(written, scripted, strict=True) if left != right
            for at in [next(i for i, (a, b) in enumerate(zip(left + "\0", right + "\1")) if a != b)]]


if __name__ == "__main__":
    sys.exit(main([Path(argument) for argument in sys.argv[1:]]))
