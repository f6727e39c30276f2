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

  // Associations without a diagram in the page are drawn from the data embedded in it, a line each.
  let lines = null;
  const dataOf = (number) => {
    if (lines === null) {
      lines = new Map();
      const text = byId("undrawn") ? byId("undrawn").textContent : "";
      for (const line of text.split("\n")) {
        const found = /^\{"number":(\d+)/.exec(line);
        if (found) lines.set(found[1], line);
      }
    }
    return lines.get(number);
  };
  const draw = (number) => {
    const present = byId("d" + number);
    if (present) return present;
    const line = dataOf(number);
    if (!line) return null;
    const holder = document.createElement("div");
    holder.innerHTML = render(template("association"), [JSON.parse(line)]);
    const drawn = holder.querySelector("details");
    const list = byId("association-details");
    const after = [...list.children].find((other) => Number(other.id.slice(1)) > Number(number));
    list.insertBefore(drawn, after || null);
    return drawn;
  };

  const reveal = (element) => {
    for (let parent = element; parent; parent = parent.parentElement) if (parent.tagName === "DETAILS") parent.open = true;
  };
  const follow = () => {
    const id = decodeURIComponent(location.hash.slice(1));
    const wanted = /^d(\d+)$/.exec(id);
    const target = wanted ? draw(wanted[1]) : id && byId(id);
    if (!target) return;
    reveal(target);
    target.scrollIntoView();
  };
  addEventListener("hashchange", follow);
  follow();

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
      if (location.hash === "#d" + number) follow();
      else location.hash = "d" + number;
    }
  });

  // Every table of rows that belong to the filter, whichever group they stand in.
  const form = byId("association-filter");
  if (form) {
    const groups = [...document.querySelectorAll("#association-rows details")];
    let rows = null;
    const apply = () => {
      rows = rows || groups.flatMap((group) => [...group.querySelectorAll("tbody tr")].map((row) =>
        ({ row, group, text: row.textContent.toLowerCase(), outcome: row.dataset.outcome, found: "found" in row.dataset })));
      const words = form.elements.text.value.toLowerCase().split(/\s+/).filter(Boolean);
      const outcome = form.elements.outcome.value;
      const only = form.elements.found.checked;
      const idle = words.length === 0 && !outcome && !only;
      const counts = new Map();
      let shown = 0;
      for (const { row, group, text, outcome: had, found } of rows) {
        const fits = (!outcome || had === outcome) && (!only || found) && words.every((word) => text.includes(word));
        if (row.hidden === fits) row.hidden = !fits;
        if (fits) { shown += 1; counts.set(group, (counts.get(group) || 0) + 1); }
      }
      let opened = 0;
      groups.forEach((group, index) => {
        const count = counts.get(group) || 0;
        group.hidden = count === 0;
        if (idle) group.open = index === 0;
        else if (count > 0) { group.open = opened < 500; opened += count; }
      });
      form.elements.shown.value = idle ? "" : `${shown.toLocaleString("en")} of ${rows.length.toLocaleString("en")}`;
    };
    let waiting = 0;
    form.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(apply, 120); });
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("reset", () => setTimeout(apply));
  }

  let closed = [];
  addEventListener("beforeprint", () => {
    closed = [...document.querySelectorAll("details:not([open]):not(.more)")];
    for (const element of closed) element.open = true;
  });
  addEventListener("afterprint", () => { for (const element of closed) element.open = false; });
})();
