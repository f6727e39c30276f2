"use strict";
(() => {
  const root = document.documentElement;
  root.classList.add("scripted");
  const byId = (id) => document.getElementById(id);
  const status = byId("status");

  // The subset of Mustache that the page's own templates use; every value is escaped.
  const escapes = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
  const escaped = (value) => String(value).replace(/[&<>"']/g, (sign) => escapes[sign]);
  const parse = (text) => {
    const top = [];
    const open = [top];
    let end = 0;
    for (const match of text.matchAll(/\{\{([#^\/>]?)([\w.-]+)\}\}/g)) {
      const into = open[open.length - 1];
      into.push(text.slice(end, match.index));
      end = match.index + match[0].length;
      const [, kind, name] = match;
      if (kind === "/") open.pop();
      else {
        const token = { kind, name, inside: [] };
        into.push(token);
        if (kind === "#" || kind === "^") open.push(token.inside);
      }
    }
    top.push(text.slice(end));
    return top;
  };
  const templates = new Map();
  const template = (name) => {
    if (!templates.has(name)) templates.set(name, parse(byId("template-" + name).textContent));
    return templates.get(name);
  };
  const lookUp = (name, stack) => {
    if (name === ".") return stack[stack.length - 1];
    const object = stack.findLast((item) => typeof item === "object");
    return Object.hasOwn(object, name) ? object[name] : undefined;
  };
  const render = (tokens, stack) => {
    let html = "";
    for (const token of tokens) {
      if (typeof token === "string") { html += token; continue; }
      if (token.kind === ">") { html += render(template(token.name), stack); continue; }
      const value = lookUp(token.name, stack);
      const missing = value === undefined || value === null || value === false || (Array.isArray(value) && value.length === 0);
      if (token.kind === "^") html += missing ? render(token.inside, stack) : "";
      else if (token.kind === "#") {
        for (const item of missing ? [] : Array.isArray(value) ? value : [value]) {
          html += render(token.inside, item === true ? stack : [...stack, item]);
        }
      } else if (!missing) html += escaped(value);
    }
    return html;
  };

  // What a large capture has too much of is packed: deflated JSON in base64, unpacked when it is wanted, and once.
  const packed = new Map();
  const unpack = (script) => {
    if (!packed.has(script)) {
      packed.set(script, (async () => {
        const bytes = Uint8Array.from(atob(script.textContent), (sign) => sign.charCodeAt(0));
        const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
        return JSON.parse(await new Response(stream).text());
      })());
    }
    return packed.get(script);
  };
  const complain = () => { status.className = "unmasked"; status.textContent = "This browser cannot unpack the rest of this page; a newer one can."; };

  // Places what a ladder tells as the page's own diagrams are placed.
  const coordinate = (value) => String(Math.sign(value) * Math.round(Math.abs(value) * 10) / 10 || 0);
  const offset = (seconds) => {
    const places = seconds < 1e3 ? 6 : seconds < 1e4 ? 3 : seconds < 1e5 ? 2 : 0;
    const units = Math.round(seconds * 10 ** places);
    const digits = String(units).padStart(places + 1, "0");
    return "+" + digits.slice(0, digits.length - places) + (places ? "." + digits.slice(-places) : "");
  };
  const clipped = (text, length) => [...text].length <= length ? text : [...text].slice(0, length - 1).join("") + "…";
  const ladderOf = (data, number, labelled) => {
    const [top, step, gap, room, strong] = [66, 31, 22, 72, 1.17];
    const pauses = [];
    let y = top;
    const placed = data.events.map((event) => {
      const pause = event[9];
      if (pause) {
        pauses.push({ y: coordinate(y - step / 2 + gap / 2 - 4), isPause: true, textY: "4", detail: pause });
        y += gap;
      }
      y += step;
      return { y: y - step, event };
    });
    const [bottom, end] = [y - step / 2, y - step];
    const rows = placed.map(({ y, event: [way, mark, at, label, text, first, more, bytes, codes = []] }) => {
      const tone = [null, "good", "doubtful", "bad"][mark];
      const last = first + more;
      const moment = data.whole > 0 ? top + (end - top) * (at / 1e9) / (data.whole / 1e9) : top;
      const found = labelled(codes, 4);
      const left = room - ([...label].length + 2) * strong - found.reduce((sum, each) => sum + each.finding.length + 4, 0);
      const detail = clipped(text, Math.max(2, Math.trunc(left)));
      let right = 622;
      const pins = found.map((each) => {
        const width = each.finding.length * 6 + 12;
        right -= width + 3;
        return { ...each, x: coordinate(right + width / 2), left: coordinate(-width / 2), width: coordinate(width) };
      });
      return {
        y: coordinate(y), tone, isSmall: way > 4, rail: coordinate(moment - y), time: offset(at / 1e9),
        toAcceptor: way % 5 === 0, toRequestor: way % 5 === 1, isRun: way % 5 === 2, isBand: way === 3,
        textY: way === 4 ? "4" : way % 5 > 1 ? "-12" : null, glyph: { doubtful: "!", bad: "✕" }[tone], label,
        detail: detail || null, text: detail === text ? null : text, frames: first === last ? first : `${first}–${last}`,
        span: first === last ? null : `in {${first}..${last}}`, bytes: bytes || null, pins,
      };
    });
    return {
      ...data, number, height: coordinate(bottom + 14), bottom: coordinate(bottom), railTop: coordinate(top - 4),
      railBottom: coordinate(end + 4), railNote: coordinate(end + 17), rows: [...rows, ...pauses],
    };
  };
  const undrawn = [...document.querySelectorAll("script.undrawn")];
  const laidOut = async (number, place) => {
    const count = Number(undrawn[0].dataset.count);
    const [labels, block] = [await unpack(byId("labels")), await unpack(undrawn[Math.floor(place / count)])];
    const labelled = (codes, most) => {
      const found = new Map(codes.map((code) => labels[code]).filter(Boolean).map((label) => [label.finding, label]));
      return [...found.values()].sort((one, other) => one.rank - other.rank).slice(0, most);
    };
    const data = block.associations[place % count];
    return {
      ...data, ...block.establishments[data.establishment], number, isOpen: true, hasFindings: data.codes.length > 0,
      findings: labelled(data.codes, 12), ladder: data.ladder && ladderOf(data.ladder, number, labelled),
    };
  };
  const draw = async (number) => {
    await layOutRow(number);
    const button = document.querySelector(`button.draw[data-number="${number}"]`);
    if (byId("d" + number) || !button) return;
    const data = await laidOut(number, Number(button.dataset.place));
    // Somebody may have asked for it twice.
    if (byId("d" + number)) return;
    const holder = document.createElement("div");
    holder.innerHTML = render(template("association"), [data]);
    const drawn = holder.querySelector("details");
    const list = byId("association-details");
    const after = [...list.children].find((other) => Number(other.id.slice(1)) > number);
    list.insertBefore(drawn, after || null);
  };

  // Groups of rows: an entry for each row, with the element once it is laid out.
  const groups = [...document.querySelectorAll("#association-rows > details")].map((element) =>
    ({ element, script: element.querySelector("script"), entries: null }));
  const words = (value) => typeof value === "object"
    ? Object.entries(value).map(([name, part]) => name === "tone" || name === "glyph" || name === "outcome" ? "" : words(part)).join(" ")
    : value === true ? "" : String(value);
  const ofRow = (row) => ({ row, text: row.textContent.toLowerCase(), outcome: row.dataset.outcome, found: "found" in row.dataset, hidden: false });
  const read = async (group) => {
    if (!group.entries && !group.script) group.entries = [...group.element.querySelectorAll("tbody tr")].map(ofRow);
    else if (!group.entries) {
      const data = await unpack(group.script);
      group.entries = group.entries || data.rows.map((row) =>
        ({ row: null, text: words(row).toLowerCase(), outcome: row.outcome, found: row.hasFindings === true, hidden: false }));
    }
    return group.entries;
  };
  const layOut = async (group) => {
    if (!group.script || group.element.querySelector("table")) return;
    const [data, entries] = [await unpack(group.script), await read(group)];
    if (group.element.querySelector("table")) return;
    const holder = document.createElement("div");
    holder.innerHTML = render(template("association-table"), [data]);
    holder.querySelectorAll("tbody tr").forEach((row, index) => { entries[index].row = row; row.hidden = entries[index].hidden; });
    group.element.append(...holder.childNodes);
  };
  for (const group of groups) {
    const show = () => { if (group.element.open) layOut(group).catch(complain); };
    group.element.addEventListener("toggle", show);
    show();
  }

  const layOutRow = async (number) => {
    const group = groups.find(({ element }) => Number(element.dataset.first) <= number && number <= Number(element.dataset.last));
    if (group) await layOut(group);
  };

  const reveal = (element) => {
    for (let parent = element; parent; parent = parent.parentElement) {
      if (parent.tagName === "DETAILS") parent.open = true;
      // The filter may have left it out.
      parent.hidden = false;
    }
  };
  const follow = async () => {
    const id = decodeURIComponent(location.hash.slice(1));
    const [, kind, number] = /^([ad])(\d+)$/.exec(id) || [];
    if (kind === "d") await draw(Number(number));
    if (kind === "a") await layOutRow(Number(number));
    const target = id && byId(id);
    if (!target) return;
    reveal(target);
    target.scrollIntoView();
    // Who came by keyboard goes on from there.
    if (kind) target.querySelector("summary, a, button")?.focus({ preventScroll: true });
  };
  const followed = () => { follow().catch(complain); };
  addEventListener("hashchange", followed);
  followed();

  const copy = async (text) => {
    try { await navigator.clipboard.writeText(text); return true; } catch {
      const area = document.createElement("textarea");
      area.value = text;
      document.body.append(area);
      area.select();
      const done = document.execCommand("copy");
      area.remove();
      return done;
    }
  };
  addEventListener("click", async (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    if (button.classList.contains("copy")) {
      const done = await copy(button.previousElementSibling.textContent);
      status.textContent = done ? "Copied" : "Not copied";
      button.dataset.done = status.textContent;
      setTimeout(() => { delete button.dataset.done; status.textContent = ""; }, 1500);
    } else if (button.classList.contains("draw")) {
      const number = button.dataset.number;
      if (location.hash === "#d" + number) followed();
      else location.hash = "d" + number;
    }
  });

  // Every table of rows that belong to the filter, whichever group they stand in.
  const form = byId("association-filter");
  if (form) {
    let latest = 0;
    const apply = async () => {
      const turn = latest += 1;
      const wanted = form.elements.text.value.toLowerCase().split(/\s+/).filter(Boolean);
      const outcome = form.elements.outcome.value;
      const only = form.elements.found.checked;
      const idle = wanted.length === 0 && !outcome && !only;
      let [shown, all, opened] = [0, 0, 0];
      for (const [index, group] of groups.entries()) {
        // Nothing has to be unpacked to show everything.
        const entries = idle && !group.entries ? [] : await read(group);
        if (turn !== latest) return;
        let count = 0;
        for (const entry of entries) {
          const fits = (!outcome || entry.outcome === outcome) && (!only || entry.found) && wanted.every((word) => entry.text.includes(word));
          if (entry.row && entry.row.hidden === fits) entry.row.hidden = !fits;
          entry.hidden = !fits;
          if (fits) count += 1;
        }
        all += entries.length;
        shown += count;
        group.element.hidden = !idle && count === 0;
        if (idle) group.element.open = index === 0;
        else if (count > 0) { group.element.open = opened < 500; opened += count; }
        form.elements.shown.value = idle ? "" : `${shown.toLocaleString("en")} of ${all.toLocaleString("en")}`;
      }
    };
    let waiting = 0;
    form.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(() => { apply().catch(complain); }, 120); });
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("reset", () => setTimeout(() => { apply().catch(complain); }));
  }

  let closed = [];
  addEventListener("beforeprint", () => {
    closed = [...document.querySelectorAll("details:not([open]):not(.more)")];
    for (const element of closed) element.open = true;
  });
  addEventListener("afterprint", () => { for (const element of closed) element.open = false; });
})();
