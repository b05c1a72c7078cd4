// The legend, which is also the filter: each type with its sign and count, each reading by name.

import { bdi, button, el } from "../dom.js";
import { lineOf, symbolOf } from "../picture/signs.js";
import { isOn, LEVELS, switched } from "./choice.js";

// Returns the legend of a map. Every control keeps its id, so that focus survives a new drawing.
export function legend({ model, choice, names, tools, colours }) {
  const types = [...model.types.keys()];
  const change = (some, on) => tools.go(switched(model, choice, some, on), { replace: true });
  const rows = types.map((type) => {
    const on = isOn(model, choice, type);
    const box = el("input", {
      type: "checkbox",
      id: `map-type-${type}`,
      on: { change: () => change([type], !on) },
    });
    box.checked = on;
    return el("li", {}, el("label", { class: on ? "map-choice" : "map-choice off" },
      box, symbolOf(model.types[type], tools.theme === "dark"),
      el("span", { class: "map-name" }, bdi(names.type(type))),
      el("span", { class: "number" }, names.count(model.typeCounts[type]))));
  });
  const start = () => tools.go({ hide: null, show: null, expanded: null }, { replace: true });
  return [
    el("fieldset", {},
      el("legend", {}, tools.word("standing")),
      LEVELS.map((level) => reading(level, choice, tools, colours))),
    el("fieldset", {},
      el("legend", {}, tools.word("mapTypes")),
      el("ul", { class: "map-types" }, rows),
      el("p", { class: "map-row" },
        button(tools.word("mapAll"), () => change(types, true), { id: "map-types-all", class: "linklike" }),
        button(tools.word("mapNone"), () => change(types, false), { id: "map-types-none", class: "linklike" }),
        button(tools.word("mapStart"), start, { id: "map-types-start", class: "linklike" }))),
  ];
}

function reading(level, choice, tools, colours) {
  const box = el("input", {
    type: "radio",
    name: "map-standing",
    id: `map-standing-${level}`,
    on: { change: () => tools.go({ standing: level }, { replace: true }) },
  });
  box.checked = choice.standing === level;
  return el("label", { class: "map-choice", title: tools.word(`${level}What`) }, box, lineOf(level, colours[level]),
    el("span", { class: "map-name" }, tools.word(level)));
}
