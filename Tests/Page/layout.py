"""What is laid out wrongly in a page that is open: the check of every page, at whatever width it has."""

# Cells and diagrams that may be wider than the page stand in `.scroll`; what is for screen readers and the clipboard only
# has next to no size.
LAYOUT = """(() => {
    const wide = document.documentElement.clientWidth;
    const faults = new Set();
    const fault = (kind, element) => faults.add(
        kind + ': ' + element.localName + '.' + element.getAttribute('class') + ' ' + element.textContent.trim().slice(0, 40));
    for (const element of document.body.querySelectorAll('*')) {
        if (element.closest('svg > *, .hidden-text, .skip, script, template') || !element.checkVisibility()) continue;
        // Cards have no heads: those of their tables are for screen readers.
        if (getComputedStyle(element.closest('thead') || element).clipPath !== 'none') continue;
        const box = element.getBoundingClientRect();
        const style = getComputedStyle(element);
        if (element.matches('.scripted :is(td, .legs) .filter')) {
            if (box.width > 4 || box.height > 4) fault('not out of sight', element);
            continue;
        }
        if (element.closest('.scroll')) {
            if (/^t[dh]$/.test(element.localName) && element.scrollWidth > element.clientWidth + 1) fault('wider than its cell', element);
        } else if (box.right > wide + 1) fault('beyond the page', element);
        else if (style.display !== 'inline' && element.clientWidth > 0 && !/auto|scroll/.test(style.overflowX)
            && element.scrollWidth > element.clientWidth + 1) fault('wider than its box', element);
        if (element.textContent.trim() && style.display !== 'contents' && (box.width === 0 || box.height === 0)) fault('has no size', element);
        if (['p', 'dd', 'dt', 'li', 'th', 'h2', 'h3'].includes(element.localName) && !element.textContent.trim()) fault('is empty', element);
    }
    for (const svg of document.querySelectorAll('main svg')) {
        if (!svg.checkVisibility()) continue;
        const frame = svg.getBoundingClientRect();
        const scale = svg.viewBox.baseVal.width ? frame.width / svg.viewBox.baseVal.width : 1;
        const texts = [...svg.querySelectorAll('text')].map(text => [text, text.getBoundingClientRect()]).filter(([, box]) => box.width > 0)
            .sort(([, one], [, other]) => one.top - other.top);
        texts.forEach(([text, box], index) => {
            if (box.left < frame.left - 1 || box.right > frame.right + 1 || box.top < frame.top - 2 || box.bottom > frame.bottom + 2) {
                fault('text outside its drawing', text);
            }
            for (const [, next] of texts.slice(index + 1)) {
                if (next.top >= box.bottom) break;
                const across = Math.min(box.right, next.right) - Math.max(box.left, next.left);
                const down = Math.min(box.bottom, next.bottom) - Math.max(box.top, next.top);
                if (across > 2 && down > 4 * scale) fault('text over other text', text);
            }
        });
    }
    return [...faults];
})()"""


def faults(browser):
    return browser.evaluate(LAYOUT)
