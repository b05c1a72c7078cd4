// What the page knows (the plan) and what it shows (the state, which also stands in the address).

const byId = (id) => document.getElementById(id);
const drawn = JSON.parse(byId("network-data").textContent);
const plan = JSON.parse(byId("plan-data").textContent);

const STANDINGS = [
  ...new Set(["stated", "derived", "judged", ...plan.links.map((l) => l.standing)]),
];
const startTypes = plan.types.flatMap((type, number) => (type.start ? [number] : []));
if (!startTypes.length) startTypes.push(...plan.types.keys());

const typeNumber = new Map(plan.types.map((type, number) => [type.name, number]));

const typeCounts = plan.types.map(() => 0);
plan.nodes.forEach((node) => typeCounts[node.type]++);

const linksOf = plan.nodes.map(() => []);
plan.links.forEach((link, number) => {
  linksOf[link.from].push(number);
  if (link.to !== link.from) linksOf[link.to].push(number);
});

const numberOf = new Map();
plan.nodes.forEach((node, number) => {
  if (!numberOf.has(node.curie)) numberOf.set(node.curie, number);
});
plan.nodes.forEach((node, number) => numberOf.set(node.iri, number));

const atStart = (lang) => ({
  lang,
  view: "picture",
  selected: null,
  link: null,
  near: 0,
  types: new Set(startTypes),
  standings: new Set(STANDINGS),
  relations: new Set(plan.relations.keys()),
});
let state = atStart(plan.lang);

// Returns the text in the language on show, else in any language, else an empty string.
const say = (texts) => texts[state.lang] || Object.values(texts)[0] || "";
const nameOf = (node) => say(node.labels) || node.curie;
const fullName = (node) => {
  const name = nameOf(node);
  return node.code && !name.startsWith(node.code) ? `${node.code} ${name}` : name;
};
const capital = (text) => text.charAt(0).toLocaleUpperCase(state.lang) + text.slice(1);
const typeName = (number) => capital(say(plan.types[number].labels) || plan.types[number].name);
const relationName = (number) => say(plan.relations[number].labels) || plan.relations[number].name;
const sayPlaces = (places) =>
  places
    .map(([section, from, to]) =>
      t(from === to ? "placeOne" : "place", { section, from: `${from}`, to: `${to}` }),
    )
    .join("; ");

const quotations = (places) =>
  places.filter((place) => place[3]).map((place) => make("blockquote", null, bdi(place[3])));

const otherEnd = (link, number) => (link.from === number ? link.to : link.from);
const passes = (link) => state.standings.has(link.standing) && state.relations.has(link.relation);

// Returns which nodes and links are in view: by type, standing, relation and distance.
function inView() {
  const nodes = plan.nodes.map((node) => state.types.has(node.type));
  if (state.selected !== null) {
    nodes[state.selected] = true;
    if (state.near) {
      const reached = new Set([state.selected]);
      for (let step = 0; step < state.near; step++) {
        for (const number of [...reached]) {
          for (const at of linksOf[number]) {
            const other = otherEnd(plan.links[at], number);
            if (nodes[other] && passes(plan.links[at])) reached.add(other);
          }
        }
      }
      nodes.forEach((_, number) => (nodes[number] = reached.has(number)));
    }
  }
  const links = plan.links.map((link) => nodes[link.from] && nodes[link.to] && passes(link));
  return { nodes, links };
}

const same = (set, list) => set.size === list.length && list.every((entry) => set.has(entry));

// Returns the state as the part of the address after the #.
function toHash() {
  const words = new URLSearchParams();
  if (state.lang !== plan.lang) words.set("lang", state.lang);
  if (state.view !== "picture") words.set("view", state.view);
  if (state.selected !== null) {
    const node = plan.nodes[state.selected];
    words.set("sel", numberOf.get(node.curie) === state.selected ? node.curie : node.iri);
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
function fromHash() {
  const words = new URLSearchParams(location.hash.slice(1));
  const lang = words.get("lang");
  state = atStart(Object.hasOwn(TEXTS, lang ?? "") ? lang : plan.lang);
  if (words.get("view") === "table") state.view = "table";
  const selected = numberOf.get(words.get("sel"));
  if (selected !== undefined) {
    state.selected = selected;
    state.near = Math.min(Math.max(Math.round(Number(words.get("near"))) || 0, 0), 2);
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
function remember(push) {
  const hash = toHash();
  if (hash === location.hash.slice(1)) return;
  const address = hash ? `#${hash}` : location.pathname + location.search;
  try {
    history[push ? "pushState" : "replaceState"](null, "", address);
  } catch {
    if (hash) location.replace(`#${hash}`);
  }
}

// Returns a new element; strings among the children become text, never HTML.
function make(tag, properties, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties ?? {})) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value !== null && value !== false)
      element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null && child !== ""));
  return element;
}
const bdi = (text) => make("bdi", null, text);
