// How strong each node and edge of a view is drawn: what stands out, what is calm, what is beside.

import { dashOf, faint } from "./signs.js";

// Returns the look of an edge; the more there are, the calmer each of them.
export function edgeLook(scene, edge) {
  const { view, colours } = scene;
  const shown = view.edges.length;
  const calm = shown > 900 ? 0.16 : shown > 350 ? 0.28 : 0.42;
  const beside = shown > 1500 ? calm / 2 : 0.1;
  const strong = view.strong?.has(edge.id) ?? false;
  const marked = edge.id === view.marked;
  const share = strong || marked ? 1 : view.strong ? beside : calm;
  return {
    strong,
    colour: faint(colours[edge.standing] ?? colours.stated, colours.paper, share),
    width: marked ? 4 : strong ? 2 : 1,
    arrow: strong && edge.arrow,
    dash: dashOf(edge.standing),
  };
}

// Returns the look of a node: the shape and the colour of its type, faint where others stand out.
export function nodeLook(scene, number) {
  const { bright } = scene.view;
  const type = scene.model.types[scene.model.nodes[number].type];
  const colour = type[scene.dark ? "dark" : "light"];
  const share = !bright || bright.has(number) ? 1 : 0.28;
  return { shape: type.shape, colour: faint(colour, scene.colours.paper, share) };
}

// Returns a node as vis-network takes it.
export function nodeItem(scene, number) {
  const { shape, colour } = nodeLook(scene, number);
  const look = { background: colour, border: scene.colours.paper };
  const { x, y, size } = scene.spots[number];
  const color = { ...look, highlight: look, hover: look };
  return { x, y, shape, size: size * scene.bulge, color };
}

// Returns an edge as vis-network takes it.
export function edgeItem(scene, edge) {
  const { colour, width, arrow, dash } = edgeLook(scene, edge);
  return {
    from: edge.from,
    to: edge.to,
    width,
    dashes: dash ?? false,
    color: { color: colour, highlight: colour, hover: colour, inherit: false },
    arrows: { to: { enabled: arrow, scaleFactor: 0.45 } },
  };
}
