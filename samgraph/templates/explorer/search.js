/* The search box: the beginning of any word of any label, or of a code, grouped by type. */

import { bdi, el, empty } from "./dom.js";

const PER_TYPE = 6;
const AT_MOST = 40;

/* Return text as it is compared: without case and without accents. */
export function plain(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}

/* Return what finds things by the beginning of a word, or of several. */
export function finder(things) {
  const known = things.map((thing) => {
    const names = [thing.nl, thing.en, ...(thing.also ?? [])].filter(Boolean).map(plain);
    const codes = (thing.codes ?? []).map((code) => plain(code).replaceAll(" ", ""));
    return { thing, names, codes, words: [...new Set(names.flatMap((name) => name.split(/[^\p{L}\p{N}]+/u)))] };
  });
  return (text) => {
    const wanted = plain(text).trim();
    if (!wanted) return [];
    const code = wanted.replaceAll(" ", "");
    const parts = wanted.split(/[^\p{L}\p{N}]+/u).filter(Boolean);
    const found = [];
    for (const one of known) {
      const byCode = one.codes.some((some) => some.startsWith(code));
      const byName = one.names.some((name) => name.startsWith(wanted));
      const byWord = parts.length > 0 && parts.every((part) => one.words.some((word) => word.startsWith(part)));
      if (byCode || byName || byWord) found.push({ thing: one.thing, rank: byCode ? 0 : byName ? 1 : 2 });
    }
    return found.sort((a, b) => a.rank - b.rank).map((one) => one.thing);
  };
}

/* Fill a place with the search box; `tools` gives words, types and where a thing leads to. */
export function searchBox(place, tools, index) {
  const find = finder(index.things);
  const input = el("input", {
    id: "search", type: "search", role: "combobox", autocomplete: "off", spellcheck: "false",
    "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": "hits", maxlength: 200,
  });
  const list = el("div", { id: "hits", role: "listbox", hidden: true });
  empty(place).append(input, list);
  let options = [];
  let active = -1;

  function draw() {
    const name = tools.word(tools.plan?.collection ? "searchPlans" : "search");
    input.setAttribute("aria-label", name);
    input.setAttribute("placeholder", `${name}: ${tools.word("searchHint")}`);
    list.setAttribute("aria-label", name);
    fill();
  }

  function fill() {
    const text = input.value;
    const found = find(text);
    const groups = new Map();
    for (const thing of found) {
      if (!groups.has(thing.type)) groups.set(thing.type, []);
      groups.get(thing.type).push(thing);
    }
    options = [];
    active = -1;
    const parts = [];
    for (const [type, things] of groups) {
      if (options.length >= AT_MOST) break;
      const shown = things.slice(0, PER_TYPE).map((thing) => {
        const option = el("div", {
          role: "option", id: `hit-${options.length}`, "aria-selected": "false",
          on: { mousedown: (event) => event.preventDefault(), click: () => choose(thing) },
        }, el("span", { class: "clamp" },
          thing.codes?.[0] ? [el("span", { class: "code" }, bdi(thing.codes[0])), " "] : null, bdi(tools.label(thing))));
        options.push({ option, thing });
        return option;
      });
      const name = tools.typeLabel(type);
      parts.push(el("div", { role: "group", "aria-label": name },
        el("div", { class: "group", "aria-hidden": "true" }, name,
          things.length > shown.length ? el("span", { class: "muted" }, ` ${tools.word("moreHits", { n: things.length - shown.length })}`) : null),
        shown));
    }
    if (tools.plan?.collection && text.trim()) parts.push(everywhere(text.trim()));
    empty(list).append(...parts);
    if (text.trim() && !options.length) {
      list.append(el("div", { role: "option", "aria-disabled": "true", "aria-selected": "false", class: "muted" }, tools.word("noHits")));
    }
    const open = Boolean(text.trim()) && document.activeElement === input;
    list.hidden = !open;
    input.setAttribute("aria-expanded", String(open));
    input.removeAttribute("aria-activedescendant");
    if (open) tools.announce(options.length ? tools.word("hits", { n: found.length }) : tools.word("noHits"));
  }

  /* The index of a collection holds but a part: the rest is searched where it is. */
  function everywhere(text) {
    const option = el("div", {
      role: "option", id: `hit-${options.length}`, "aria-selected": "false",
      on: { mousedown: (event) => event.preventDefault(), click: () => choose({ all: text }) },
    }, tools.word("searchAll", { text }));
    options.push({ option, thing: { all: text } });
    return option;
  }

  function close() {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
    active = -1;
  }

  function move(to) {
    if (!options.length) return;
    options[active]?.option.setAttribute("aria-selected", "false");
    active = (to + options.length) % options.length;
    const { option } = options[active];
    option.setAttribute("aria-selected", "true");
    input.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  }

  function choose(thing) {
    input.value = "";
    close();
    tools.go(thing.all ? { view: "things", q: thing.all, sel: null } : tools.wayTo(thing));
  }

  input.addEventListener("input", fill);
  input.addEventListener("focus", () => input.value && fill());
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (list.hidden) fill();
      move(event.key === "ArrowDown" ? active + 1 : active < 0 ? -1 : active - 1);
    } else if (event.key === "Enter" && options.length && !list.hidden) {
      event.preventDefault();
      choose(options[Math.max(active, 0)].thing);
    } else if (event.key === "Escape") {
      if (list.hidden) input.value = "";
      close();
    } else if ((event.key === "Home" || event.key === "End") && active >= 0) {
      event.preventDefault();
      move(event.key === "Home" ? 0 : options.length - 1);
    }
  });
  draw();
  return { draw };
}
