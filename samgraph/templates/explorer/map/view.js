// Which things and links the map shows, where they stand, and what is folded in. No element here.

import { around, beside, inLayers } from "../picture/arrange.js";
import { otherEnd, pathBetween, within } from "../picture/model.js";
import { isOn, LEVELS, modeOf } from "./choice.js";

export const MOST = 3000;
const REACH = 400;
const FEW = 24;

// Tells which links count under the standing chosen: each level holds those before it.
export function passing(choice) {
  const level = LEVELS.indexOf(choice.standing);
  const rank = (standing) => (LEVELS.includes(standing) ? LEVELS.indexOf(standing) : 2);
  return (link) => rank(link.standing) <= level;
}

// Returns the neighbours of a node that an expansion unfolds.
export function unfolded(model, { number, way, relation, type }, passes) {
  const found = model.linksOf[number]
    .map((at) => model.links[at])
    .filter((link) => link.relation === relation && passes(link))
    .filter((link) => (way === "out" ? link.from === number : link.to === number))
    .map((link) => otherEnd(link, number))
    .filter((other) => other !== number && model.nodes[other].type === type);
  return [...new Set(found)].sort((a, b) => a - b);
}

// Tells whether a row of things had better run downwards, so that their labels have room.
export const isUpright = ({ width, height }) => width < 600 || height > width;

// Returns what is unfolded and not shown anyway, each with the spot that it is unfolded from.
function openedBy(model, choice, passes, shown) {
  const spots = new Map();
  for (const one of choice.expanded) {
    const from = spots.get(one.number) ?? model.nodes[one.number];
    for (const number of unfolded(model, one, passes)) {
      if (!shown.has(number) && !spots.has(number)) spots.set(number, from);
    }
  }
  return [...spots];
}

// Returns what the map shows for a choice: `mode`, `nodes` (a set of numbers), `links` (numbers),
// `edges` (one for each two things that are linked), `spots`, `path`, `left` (how many of what is
// asked for go beyond the limit) and `folded` (how many neighbours of a node are not shown).
export function viewOf(model, choice, frame) {
  const mode = modeOf(choice);
  const passes = passing(choice);
  const allowed = (number) => isOn(model, choice, model.nodes[number].type);
  const upright = isUpright(frame);
  let [wanted, spots, path] = [[], null, null];
  if (mode === "path") {
    path = pathBetween(model, choice.from, choice.to, passes, allowed);
    wanted = path ?? [choice.from, choice.to];
    spots = inLayers(wanted.map((number) => [number]), upright);
  } else if (mode === "focus") {
    const distance = within(model, choice.sel[0], choice.focus, passes, allowed);
    const near = [...distance].slice(0, MOST);
    wanted = [...distance.keys()];
    spots = around(new Map(near), (a, b) => a - b);
  } else if (mode === "isolated") {
    wanted = choice.sel.filter(allowed);
    spots = !wanted.length || wanted.length > FEW ? null : apart(model, wanted, passes, upright);
  } else {
    const asked = [...choice.sel, ...(choice.edge ?? []), choice.from].filter((n) => n !== null);
    const start = new Set([...model.nodes.keys()].filter(allowed));
    const opened = openedBy(model, choice, passes, start);
    wanted = [...new Set([...asked, ...start, ...opened.map(([number]) => number)])];
    spots = beside(opened, REACH);
  }
  const nodes = new Set(wanted.slice(0, MOST));
  const links = [...model.links.keys()].filter((at) => {
    const link = model.links[at];
    return nodes.has(link.from) && nodes.has(link.to) && link.from !== link.to && passes(link);
  });
  return {
    mode,
    nodes,
    links,
    edges: edgesOf(model, links),
    spots,
    arranged: spots !== null && mode !== "overview",
    path,
    left: wanted.length - nodes.size,
    folded: foldedIn(model, nodes, passes),
    ...standingOut(model, choice, mode),
  };
}

// Returns a few things in layers by their distance from the first, what is apart from it last.
function apart(model, wanted, passes, upright) {
  const among = new Set(wanted);
  const distance = within(model, wanted[0], Infinity, passes, (number) => among.has(number));
  const layers = [];
  for (const [number, steps] of distance) (layers[steps] ??= []).push(number);
  const rest = wanted.filter((number) => !distance.has(number));
  if (rest.length) layers.push(rest);
  return inLayers(layers, upright);
}

// Returns an edge for each two things that are linked, by the surest of their links.
function edgesOf(model, links) {
  const edges = new Map();
  for (const at of links) {
    const link = model.links[at];
    const [low, high] = [Math.min(link.from, link.to), Math.max(link.from, link.to)];
    const id = `${low} ${high}`;
    const edge = edges.get(id);
    if (!edge) {
      const { from, to, standing } = link;
      edges.set(id, { id, from, to, standing, arrow: true, links: [at] });
      continue;
    }
    edge.links.push(at);
    edge.arrow &&= edge.from === link.from;
    const surer = LEVELS.indexOf(link.standing) < LEVELS.indexOf(edge.standing);
    if (surer && LEVELS.includes(link.standing)) edge.standing = link.standing;
  }
  return [...edges.values()];
}

function foldedIn(model, nodes, passes) {
  const folded = new Map();
  for (const number of nodes) {
    const out = new Set();
    for (const at of model.linksOf[number]) {
      const other = otherEnd(model.links[at], number);
      if (!nodes.has(other) && passes(model.links[at])) out.add(other);
    }
    folded.set(number, out.size);
  }
  return folded;
}

// Returns what stands out: the chosen thing with its neighbours, or the two ends of an edge.
function standingOut(model, choice, mode) {
  const chosen = choice.sel.length === 1 ? choice.sel[0] : null;
  const marked = choice.edge ? [...choice.edge].sort((a, b) => a - b).join(" ") : null;
  const about = choice.edge ?? (chosen === null ? null : [chosen]);
  return { chosen: choice.edge ? null : chosen, marked, about: mode === "path" ? choice.edge : about };
}

// Returns the view as the picture takes it, with what stands out of what is shown.
export function pictured(view) {
  const { nodes, edges, spots, arranged, chosen, marked, about, mode } = view;
  const base = { nodes, edges, spots, arranged, chosen, marked };
  const few = mode === "path" || mode === "isolated";
  if (!about) {
    const strong = few ? new Set(edges.map(({ id }) => id)) : null;
    return { ...base, bright: null, strong };
  }
  const touches = ({ id, from, to }) =>
    marked ? id === marked : from === chosen || to === chosen;
  const strong = edges.filter(touches);
  const bright = new Set([...about, ...strong.flatMap(({ from, to }) => [from, to])]);
  return {
    ...base,
    bright: mode === "overview" ? bright : null,
    strong: new Set(strong.map(({ id }) => id)),
  };
}
