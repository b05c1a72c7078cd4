// What the page knows (the plan) and what it shows (the state, which also stands in the address).

import { modelOf, nameInAddress, within } from "./explorer/picture/model.js";
import { bdi, byId, make } from "./network-dom.js";
import { TEXTS, t } from "./network-texts.js";

export const drawn = JSON.parse(byId("network-data").textContent);
const told = JSON.parse(byId("plan-data").textContent);
told.nodes.forEach((node, number) => Object.assign(node, spotOf(drawn.nodes[number])));
export const plan = modelOf(told);
export const STANDINGS = plan.standings;
const { numberOf, startTypes } = plan;
const FURTHEST = 3;

function spotOf({ x, y }) {
  return { x, y };
}

export const atStart = (lang) => ({
  lang,
  view: "picture",
  selected: null,
  link: null,
  near: 0,
  types: new Set(startTypes),
  standings: new Set(STANDINGS),
  relations: new Set(plan.relations.keys()),
});
export const state = atStart(plan.lang);

// Returns the text in the language on show, else in any language, else an empty string.
export const say = (texts) => texts[state.lang] || Object.values(texts)[0] || "";
export const nameOf = (node) => say(node.labels) || node.curie;
export const fullName = (node) => {
  const name = nameOf(node);
  return node.code && !name.startsWith(node.code) ? `${node.code} ${name}` : name;
};
export const capital = (text) => text.charAt(0).toLocaleUpperCase(state.lang) + text.slice(1);
export const typeName = (number) => capital(say(plan.types[number].labels) || plan.types[number].name);
export const relationName = (number) => say(plan.relations[number].labels) || plan.relations[number].name;
export const sayPlaces = (places) =>
  places
    .map(([section, from, to]) =>
      t(from === to ? "placeOne" : "place", { section, from: `${from}`, to: `${to}` }),
    )
    .join("; ");

export const quotations = (places) =>
  places.filter((place) => place[3]).map((place) => make("blockquote", null, bdi(place[3])));

export const passes = (link) =>
  state.standings.has(link.standing) && state.relations.has(link.relation);

// Returns which nodes and links are in view, by type, standing, relation and distance; and how far
// each node is from the selected one where only its neighbours are.
export function inView() {
  const nodes = plan.nodes.map((node) => state.types.has(node.type));
  let distance = null;
  if (state.selected !== null) {
    nodes[state.selected] = true;
    if (state.near) {
      distance = within(plan, state.selected, state.near, passes, (other) => nodes[other]);
      nodes.forEach((_, number) => (nodes[number] = distance.has(number)));
    }
  }
  const links = plan.links.map((link) => nodes[link.from] && nodes[link.to] && passes(link));
  return { nodes, links, distance };
}

const same = (set, list) => set.size === list.length && list.every((entry) => set.has(entry));

// Returns the state as the part of the address after the #.
export function toHash() {
  const words = new URLSearchParams();
  if (state.lang !== plan.lang) words.set("lang", state.lang);
  if (state.view !== "picture") words.set("view", state.view);
  if (state.selected !== null) {
    words.set("sel", nameInAddress(plan, state.selected));
    if (state.near) words.set("near", state.near);
  }
  if (!same(state.types, startTypes)) {
    words.set(
      "types",
      [...state.types]
        .sort((a, b) => a - b)
        .map((n) => plan.types[n].name)
        .join("."),
    );
  }
  if (!same(state.standings, STANDINGS)) {
    words.set("standing", STANDINGS.filter((name) => state.standings.has(name)).join("."));
  }
  plan.relations.forEach((relation, number) => {
    if (!state.relations.has(number)) words.append("without", relation.name);
  });
  return words.toString();
}

// Sets the state from the address; what it does not know it leaves as at the start.
export function fromHash() {
  const words = new URLSearchParams(location.hash.slice(1));
  const lang = words.get("lang");
  Object.assign(state, atStart(Object.hasOwn(TEXTS, lang ?? "") ? lang : plan.lang));
  if (words.get("view") === "table") state.view = "table";
  const selected = numberOf.get(words.get("sel"));
  if (selected !== undefined) {
    state.selected = selected;
    state.near = Math.min(Math.max(Math.round(Number(words.get("near"))) || 0, 0), FURTHEST);
  }
  if (words.has("types")) {
    const names = words.get("types").split(".");
    state.types = new Set([...plan.types.keys()].filter((n) => names.includes(plan.types[n].name)));
  }
  if (words.has("standing")) {
    const names = words.get("standing").split(".");
    state.standings = new Set(STANDINGS.filter((name) => names.includes(name)));
  }
  const without = words.getAll("without");
  plan.relations.forEach((relation, number) => {
    if (without.includes(relation.name)) state.relations.delete(number);
  });
}

// Writes the state into the address: a selection can be undone with Back, a filter cannot.
export function remember(push) {
  // In a frame without an address of its own, as in a notebook, one that begins with # is resolved
  // against that of the page around it: going there would load that whole page into the frame.
  if (location.protocol === "about:") return;
  const hash = toHash();
  if (hash === location.hash.slice(1)) return;
  const address = hash ? `#${hash}` : location.pathname + location.search;
  try {
    history[push ? "pushState" : "replaceState"](null, "", address);
  } catch {
    if (hash) location.replace(`#${hash}`);
  }
}
