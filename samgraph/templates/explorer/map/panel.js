// The panel beside the map: about what is chosen, its links, and what may be done from here.

import { bdi, button, el } from "../dom.js";
import { linkList } from "../evidence.js";
import { placeText, standing } from "../marks.js";
import { linksBetween, nameInAddress, otherEnd } from "../picture/model.js";
import { symbolOf } from "../picture/signs.js";
import { evidenceOf, showEvidence } from "./network.js";
import { unfolding } from "./unfolding.js";
import { passing } from "./view.js";

const FIRST = 12;

// Returns what the panel shows for a choice, nothing if nothing is chosen. Every control keeps its
// id.
export function panel(map) {
  const { choice, view } = map;
  const parts = [];
  if (view.mode === "path") parts.push(...pathParts(map));
  else if (choice.from !== null) parts.push(pathStart(map));
  if (choice.edge) parts.push(...edgeParts(map, choice.edge));
  else if (view.mode === "path") return parts;
  else if (choice.sel.length === 1) parts.push(...nodeParts(map, choice.sel[0]));
  else if (view.mode === "isolated") parts.push(...isolatedParts(map));
  return parts;
}

const heading = (text, id = "map-title") => el("h2", { id, tabindex: "-1" }, bdi(text));
const whole = ({ tools, pick }) =>
  button(tools.word("mapWhole"), () => pick(null), { id: "map-whole", class: "plain-button" });

function pathStart({ choice, names, tools }) {
  const stop = () => tools.go({ from: null, to: null });
  return el("div", { class: "map-note" },
    el("p", {}, bdi(tools.word("mapPathStarts", { name: names.short(choice.from) }))),
    button(tools.word("mapStop"), stop, { id: "map-stop", class: "plain-button" }));
}

// The way between two things: each step with its links, how they are known and where that stands.
function pathParts(map) {
  const { choice, model, names, tools, view } = map;
  const ends = { from: names.short(choice.from), to: names.short(choice.to) };
  const swap = { from: nameInAddress(model, choice.to), to: nameInAddress(model, choice.from) };
  const passes = passing(choice);
  const steps = (view.path ?? []).slice(1).map((to, at) => {
    const from = view.path[at];
    const some = linksBetween(model, from, to).filter((link) => passes(model.links[link]));
    const links = some.map((link) => evidenceOf(model, link));
    const title = tools.word("mapBetween", { from: names.short(from), to: names.short(to) });
    return el("li", {},
      el("p", { class: "map-hop" }, bdi(names.full(from)), " – ", bdi(names.full(to))),
      links.map((link) => el("p", { class: "how" }, el("em", {}, bdi(tools.property(link.property))), " · ",
        standing(tools, link.standing, link.review), " · ", bdi(whereOf(link, tools)))),
      button(tools.word("mapEvidence"), () => showEvidence(tools, links, title), {
        id: `map-hop-${at}`, class: "linklike",
        "aria-label": `${tools.word("mapEvidence")}: ${tools.word("mapHop", { n: at + 1 })}`,
      }));
  });
  return [
    heading(tools.word("mapPath", ends), choice.edge ? "map-path-title" : "map-title"),
    view.path ? null : el("p", {}, bdi(tools.word("mapNoPath", ends))),
    el("ol", { class: "map-path" }, steps),
    el("p", { class: "map-row" },
      button(tools.word("mapSwap"), () => tools.go(swap), { id: "map-swap", class: "plain-button" }),
      whole(map)),
  ];
}

const whereOf = (link, tools) => (link.places ?? []).map((place) => placeText(tools, place)).join("; ") || "–";

function edgeParts(map, [from, to]) {
  const { choice, model, names, tools } = map;
  const passes = passing(choice);
  const some = linksBetween(model, from, to).filter((at) => passes(model.links[at]));
  return [
    heading(tools.word("mapBetween", { from: names.short(from), to: names.short(to) })),
    linkList(some.map((at) => evidenceOf(model, at)), tools),
    el("p", { class: "map-row" },
      [from, to].map((number, at) => button(bdi(names.short(number)), () => map.pick(number), {
        id: `map-end-${at}`, class: "plain-button",
      })), map.view.mode === "path" ? null : whole(map)),
  ];
}

function isolatedParts(map) {
  const { model, tools, view } = map;
  const links = view.links.slice(0, FIRST * 2).map((at) => evidenceOf(model, at));
  const more = view.links.length - links.length;
  return [
    heading(tools.word("mapIsolated", { n: view.nodes.size })),
    el("ul", { class: "map-list" }, [...view.nodes].map((number) => el("li", {}, nodeButton(map, number, `map-one-${number}`)))),
    el("p", {}, whole(map)),
    el("h3", {}, tools.word("mapLinks", { n: view.links.length })),
    linkList(links, tools),
    more > 0 ? el("p", { class: "muted" }, tools.word("mapAndMore", { n: more })) : null,
  ];
}

function nodeButton({ model, names, pick, tools }, number, id) {
  return button([symbolOf(model.types[model.nodes[number].type], tools.theme === "dark"), " ", bdi(names.full(number))],
    () => pick(number), { id, class: "linklike map-node" });
}

function nodeParts(map, number) {
  const { choice, model, names, tools, view } = map;
  const node = model.nodes[number];
  const passes = passing(choice);
  const links = model.linksOf[number].filter((at) => passes(model.links[at]));
  return [
    el("p", { class: "map-kind" }, symbolOf(model.types[node.type], tools.theme === "dark"), " ", names.type(node.type), " ",
      node.code ? el("span", { class: "code" }, bdi(node.code)) : null),
    heading(names.label(number)),
    el("p", { class: "map-row" },
      el("a", { class: "pill", id: "map-thing", href: tools.href({ view: "things", sel: node.curie }) }, tools.word("mapPage")),
      view.mode === "overview" ? null : whole(map)),
    distances(map),
    pathButtons(map, number),
    view.mode === "overview" ? unfolding(map, number) : null,
    el("h3", {}, tools.word("mapLinks", { n: links.length })),
    links.length ? grouped(map, number, links) : el("p", { class: "muted" }, tools.word("mapNoLinks")),
  ];
}

function distances({ choice, names, tools }) {
  return el("div", { class: "map-distance", role: "group", "aria-labelledby": "map-focus" },
    el("span", { id: "map-focus" }, tools.word("mapFocus")),
    el("div", { class: "switch" }, [0, 1, 2, 3].map((steps) => button(
      steps ? String(steps) : tools.word("mapFocus0"),
      () => tools.go({ focus: steps || null, from: null, to: null }),
      {
        id: `map-focus-${steps}`,
        "aria-pressed": String(choice.focus === steps),
        "aria-label": steps ? names.steps(steps) : tools.word("mapFocus0"),
      }))));
}

function pathButtons({ choice, model, names, tools }, number) {
  const name = nameInAddress(model, number);
  const starts = choice.from !== null && choice.to === null && choice.from !== number;
  return el("p", { class: "map-row" },
    starts
      ? button(bdi(tools.word("mapToHere", { name: names.short(choice.from) })), () => tools.go({ to: name, focus: null }), { id: "map-to", class: "plain-button" })
      : button(tools.word("mapFromHere"), () => tools.go({ from: name, to: null, focus: null }), { id: "map-from", class: "plain-button" }));
}

// The links of a thing by relation and direction; a long group opens with its first ones.
function grouped(map, number, links) {
  const { model, names, tools } = map;
  const groups = new Map();
  for (const at of links) {
    const { relation, from } = model.links[at];
    const key = `${from === number ? "out" : "in"} ${relation}`;
    groups.set(key, [...(groups.get(key) ?? []), at]);
  }
  const sections = [...groups].map(([key, members]) => {
    const [way, relation] = key.split(" ");
    return { way, name: names.relation(Number(relation)), members };
  });
  sections.sort((a, b) => (b.way === "out") - (a.way === "out") || names.compare(a.name, b.name));
  return sections.map(({ way, name, members }) => {
    const end = (at) => otherEnd(model.links[at], number);
    const sorted = [...members].sort((a, b) => names.compare(names.full(end(a)), names.full(end(b))));
    const list = el("ul", { class: "map-links" });
    const item = (at) => linkItem(map, end(at), at);
    list.append(...sorted.slice(0, FIRST).map(item));
    const more = button(tools.word("mapShowAll", { n: sorted.length }), () => {
      list.append(...sorted.slice(FIRST).map(item));
      more.remove();
      list.children[FIRST].querySelector("button").focus();
    }, { class: "linklike" });
    return el("section", {},
      el("h4", {}, el("span", { "aria-hidden": "true" }, way === "out" ? "→ " : "← "), bdi(name), " ",
        el("span", { class: "muted" }, `${tools.word(way === "out" ? "mapOut" : "mapIn")} · ${sorted.length}`)),
      list, sorted.length > FIRST ? more : null);
  });
}

function linkItem(map, other, at) {
  const { model, names, tools } = map;
  const link = evidenceOf(model, at);
  return el("li", {},
    nodeButton(map, other, `map-link-${at}`),
    el("p", { class: "how" }, standing(tools, link.standing, link.review), " · ", bdi(whereOf(link, tools)), " ",
      button(tools.word("mapEvidence"), () => showEvidence(tools, [link]), {
        id: `map-evidence-${at}`, class: "linklike",
        "aria-label": `${tools.word("mapEvidence")}: ${names.short(other)}`,
      })));
}
