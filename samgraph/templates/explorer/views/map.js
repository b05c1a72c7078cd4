/* The map: the plan as a network, folded in at first; what is chosen stands in the panel beside it. */

import { choosePlan } from "../collection.js";
import { button, el } from "../dom.js";
import { choiceOf, edgeKey, isOn } from "../map/choice.js";
import { files } from "../map/files.js";
import { legend } from "../map/legend.js";
import { namesFor } from "../map/naming.js";
import { library, network, prepare, style } from "../map/network.js";
import { panel } from "../map/panel.js";
import { tables } from "../map/tables.js";
import { isUpright, pictured, viewOf } from "../map/view.js";
import "../map/words.js";
import { openPicture } from "../picture/canvas.js";
import { nameInAddress } from "../picture/model.js";
import { coloursOf } from "../picture/signs.js";
import { isWhole } from "../source.js";

let open = null;
if (!isWhole) prepare();

export async function show(place, state, tools) {
  if (tools.plan.collection) return choosePlan(place, state, tools, "map");
  const [model, vis] = await Promise.all([network(tools), library(), style()]);
  if (open?.place !== place || !open.frame.isConnected) open = lay(place, model, vis, tools);
  redraw(open, state);
  return close;
}

function close() {
  open?.picture?.close();
  open = null;
}

/* Lay out the view once: the legend, the picture with its buttons, the panel and the tables. */
function lay(place, model, vis, tools) {
  const at = (tag, attributes) => el(tag, attributes);
  const map = {
    place, model, tools, vis,
    picture: null, drawn: "", by: "",
    title: at("h1", {}),
    status: at("p", { id: "map-status", role: "status", class: "map-status" }),
    legend: at("details", { id: "map-legend", class: "map-legend", open: innerWidth > 760 }),
    filters: at("div", {}),
    summary: at("summary", {}),
    canvas: at("div", { id: "map-picture", class: "map-picture", tabindex: "0", role: "application", "aria-describedby": "map-keys" }),
    keys: at("p", { id: "map-keys", class: "map-keys muted" }),
    buttons: at("div", { id: "map-buttons", class: "map-buttons", role: "group" }),
    panel: at("aside", { id: "map-panel", class: "map-panel" }),
    tables: at("details", { id: "map-tables", class: "map-tables" }),
  };
  map.legend.append(map.summary, map.filters);
  map.stage = el("div", { class: "map-stage" }, map.canvas, map.buttons);
  map.frame = el("div", { class: "map-page" }, map.legend, map.stage, map.panel);
  place.replaceChildren(map.title, map.status, map.frame, map.keys, map.tables);
  map.pick = (number, by = "") => pick(map, number, by);
  map.tables.addEventListener("toggle", () => {
    const table = map.tables.open ? "1" : null;
    if ((map.choice?.table ?? false) !== map.tables.open) tools.go({ table }, { replace: true });
  });
  map.panel.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    map.pick(null);
    map.canvas.focus();
  });
  if (vis) map.picture = openPicture(map.canvas, model, host(map));
  else map.canvas.hidden = map.buttons.hidden = true;
  return map;
}

/* What the picture asks of the page around it, and what it tells. */
function host(map) {
  const { tools, model } = map;
  return {
    vis: map.vis,
    options: model.options,
    text: (number, short) => (short ? model.nodes[number].code : map.names.full(number)),
    tail(number) {
      const folded = map.view.mode === "overview" ? map.view.folded.get(number) : 0;
      return folded ? `\u00a0+${folded}` : "";
    },
    caption: (type) => map.names.type(type),
    dark: () => tools.theme === "dark",
    foot: () => map.buttons.offsetHeight + 12,
    obstacles() {
      const { offsetLeft: x, offsetTop: y, offsetWidth: w, offsetHeight: h } = map.buttons;
      return [{ x, y, w, h }];
    },
    pick: (number, by = "pointer") => {
      if (number !== null || map.choice.sel.length || map.choice.edge) map.pick(number, by);
    },
    pickEdge({ from, to }) {
      map.by = "pointer";
      tools.go({ edge: edgeKey(model, [from, to]) });
    },
    resized() {
      if (!map.state || map.upright === isUpright(sizeOf(map))) return;
      if (["path", "isolated"].includes(map.view.mode)) redraw(map, map.state);
    },
    point(number) {
      const [name, type] = [map.names.short(number), map.names.type(model.nodes[number].type)];
      tools.announce(tools.word("mapPointAt", { name, type, n: model.linksOf[number].length }));
    },
  };
}

/* Choose a thing, or nothing: then the whole plan is back. */
function pick(map, number, by) {
  const { choice, model, tools } = map;
  map.by = by || "keys";
  if (number === null) {
    const isolated = choice.sel.length > 1 || choice.to !== null || choice.focus;
    tools.go({ sel: null, edge: null, focus: null, to: null, ...(isolated ? { from: null } : {}) });
    return;
  }
  const leaves = choice.to !== null ? { from: null, to: null } : {};
  tools.go({ sel: nameInAddress(model, number), edge: null, focus: choice.focus || null, ...leaves });
}

const sizeOf = ({ canvas }) => ({ width: canvas.clientWidth, height: canvas.clientHeight });

/* Bring everything to the state in the address. */
function redraw(map, state) {
  const { model, tools, picture } = map;
  map.choice = choiceOf(model, state);
  map.names = namesFor(model, tools);
  map.state = state;
  map.upright = isUpright(sizeOf(map));
  map.view = viewOf(model, map.choice, sizeOf(map));
  map.colours = coloursOf(map.place);
  const { choice, names, view } = map;
  map.title.textContent = tools.word("map");
  map.summary.textContent = tools.word("mapLegend");
  map.canvas.setAttribute("aria-label", tools.word("mapLabel"));
  map.keys.textContent = tools.word(map.vis ? "mapKeys" : "mapNoLibrary");
  map.buttons.setAttribute("aria-label", tools.word("mapMove"));
  map.panel.setAttribute("aria-label", tools.word("mapDetails"));
  map.status.textContent = statusOf(map);
  const about = panel(map).flat(Infinity).filter(Boolean);
  map.panel.hidden = !about.length;
  map.frame.classList.toggle("open", about.length > 0);
  if (picture) {
    const dressed = `${tools.theme} ${tools.lang}`;
    if (map.dressed && map.dressed !== dressed) picture.recolour();
    map.dressed = dressed;
    const drawn = [view.mode, choice.from, choice.to, choice.focus, view.mode === "focus" && choice.sel,
      view.mode === "isolated" && state.sel, view.arranged && map.upright, view.mode === "overview" && view.nodes.size].join(" ");
    if (drawn === map.drawn) picture.show(pictured(view));
    else picture.showWhole(pictured(view), map.drawn !== "");
    map.drawn = drawn;
    if (view.chosen !== null && view.mode === "overview") picture.keepInSight(view.chosen);
  }
  keepFocus(map.legend, () => map.filters.replaceChildren(...legend(map)));
  keepFocus(map.buttons, () => map.buttons.replaceChildren(...moves(map)));
  keepFocus(map.panel, () => map.panel.replaceChildren(...about));
  if (map.by === "keys") map.panel.querySelector("#map-title")?.focus();
  map.by = "";
  showTables(map);
  tools.exports(files({ model, view, tools, title: `${tools.label(tools.plan?.plan.labels)} – ${tools.word("map")}`,
    said: map.status.textContent, scene: picture?.scene ?? null }));
  map.names = names;
}

function showTables(map) {
  const { choice, tools, view } = map;
  map.tables.open = choice.table;
  const head = el("summary", {}, tools.word("mapTables", {
    nodes: map.names.count(view.nodes.size), links: map.names.count(view.links.length) }));
  map.tables.replaceChildren(head, ...(choice.table ? tables(map) : []));
}

/* Draw a part anew without losing the place of whoever works with keys. */
function keepFocus(part, draw) {
  const held = part.contains(document.activeElement) ? document.activeElement.id : "";
  draw();
  if (!held) return;
  const next = document.getElementById(held) ?? part.querySelector("#map-title");
  next?.focus({ preventScroll: true });
}

function moves({ picture, tools }) {
  if (!picture) return [];
  const one = (id, key, sign, act) =>
    button(el("span", { "aria-hidden": "true" }, sign), act, { id, "aria-label": tools.word(key), title: tools.word(key) });
  return [
    one("map-closer", "mapCloser", "+", () => picture.zoom(1.3)),
    one("map-further", "mapFurther", "−", () => picture.zoom(1 / 1.3)),
    one("map-left", "mapLeftwards", "←", () => picture.pan(-1, 0)),
    one("map-up", "mapUp", "↑", () => picture.pan(0, -1)),
    one("map-down", "mapDown", "↓", () => picture.pan(0, 1)),
    one("map-right", "mapRightwards", "→", () => picture.pan(1, 0)),
    button(tools.word("mapFit"), () => picture.fit(true), { id: "map-fit" }),
  ];
}

/* Say what is drawn, and what is not. */
function statusOf({ choice, model, names, tools, view }) {
  const counts = { nodes: view.nodes.size, allNodes: model.nodes.length + model.left.nodes, links: view.links.length, allLinks: model.links.length + model.left.links };
  const parts = [tools.word("mapShown", Object.fromEntries(Object.entries(counts).map(([key, n]) => [key, names.count(n)])))];
  if (!view.nodes.size) parts.push(tools.word("mapEmpty"));
  if (view.mode === "focus") parts.push(tools.word("mapFocusSays", { name: names.short(choice.sel[0]), steps: names.steps(choice.focus) }));
  if (view.mode === "isolated") parts.push(tools.word("mapIsolated", { n: view.nodes.size }));
  if (view.mode === "path") {
    const ends = { from: names.short(choice.from), to: names.short(choice.to) };
    parts.push(view.path ? tools.word("mapPathSays", { ...ends, steps: names.steps(view.path.length - 1) }) : tools.word("mapNoPath", ends));
  }
  const folded = [...model.typeCounts];
  for (const number of view.nodes) folded[model.nodes[number].type]--;
  const off = [...model.types.keys()].filter((type) => folded[type] && !isOn(model, choice, type));
  const named = off.slice(0, 5).map((type) => `${names.type(type)} (${names.count(folded[type])})`);
  if (off.length > 5) named.push(tools.word("mapMore", { n: off.length - 5 }));
  if (off.length) parts.push(tools.word("mapFolded", { types: named.join(", ") }));
  const left = view.left + model.left.nodes;
  if (left) parts.push(tools.word("mapLeft", { limit: names.count(model.limit), n: names.count(left) }));
  return parts.join(" ");
}
