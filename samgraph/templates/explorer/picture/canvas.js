// The picture: vis-network draws nodes and links, this file says which, and hears what is touched.

import { bulgeFor, edgeUnder, fitting, stretchFor } from "./framing.js";
import { labelOrder, layLabels, writeLabels } from "./labels.js";
import { edgeItem, nodeItem } from "./looks.js";
import { steer } from "./steering.js";
import { coloursOf } from "./signs.js";

const LARGEST = 8;
const NOTHING = { nodes: new Set(), edges: [], bright: null, strong: null, chosen: null };

// Opens the picture of a network in an element and returns what shows and steers it.
//
// `host` gives what the page around it knows: `vis` (the library), `options`, `text(number,
// short)`, `tail(number)` (what follows it in any case), `caption(type)`, `dark()`, `obstacles()`
// (boxes that no label may cover) and `foot()` (how many pixels are covered below), and is told of
// `pick(number)`, `pickEdge(edge)` and `point(number)`. A view has `nodes` (a set of numbers), `edges` ({id, from, to, standing,
// arrow}), `bright` and `strong` (nodes and edges that stand out, or null), `chosen` (a node),
// `marked` (the id of an edge), `spots` of what stands elsewhere than in the plan, and `arranged` if
// that is everything.
export function openPicture(place, model, host) {
  const scene = newScene(place, model, host);
  const { net } = scene;
  const written = { nodes: new Map(), edges: new Map() };

  // Takes in a view: where everything stands, and what is written first.
  function take(view) {
    scene.view = view;
    scene.spots.forEach((spot, number) => {
      const { x, y } = view.spots?.get(number) ?? model.nodes[number];
      const { size } = model.types[model.nodes[number].type];
      const even = view.arranged && number !== view.chosen;
      Object.assign(spot, { x, y: y * scene.stretch, size: even ? Math.min(size, LARGEST) : size });
    });
    scene.order = labelOrder(scene);
    if (!view.nodes.has(scene.hovered)) scene.hovered = null;
    if (!view.nodes.has(scene.cursor)) scene.cursor = null;
  }

  // Brings the picture to a view, or anew to the last one.
  scene.refresh = (view = scene.view) => {
    take(view);
    const nodes = scene.order.map((number) => [number, nodeItem(scene, number)]);
    const edges = view.edges.map((edge) => [edge.id, edgeItem(scene, edge)]);
    bring(scene.nodeSet, written.nodes, new Map(nodes));
    bring(scene.edgeSet, written.edges, new Map(edges));
    net.redraw();
  };

  // Takes the colours of the page anew, after it turned light or dark.
  scene.recolour = () => {
    scene.colours = coloursOf(place);
    scene.dark = host.dark();
    scene.refresh();
  };

  // Keeps signs visible when far away: the further the picture, the larger they are drawn in it.
  let growing = null;
  scene.growSoon = () => {
    clearTimeout(growing);
    growing = setTimeout(() => {
      const step = bulgeFor(net.getScale(), scene.view.nodes.size);
      if (step === scene.bulge) return;
      scene.bulge = step;
      scene.refresh();
    }, 40);
  };

  const picture = steer(place, scene);

  // Brings the picture to a view and the eye to all of it, with signs of the right size at once.
  function showWhole(view, animate = false) {
    take(view);
    const found = fitting(scene, scene.pen);
    if (found) scene.bulge = bulgeFor(found.scale, view.nodes.size);
    scene.refresh(view);
    picture.fit(animate);
  }
  hearPointer(place, scene);
  const watch = new ResizeObserver(() => {
    scene.frame = { width: place.clientWidth, height: place.clientHeight };
    if (!scene.frame.width || !scene.frame.height) return;
    net.setSize("100%", "100%");
    const stretch = stretchFor(scene.frame);
    if (Math.abs(stretch - scene.stretch) >= 0.03) {
      scene.stretch = stretch;
      scene.refresh();
    }
    net.redraw();
    if (!scene.moved) picture.fit();
    host.resized?.();
  });
  watch.observe(place);
  net.on("afterDrawing", (ctx) => write(scene, ctx));
  return {
    ...picture,
    scene,
    show: scene.refresh,
    showWhole,
    recolour: scene.recolour,
    close() {
      clearTimeout(growing);
      watch.disconnect();
      net.destroy();
    },
  };
}

function newScene(place, model, host) {
  const { vis } = host;
  const nodeSet = new vis.DataSet();
  const edgeSet = new vis.DataSet();
  const net = new vis.Network(place, { nodes: nodeSet, edges: edgeSet }, host.options);
  place.querySelector(".vis-network").tabIndex = -1;
  const frame = { width: place.clientWidth, height: place.clientHeight };
  const sizeOf = ({ type }) => model.types[type].size;
  const scene = {
    model,
    host,
    net,
    nodeSet,
    edgeSet,
    frame,
    view: NOTHING,
    order: [],
    spots: model.nodes.map((node) => ({ x: node.x, y: node.y, size: sizeOf(node) })),
    stretch: frame.width && frame.height ? stretchFor(frame) : 1,
    bulge: 1,
    dark: host.dark(),
    colours: coloursOf(place),
    canvas: place.querySelector("canvas"),
    pen: document.createElement("canvas").getContext("2d"),
    laid: [],
    laidAt: { x: 0, y: 0 },
    dragged: false,
    hovered: null,
    cursor: null,
    moved: false,
    radius: (number) => scene.spots[number].size * scene.bulge * net.getScale(),
    onScreen({ x, y }) {
      const [scale, centre] = [net.getScale(), net.getViewPosition()];
      return {
        x: (x - centre.x) * scale + scene.frame.width / 2,
        y: (y - centre.y) * scale + scene.frame.height / 2,
      };
    },
  };
  return scene;
}

// Brings a data set to what is wanted with as little change as can be.
function bring(set, last, wanted) {
  const gone = [...last.keys()].filter((id) => !wanted.has(id));
  const items = [];
  for (const [id, item] of wanted) {
    const key = JSON.stringify(item);
    if (last.get(id) !== key) items.push({ id, ...item });
    last.set(id, key);
  }
  gone.forEach((id) => last.delete(id));
  if (gone.length) set.remove(gone);
  if (items.length) set.update(items);
}

// Returns the nodes whose label is written in any case: pointed at, under the cursor, or chosen.
export function pointedAt(scene) {
  const some = [scene.hovered, scene.cursor, scene.view.chosen];
  return [...new Set(some.filter((number) => scene.view.nodes.has(number)))];
}

// Returns the nodes with a ring around them.
export const ringed = (scene) =>
  pointedAt(scene).filter((number) => number === scene.cursor || number === scene.view.chosen);

function write(scene, ctx) {
  if (!scene.frame.width) return;
  const ratio = scene.canvas.width / scene.frame.width;
  const origin = scene.onScreen({ x: 0, y: 0 });
  // While it is dragged the picture takes its labels along as they are.
  if (!scene.dragged) {
    scene.laid = layLabels(scene, scene.pen, pointedAt(scene));
    scene.laidAt = origin;
  }
  ctx.save();
  ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
  ctx.translate(origin.x - scene.laidAt.x, origin.y - scene.laidAt.y);
  writeLabels(ctx, scene.laid, scene.colours.paper);
  ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
  ctx.lineWidth = 2;
  ctx.strokeStyle = scene.colours.accent;
  for (const number of ringed(scene)) {
    const { x, y } = scene.onScreen(scene.spots[number]);
    ctx.beginPath();
    ctx.arc(x, y, scene.radius(number) + 5, 0, 2 * Math.PI);
    ctx.stroke();
  }
  ctx.restore();
}

function labelAt(scene, { x, y }) {
  const inside = ({ box }) => x >= box.x && x <= box.x + box.w && y >= box.y && y <= box.y + box.h;
  return scene.laid.find((label) => label.number !== null && inside(label))?.number;
}

// Hears the pointer: what is under it stands out, a click picks it.
function hearPointer(place, scene) {
  const { host, net } = scene;
  const hover = (number) => {
    if (number === scene.hovered) return;
    scene.hovered = number;
    place.style.cursor = number === null ? "" : "pointer";
    net.redraw();
  };
  net.on("click", ({ nodes, pointer }) => {
    const hit = nodes[0] ?? labelAt(scene, pointer.DOM);
    const edge = hit === undefined ? edgeUnder(scene, pointer.canvas, net.getScale()) : undefined;
    net.unselectAll();
    if (hit !== undefined) host.pick(hit);
    else if (edge) host.pickEdge(edge);
    else host.pick(null);
  });
  place.addEventListener("mousemove", (event) => {
    if (event.buttons) return;
    const box = place.getBoundingClientRect();
    const at = { x: event.clientX - box.x, y: event.clientY - box.y };
    hover(net.getNodeAt(at) ?? labelAt(scene, at) ?? null);
  });
  place.addEventListener("mouseleave", () => hover(null));
  net.on("dragStart", () => (scene.dragged = true));
  net.on("dragEnd", () => {
    scene.dragged = false;
    scene.moved = true;
    net.redraw();
  });
  net.on("zoom", () => {
    scene.moved = true;
    scene.growSoon();
  });
  net.on("animationFinished", scene.growSoon);
}
