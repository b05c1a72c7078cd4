// The picture: vis-network draws nodes and links, this file decides which, how strong, and where.

const picture = byId("picture");
const spots = drawn.nodes.map(({ x, y, size }) => ({ x, y, size }));
const LONGEST = 1.45;
let stretch = 1;
let bulge = 1;
let growing = null;
const night = matchMedia("(prefers-color-scheme: dark)");
const still = matchMedia("(prefers-reduced-motion: reduce)");

let net = null;
let nodeSet = null;
let edgeSet = null;
let view = { nodes: [], links: [] };
let hovered = null;
let cursor = null;
let moved = false;
let colours = {};
let lastNodes = [];
let lastEdges = [];

const typeColour = (number) => plan.types[number][night.matches ? "dark" : "light"];

function readColours() {
  const style = getComputedStyle(document.documentElement);
  const names = ["paper", "ink", "muted", "accent", "stated", "derived", "judged"];
  colours = Object.fromEntries(
    names.map((name) => [name, style.getPropertyValue(`--${name}`).trim()]),
  );
  lastNodes = [];
  lastEdges = [];
}

const lineColour = (standing) =>
  STANDINGS.indexOf(standing) < 3 ? colours[standing] : colours.stated;

// Returns `colour` mixed with the paper, as if seen through it: 1 is the colour, 0 the paper.
function faint(colour, strength) {
  const parts = (hex) => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
  const paper = parts(colours.paper);
  return `#${parts(colour)
    .map((part, at) => Math.round(part * strength + paper[at] * (1 - strength)))
    .map((part) => part.toString(16).padStart(2, "0"))
    .join("")}`;
}

function openPicture() {
  readColours();
  nodeSet = new vis.DataSet(drawn.nodes);
  edgeSet = new vis.DataSet(drawn.edges);
  net = new vis.Network(picture, { nodes: nodeSet, edges: edgeSet }, drawn.options);
  picture.querySelector(".vis-network").tabIndex = -1;
  net.on("afterDrawing", (ctx) => writeLabels(ctx));
  net.on("click", ({ nodes, pointer }) => {
    const hit = nodes[0] ?? labelAt(pointer.DOM);
    const link = linkAt(pointer.canvas);
    if (hit !== undefined) select(hit, { by: "pointer" });
    else if (link !== undefined) select(state.selected, { link, by: "pointer" });
    else if (state.selected !== null) select(null);
    net.unselectAll();
  });
  net.on("hoverNode", ({ node }) => hover(node));
  net.on("blurNode", () => hover(null));
  picture.addEventListener("mousemove", (event) => {
    const frame = picture.getBoundingClientRect();
    const at = { x: event.clientX - frame.x, y: event.clientY - frame.y };
    const label = net.getNodeAt(at) ?? labelAt(at);
    if ((label ?? null) !== hovered) hover(label ?? null);
  });
  net.on("dragEnd", () => (moved = true));
  net.on("zoom", () => {
    moved = true;
    growSoon();
  });
  net.on("animationFinished", growSoon);
  picture.addEventListener("keydown", onPictureKey);
  picture.addEventListener("blur", () => {
    cursor = null;
    net.redraw();
  });
  new ResizeObserver(() => {
    if (!picture.clientWidth) return;
    net.setSize("100%", "100%");
    stretchPicture();
    net.redraw();
    if (!moved) fit();
    if (state.selected !== null && !state.near) keepInSight(state.selected);
  }).observe(picture);
}

function hover(number) {
  hovered = number;
  picture.style.cursor = number === null ? "" : "pointer";
  net.redraw();
}

// Brings nodes and links to the state: what is out of view is hidden, what is beside it is faint.
function refreshPicture() {
  view = inView();
  const chosen = state.selected;
  const shown = view.links.reduce((sum, on) => sum + on, 0);
  const calm = shown > 900 ? 0.16 : shown > 350 ? 0.28 : 0.42;
  const beside = shown > 1500 ? 1 : 2;
  const close = new Set(chosen === null ? [] : [chosen]);
  const edges = [];
  plan.links.forEach((link, number) => {
    const touches = chosen !== null && (link.from === chosen || link.to === chosen);
    if (touches && view.links[number]) close.add(otherEnd(link, chosen));
    const level = !view.links[number] ? 0 : chosen === null ? 1 : touches ? 3 : beside;
    const key = `${level} ${level === 1 ? calm : ""} ${state.link === number}`;
    if (lastEdges[number] === key) return;
    lastEdges[number] = key;
    if (!level) return edges.push({ id: number, hidden: true });
    const base = lineColour(link.standing);
    const colour = faint(base, [0, calm, 0.1, 1][level]);
    edges.push({
      id: number,
      hidden: false,
      width: state.link === number ? 4 : level === 3 ? 2 : 1,
      color: { color: colour, highlight: colour, hover: colour, inherit: false },
      arrows: { to: { enabled: level === 3, scaleFactor: 0.45 } },
    });
  });
  const nodes = [];
  plan.nodes.forEach((node, number) => {
    const level = !view.nodes[number] ? 0 : chosen === null || close.has(number) ? 2 : 1;
    const key = level && `${level} ${bulge}`;
    if (lastNodes[number] === key) return;
    lastNodes[number] = key;
    if (!level) return nodes.push({ id: number, hidden: true });
    const background = faint(typeColour(node.type), level === 2 ? 1 : 0.28);
    const look = { background, border: colours.paper };
    const size = spots[number].size * bulge;
    nodes.push({
      id: number,
      hidden: false,
      size,
      color: { ...look, highlight: look, hover: look },
    });
  });
  edgeSet.update(edges);
  nodeSet.update(nodes);
  orderLabels(close);
  net.redraw();
}

// Moves and scales so that all that is in view fits, with room for the labels on both sides.
function fit(animate = false) {
  const shown = [...spots.keys()].filter((number) => view.nodes[number]);
  const { clientWidth: width, clientHeight: height } = picture;
  if (!shown.length || !width || !height) return;
  const wishes = new Map(shown.map((number) => [number, wish(number)]));
  const span = (scale) => {
    let [left, right] = [Infinity, -Infinity];
    for (const number of shown) {
      const x = spots[number].x * scale;
      left = Math.min(left, x - (spots[number].x < 0 ? wishes.get(number) : 24));
      right = Math.max(right, x + (spots[number].x >= 0 ? wishes.get(number) : 24));
    }
    return [left, right];
  };
  const titles = plan.captions.filter(
    ([name]) => state.types.has(typeNumber.get(name)) && !state.near,
  );
  const heights = [...shown.map((n) => spots[n].y), ...titles.map(([, , y]) => y * stretch)];
  const [top, bottom] = [Math.min(...heights), Math.max(...heights)];
  let [low, high] = [
    0.02,
    Math.max(0.02, Math.min((height - 48) / Math.max(bottom - top, 60), 1.6)),
  ];
  for (let step = 0; step < 16; step++) {
    const scale = (low + high) / 2;
    const [left, right] = span(scale);
    if (right - left <= width) low = scale;
    else high = scale;
  }
  const [left, right] = span(low);
  moveTo({ x: (left + right) / 2 / low, y: (top + bottom) / 2 }, low, animate);
  moved = false;
}

function moveTo(position, scale, animate = true) {
  const animation =
    animate && !still.matches ? { duration: 350, easingFunction: "easeInOutQuad" } : false;
  net.moveTo({ position, scale, animation });
  growSoon();
}

// Keeps signs visible when far away: the further the picture, the larger they are drawn in it.
function growSoon() {
  clearTimeout(growing);
  growing = setTimeout(() => {
    const count = view.nodes.filter(Boolean).length;
    const most = count > 1200 ? 1.3 : count > 300 ? 1.7 : 2.1;
    const wanted = Math.min(Math.max(0.75 / net.getScale(), 1), most);
    const step = 1.2 ** Math.round(Math.log(wanted) / Math.log(1.2));
    if (step === bulge) return;
    bulge = step;
    refreshPicture();
  }, 40);
}

// Stretches the picture upwards where the frame is narrow, so that it fills what there is.
function stretchPicture() {
  const { clientWidth: width, clientHeight: height } = picture;
  const wide = (width - 2 * labelRoom()) / 740;
  const next = Math.min(Math.max((height - 60) / 800 / wide, 1), LONGEST);
  if (Math.abs(next - stretch) < 0.03) return;
  stretch = next;
  spots.forEach((spot, number) => (spot.y = drawn.nodes[number].y * stretch));
  nodeSet.update(spots.map(({ x, y }, id) => ({ id, x, y })));
}

// Returns the link of the selected thing that runs under a point of the picture.
function linkAt({ x, y }) {
  const far = (at) => {
    const [from, to] = [spots[plan.links[at].from], spots[plan.links[at].to]];
    const [dx, dy] = [to.x - from.x, to.y - from.y];
    const along = ((x - from.x) * dx + (y - from.y) * dy) / (dx * dx + dy * dy || 1);
    const part = Math.min(Math.max(along, 0), 1);
    return Math.hypot(x - from.x - part * dx, y - from.y - part * dy) * net.getScale();
  };
  const links =
    state.selected === null ? [] : linksOf[state.selected].filter((at) => view.links[at]);
  return links.filter((at) => far(at) < 6).sort((a, b) => far(a) - far(b))[0];
}

// Returns how many pixels of the picture's foot lie under the panel, as on a narrow screen.
function covered() {
  const frame = picture.getBoundingClientRect();
  const panel = byId("panel").getBoundingClientRect();
  const beside = panel.left >= frame.right - 1;
  return beside || !panel.height
    ? 0
    : Math.max(0, frame.bottom - Math.max(panel.top, frame.top + 80));
}

// Brings a node to the middle of what can be seen of the picture.
function bring(number, scale) {
  const { x, y } = spots[number];
  moveTo({ x, y: y + covered() / 2 / scale }, scale);
}

// Moves only if the node would lie outside the picture, under its edge or under the panel.
function keepInSight(number) {
  const at = net.canvasToDOM(spots[number]);
  const { clientWidth: width, clientHeight: height } = picture;
  const foot = height - covered() - 40;
  const inside = at.x > 40 && at.y > 40 && at.x < width - 40 && at.y < foot;
  if (!inside) bring(number, net.getScale());
}

function focusOn(number) {
  moved = true;
  bring(number, Math.max(net.getScale(), 1));
}

function zoom(factor) {
  moved = true;
  moveTo(net.getViewPosition(), Math.min(Math.max(net.getScale() * factor, 0.02), 8));
}

const ARROWS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

function onPictureKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (ARROWS[event.key]) moveCursor(ARROWS[event.key]);
  else if (event.key === "Enter" && cursor !== null) select(cursor, { by: "keys" });
  else if (event.key === "+" || event.key === "=") zoom(1.25);
  else if (event.key === "-") zoom(0.8);
  else if (event.key === "0") fit(true);
  else return;
  event.preventDefault();
}

// Moves the cursor to the node that lies nearest in a direction, and says which one it is.
function moveCursor([dx, dy]) {
  const here = spots[cursor ?? state.selected ?? view.nodes.indexOf(true)];
  if (!here) return;
  let best = null;
  let least = Infinity;
  spots.forEach((spot, number) => {
    if (!view.nodes[number] || spot === here) return;
    const along = (spot.x - here.x) * dx + (spot.y - here.y) * dy;
    const across = Math.abs((spot.x - here.x) * dy) + Math.abs((spot.y - here.y) * dx);
    const cost = along + 2 * across;
    if (along > 0 && across <= 2 * along && cost < least) [best, least] = [number, cost];
  });
  cursor = best ?? spots.indexOf(here);
  const node = plan.nodes[cursor];
  const count = linksOf[cursor].filter((at) => passes(plan.links[at])).length;
  byId("said").textContent =
    `${fullName(node)}. ${typeName(node.type)}. ${t("linkCount", { count })}.`;
  keepInSight(cursor);
  net.redraw();
}
