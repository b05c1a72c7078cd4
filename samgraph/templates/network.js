// The page: filters, languages, selection, and what happens when.

import { bdi, byId, make } from "./network-dom.js";
import { onQueryKey, openHits, showHits, showTable } from "./network-find.js";
import { showPanel } from "./network-panel.js";
import { line, night, openIt, picture, refreshPicture, shownNow, symbol } from "./network-picture.js";
import { save } from "./network-saving.js";
import {
  STANDINGS,
  atStart,
  capital,
  fromHash,
  fullName,
  plan,
  relationName,
  remember,
  say,
  state,
  toHash,
  typeName,
} from "./network-state.js";
import { t } from "./network-texts.js";

let returnTo = null;

// Sets part of the state and brings the page to it. `push` makes Back undo it.
export function change(part, { push = false, fits = false } = {}) {
  Object.assign(state, part);
  remember(push);
  refresh();
  if (fits) picture().fit(true);
}

// Opens a thing in the panel, or closes the panel with null.
export function select(number, { link = null, by = "" } = {}) {
  if (number === null) {
    const row = state.selected;
    change({ selected: null, link: null, near: 0 }, { push: true });
    const back = returnTo?.isConnected
      ? returnTo
      : byId("table").querySelector(`[data-row="${row}"]`);
    (back && back.offsetParent ? back : byId("picture")).focus({ preventScroll: true });
    returnTo = null;
    return;
  }
  if (by !== "pointer" && !byId("panel").contains(document.activeElement)) {
    returnTo = document.activeElement;
  }
  change({ selected: number, link }, { push: true });
  if (state.view === "picture") {
    if (state.near) picture().fit(true);
    else if (by === "search") picture().bring(number, 1);
    else picture().keepInSight(number);
  }
  if (by !== "pointer") byId("panel-title").focus({ preventScroll: true });
}

// Writes the whole page anew from the state.
function refresh() {
  document.documentElement.lang = state.lang;
  const title = say(plan.title);
  document.title = title;
  byId("title").replaceChildren(bdi(title));
  for (const element of document.querySelectorAll("[data-text]")) {
    element.textContent = t(element.dataset.text);
  }
  for (const element of document.querySelectorAll("[data-label]")) {
    element.setAttribute("aria-label", t(element.dataset.label));
  }
  byId("query").placeholder = t("search");
  for (const button of document.querySelectorAll("[data-view]")) {
    button.setAttribute("aria-pressed", String(button.dataset.view === state.view));
  }
  for (const button of document.querySelectorAll("[data-lang]")) {
    button.setAttribute("aria-pressed", String(button.dataset.lang === state.lang));
  }
  const table = state.view === "table";
  byId("picture").hidden = table;
  byId("tools").hidden = table;
  byId("table").hidden = !table;
  showFilters();
  showPanel();
  refreshPicture();
  if (table) showTable();
  else byId("table").replaceChildren();
  showStatus();
}

// The legend: each type with its sign and count, each standing with its line, each relation.
function showFilters() {
  const held = document.activeElement?.id;
  const counts = { standing: new Map(), relation: new Map() };
  for (const link of plan.links) {
    counts.standing.set(link.standing, (counts.standing.get(link.standing) ?? 0) + 1);
    counts.relation.set(link.relation, (counts.relation.get(link.relation) ?? 0) + 1);
  }
  byId("types").replaceChildren(
    ...plan.types.map((_, number) =>
      choice(
        `type-${number}`,
        state.types,
        number,
        symbol(number),
        typeName(number),
        plan.typeCounts[number],
        "types",
      ),
    ),
  );
  byId("standings").replaceChildren(
    ...STANDINGS.map((name, number) =>
      choice(
        `standing-${number}`,
        state.standings,
        name,
        line(name),
        capital(t(name)),
        counts.standing.get(name) ?? 0,
        "standings",
      ),
    ),
  );
  const relations = [...plan.relations.keys()].sort((a, b) =>
    relationName(a).localeCompare(relationName(b), state.lang),
  );
  byId("relations").replaceChildren(
    ...relations.map((number) =>
      choice(
        `relation-${number}`,
        state.relations,
        number,
        null,
        capital(relationName(number)),
        counts.relation.get(number) ?? 0,
        "relations",
      ),
    ),
  );
  if (held) byId(held)?.focus({ preventScroll: true });
}

function choice(id, set, value, sign, text, count, part) {
  const turn = () => {
    const next = new Set(set);
    if (!next.delete(value)) next.add(value);
    change({ [part]: next });
    if (part === "types" && !picture().scene.moved) picture().fit(true);
  };
  const box = make("input", { type: "checkbox", id, onchange: turn });
  box.checked = set.has(value);
  return make(
    "label",
    { class: set.has(value) ? "choice" : "choice off", for: id },
    box,
    sign,
    make("span", { class: "name" }, bdi(text)),
    make("span", { class: "count" }, new Intl.NumberFormat(state.lang).format(count)),
  );
}

// Says what is drawn, what is switched off and what was left out.
function showStatus() {
  const sum = (list) => list.reduce((total, on) => total + on, 0);
  const parts = [
    t("drawn", {
      nodes: sum(shownNow().nodes),
      allNodes: plan.nodes.length,
      links: sum(shownNow().links),
      allLinks: plan.links.length,
    }),
  ];
  if (state.selected !== null && state.near) {
    parts.push(
      t("focus", {
        label: fullName(plan.nodes[state.selected]).slice(0, 60),
        near: t(`near${state.near}`),
      }),
    );
  }
  const off = [...plan.types.keys()].filter((number) => !state.types.has(number));
  const named = off
    .slice(0, 5)
    .map((n) => `${typeName(n)} (${new Intl.NumberFormat(state.lang).format(plan.typeCounts[n])})`);
  if (off.length > 5) named.push(t("more", { count: off.length - 5 }));
  if (off.length) parts.push(t("hidden", { types: named.join(", ") }));
  if (plan.left.nodes) parts.push(t("left", { ...plan.left, limit: plan.limit }));
  byId("status").replaceChildren(...parts.map((part) => make("span", null, bdi(part), " ")));
}

function reset() {
  Object.assign(state, { ...atStart(state.lang), view: state.view });
  change({}, { push: true, fits: true });
}

function listen() {
  const onClick = (id, act) => byId(id).addEventListener("click", act);
  onClick("types-all", () => change({ types: new Set(plan.types.keys()) }, { fits: true }));
  onClick("types-none", () => change({ types: new Set() }));
  onClick("types-start", () => change({ types: new Set(plan.startTypes) }, { fits: true }));
  onClick("closer", () => picture().zoom(1.3));
  onClick("further", () => picture().zoom(1 / 1.3));
  onClick("fit", () => picture().fit(true));
  onClick("reset", reset);
  onClick("save-svg", () => save("svg"));
  onClick("save-png", () => save("png"));
  for (const button of document.querySelectorAll("[data-view]")) {
    button.addEventListener("click", () => change({ view: button.dataset.view }, { push: true }));
  }
  for (const button of document.querySelectorAll("[data-lang]")) {
    button.addEventListener("click", () => {
      change({ lang: button.dataset.lang });
      if (byId("query").value) showHits();
    });
  }
  byId("query").addEventListener("input", showHits);
  byId("query").addEventListener("focus", () => byId("query").value && showHits());
  byId("query").addEventListener("blur", () => openHits(false));
  byId("query").addEventListener("keydown", onQueryKey);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && state.selected !== null) select(null);
    if (event.key === "/" && !/^(INPUT|TEXTAREA)$/.test(document.activeElement?.tagName)) {
      byId("query").focus();
      event.preventDefault();
    }
  });
  addEventListener("hashchange", () => {
    if (location.hash.slice(1) === toHash()) return;
    fromHash();
    refresh();
    if (state.selected !== null) picture().keepInSight(state.selected);
  });
  night.addEventListener("change", () => {
    picture().recolour();
    refresh();
  });
}

fromHash();
if (matchMedia("(max-width: 760px)").matches) byId("filters").open = false;
openIt();
listen();
refresh();
picture().fit();
if (state.selected !== null && !state.near) picture().keepInSight(state.selected);
