// What the address says about the map, and how a choice on the map is written into the address.

import { nameInAddress } from "../picture/model.js";

export const LEVELS = ["stated", "derived", "judged"];
const FURTHEST = 3;
const pieces = (text) => (text ?? "").split(",").filter(Boolean);
const packed = (text) =>
  encodeURIComponent(text).replaceAll("%3A", ":").replaceAll("%2F", "/").replaceAll("~", "%7E");

function unpacked(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

// Returns the things that a list in the address names; a list of one may hold any sign.
function numbersIn(model, text) {
  if (!text) return [];
  const whole = model.numberOf.get(text);
  if (whole !== undefined) return [whole];
  const found = text.split(/[\s,]+/).map((name) => model.numberOf.get(unpacked(name)));
  return [...new Set(found.filter((number) => number !== undefined))];
}

// Returns what is chosen, from the state in the address; what is unknown there is left out.
export function choiceOf(model, state) {
  const one = (text) => numbersIn(model, text)[0] ?? null;
  const types = (text) =>
    new Set(
      pieces(text)
        .map((name) => model.typeNumber.get(unpacked(name)))
        .filter((type) => type !== undefined),
    );
  const [first, second] = (state.edge ?? "").split("~").map((name) => one(unpacked(name)));
  const sel = numbersIn(model, state.sel);
  const focus = Math.min(Math.max(Math.round(Number(state.focus)) || 0, 0), FURTHEST);
  return {
    sel,
    edge: first !== null && second !== null && second !== undefined ? [first, second] : null,
    hide: types(state.hide),
    show: types(state.show),
    from: one(state.from),
    to: one(state.to),
    focus: sel.length === 1 ? focus : 0,
    expanded: expandedIn(model, state.expanded),
    standing: LEVELS.includes(state.standing) ? state.standing : LEVELS.at(-1),
    table: state.table === "1",
  };
}

// An expansion is written as node~way~relation~type, for example sam:SD1~out~sg:addresses~Theme.
function expandedIn(model, text) {
  return pieces(text).flatMap((piece) => {
    const [name, way, relation, type] = piece.split("~").map(unpacked);
    const [number, kind] = [model.numberOf.get(name), model.typeNumber.get(type)];
    const property = model.relations.findIndex((one) => one.name === relation);
    const known = number !== undefined && kind !== undefined && property >= 0;
    if (!known || !["out", "in"].includes(way)) return [];
    const key = expansionKey(model, number, way, property, kind);
    return [{ number, way, relation: property, type: kind, key }];
  });
}

export const expansionKey = (model, number, way, relation, type) =>
  [nameInAddress(model, number), way, model.relations[relation].name, model.types[type].name]
    .map(packed)
    .join("~");

export const edgeKey = (model, ends) =>
  ends.map((number) => packed(nameInAddress(model, number))).join("~");

export const typesKey = (model, types) =>
  [...types]
    .sort((a, b) => a - b)
    .map((type) => packed(model.types[type].name))
    .join(",") || null;

// Returns which of four pictures is asked for: a way, the surroundings of one thing, a few things
// by themselves, or the whole plan, folded.
export function modeOf(choice) {
  if (choice.from !== null && choice.to !== null) return "path";
  if (choice.focus) return "focus";
  return choice.sel.length > 1 ? "isolated" : "overview";
}

// Tells whether a type is switched on. The whole plan starts folded, other pictures do not.
export function isOn(model, choice, type) {
  if (choice.hide.has(type)) return false;
  if (modeOf(choice) !== "overview") return true;
  return model.startTypes.includes(type) || choice.show.has(type);
}

// Returns the change to the state that switches types on or off.
export function switched(model, choice, types, on) {
  const [hide, show] = [new Set(choice.hide), new Set(choice.show)];
  const folded = modeOf(choice) === "overview";
  for (const type of types) {
    const start = model.startTypes.includes(type);
    if (on) hide.delete(type);
    else if (start || !folded) hide.add(type);
    if (folded && !start) show[on ? "add" : "delete"](type);
  }
  return { hide: typesKey(model, hide), show: typesKey(model, show) };
}
