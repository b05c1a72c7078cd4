// Two ways to a thing without the picture: search by name or code, and the table of all in view.

import { bdi, byId, make } from "./network-dom.js";
import { symbol } from "./network-picture.js";
import {
  fullName,
  inView,
  nameOf,
  passes,
  plan,
  sayPlaces,
  state,
  typeName,
} from "./network-state.js";
import { t } from "./network-texts.js";
import { select } from "./network.js";

const HITS = 8;
const plainText = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
const haystack = plan.nodes.map((node) =>
  plainText([node.code, node.curie, ...Object.values(node.labels)].join("\n")),
);
let hits = [];
let active = -1;

// Returns the numbers of the nodes that hold every word of the query; exact codes come first.
function find(query) {
  const words = plainText(query).split(/\s+/).filter(Boolean);
  if (!words.length) return [];
  const whole = words.join("");
  const rank = (number) => {
    const node = plan.nodes[number];
    const code = plainText(node.code).replace(/\s/g, "");
    const labels = Object.values(node.labels).map(plainText);
    if (code === whole || labels.includes(words.join(" "))) return 0;
    if (code && code.startsWith(whole)) return 1;
    return labels.some((label) => label.startsWith(words[0])) ? 2 : 3;
  };
  const fits = (number) =>
    words.every((word) => haystack[number].includes(word)) ||
    plainText(plan.nodes[number].code).replace(/\s/g, "").startsWith(whole);
  const ranks = new Map(
    [...plan.nodes.keys()].filter(fits).map((number) => [number, rank(number)]),
  );
  return [...ranks.keys()].sort((a, b) => ranks.get(a) - ranks.get(b) || a - b);
}

export function showHits() {
  const box = byId("hits");
  const query = byId("query").value;
  const found = find(query);
  const groups = new Map();
  for (const number of found) {
    const { type } = plan.nodes[number];
    groups.set(type, [...(groups.get(type) ?? []), number]);
  }
  hits = [];
  const parts = [...groups].map(([type, members]) => {
    const head = make(
      "p",
      { class: "group", id: `hits-${type}` },
      symbol(type),
      typeName(type),
      make("span", { class: "muted" }, `${members.length}`),
    );
    const options = members.slice(0, HITS).map((number) => {
      hits.push(number);
      return make(
        "div",
        {
          role: "option",
          id: `hit-${hits.length - 1}`,
          "aria-selected": "false",
          class: state.types.has(type) ? null : "off",
          onmousedown: (event) => event.preventDefault(),
          onclick: () => pick(number),
        },
        bdi(fullName(plan.nodes[number])),
      );
    });
    const rest = members.length - options.length;
    return make(
      "div",
      { role: "group", "aria-labelledby": `hits-${type}` },
      head,
      ...options,
      rest ? make("p", { class: "muted more" }, t("moreHits", { count: rest })) : null,
    );
  });
  box.replaceChildren(
    ...(parts.length ? parts : [make("p", { class: "muted more" }, t("noHits"))]),
  );
  openHits(Boolean(query.trim()));
  activate(hits.length ? 0 : -1);
}

export function openHits(open) {
  byId("hits").hidden = !open;
  byId("query").setAttribute("aria-expanded", String(open));
}

function activate(at) {
  active = at;
  for (const option of byId("hits").querySelectorAll("[role=option]")) {
    const on = option.id === `hit-${at}`;
    option.setAttribute("aria-selected", String(on));
    if (on) option.scrollIntoView({ block: "nearest" });
  }
  if (at < 0) byId("query").removeAttribute("aria-activedescendant");
  else byId("query").setAttribute("aria-activedescendant", `hit-${at}`);
}

function pick(number) {
  byId("query").value = "";
  openHits(false);
  select(number, { by: "search" });
}

export function onQueryKey(event) {
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    if (!hits.length) return;
    const step = event.key === "ArrowDown" ? 1 : -1;
    openHits(true);
    activate((active + step + hits.length) % hits.length);
  } else if (event.key === "Enter" && !byId("hits").hidden && active >= 0) {
    pick(hits[active]);
  } else if (event.key === "Escape" && !byId("hits").hidden) {
    openHits(false);
    event.stopPropagation();
  } else {
    return;
  }
  event.preventDefault();
}

const firstPlace = (node) => sayPlaces(node.places.slice(0, 1));
const COLUMNS = [
  { key: "code", value: (node) => node.code },
  { key: "label", value: (node) => nameOf(node) },
  { key: "type", value: (node) => typeName(node.type) },
  {
    key: "links",
    value: (node, number) => plan.linksOf[number].filter((at) => passes(plan.links[at])).length,
  },
  { key: "inSource", value: firstPlace },
];
let sorting = { column: null, down: false };

// Writes the table of what is in view: the same things as the picture, sortable by column.
export function showTable() {
  const shown = inView().nodes;
  const rows = [...plan.nodes.keys()]
    .filter((number) => shown[number])
    .map((number) => ({
      number,
      values: COLUMNS.map((column) => column.value(plan.nodes[number], number)),
    }));
  const at = COLUMNS.findIndex((column) => column.key === sorting.column);
  if (at >= 0) {
    const compare = new Intl.Collator(state.lang, { numeric: true }).compare;
    const way = sorting.down ? -1 : 1;
    rows.sort(({ values: { [at]: a } }, { values: { [at]: b } }) =>
      typeof a === "number" ? way * (a - b) : (a === "") - (b === "") || way * compare(a, b),
    );
  }
  const heads = COLUMNS.map(({ key }) => {
    const on = sorting.column === key;
    const turn = () => {
      sorting = { column: key, down: on && !sorting.down };
      showTable();
      byId("table").querySelector(`[data-column=${key}]`).focus();
    };
    return make(
      "th",
      { scope: "col", "aria-sort": on ? (sorting.down ? "descending" : "ascending") : "none" },
      make(
        "button",
        { type: "button", "data-column": key, onclick: turn },
        t(key),
        make("span", { "aria-hidden": "true" }, on ? (sorting.down ? " ↓" : " ↑") : ""),
      ),
    );
  });
  byId("table").replaceChildren(
    make(
      "table",
      null,
      make("caption", null, t("rows", { count: rows.length })),
      make("thead", null, make("tr", null, ...heads)),
      make("tbody", null, ...rows.map(tableRow)),
    ),
  );
}

function tableRow({ number, values: [code, label, type, links, place] }) {
  const chosen = state.selected === number;
  return make(
    "tr",
    { class: chosen ? "chosen" : null },
    make("td", { class: "code" }, bdi(code)),
    make(
      "td",
      null,
      make(
        "button",
        {
          type: "button",
          class: "plain",
          "data-row": number,
          "aria-pressed": String(chosen),
          onclick: () => select(number, { by: "keys" }),
        },
        bdi(label),
      ),
    ),
    make("td", { class: "type" }, symbol(plan.nodes[number].type), type),
    make("td", { class: "number" }, new Intl.NumberFormat(state.lang).format(links)),
    make("td", { class: "place" }, bdi(place)),
  );
}
