// Which neighbours of a thing are folded in, by relation and type, and the buttons to unfold them.

import { bdi, button, el } from "../dom.js";
import { symbolOf } from "../picture/signs.js";
import { expansionKey } from "./choice.js";
import { passing, unfolded } from "./view.js";

// Returns the menu of a thing: a button for each relation, direction and type that hides any.
export function unfolding({ choice, model, names, tools, view }, number) {
  const passes = passing(choice);
  const seen = new Map();
  for (const at of model.linksOf[number]) {
    const link = model.links[at];
    const [way, other] = link.from === number ? ["out", link.to] : ["in", link.from];
    const { type } = model.nodes[other];
    seen.set(`${way} ${link.relation} ${type}`, { number, way, relation: link.relation, type });
  }
  const open = new Set(choice.expanded.map(({ key }) => key));
  const entries = [...seen.values()].flatMap((one) => {
    const key = expansionKey(model, number, one.way, one.relation, one.type);
    const all = unfolded(model, one, passes);
    const hidden = all.filter((other) => !view.nodes.has(other)).length;
    return hidden || open.has(key) ? [{ ...one, key, n: all.length, hidden, on: open.has(key) }] : [];
  });
  entries.sort(
    (a, b) =>
      (b.way === "out") - (a.way === "out") ||
      names.compare(names.relation(a.relation), names.relation(b.relation)) || a.type - b.type,
  );
  const turn = (changes) => {
    const next = new Set(open);
    for (const [key, on] of changes) next[on ? "add" : "delete"](key);
    tools.go({ expanded: [...next].join(",") || null });
  };
  const mine = entries.filter(({ on }) => on);
  return el("div", { class: "map-unfold", role: "group", "aria-labelledby": "map-unfold" },
    el("h3", { id: "map-unfold" }, tools.word("mapUnfold")),
    entries.length
      ? el("ul", { class: "map-list" }, entries.map((one) => el("li", {}, entry(one, { model, names, tools, turn }))))
      : el("p", { class: "muted" }, tools.word("mapNothingFolded")),
    mine.length
      ? button(tools.word("mapFold"), () => turn(mine.map(({ key }) => [key, false])), { id: "map-fold", class: "plain-button" })
      : null);
}

function entry({ way, relation, type, key, n, hidden, on }, { model, names, tools, turn }) {
  const counts = on ? tools.word("mapUnfolded", { n }) : tools.word("mapOfHidden", { hidden, n });
  return button(
    [
      el("span", { "aria-hidden": "true" }, on ? "− " : "+ "),
      el("span", { class: "unseen" }, `${tools.word(way === "out" ? "mapOut" : "mapIn")} `),
      el("span", { "aria-hidden": "true" }, way === "out" ? "→ " : "← "), bdi(names.relation(relation)), ": ",
      symbolOf(model.types[type], tools.theme === "dark"), " ", bdi(names.type(type)), " ",
      el("span", { class: "muted" }, `(${counts})`),
    ],
    () => turn([[key, !on]]),
    { id: `map-unfold-${way}-${relation}-${type}`, class: "linklike map-node", "aria-pressed": String(on) },
  );
}
