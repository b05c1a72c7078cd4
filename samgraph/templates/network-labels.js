// Labels keep their size on the screen, whatever the zoom. One that would meet another is made
// shorter, put elsewhere, or left out until there is room; what is pointed at is written first.

const LINE = 15;
const CELL = 64;
const WIDEST = 300;
const LEAST = 84;
const FEW = 30;
const RINGS = ["heart", "goals", "steps", "rim"];
const FAMILY = 'system-ui, "Segoe UI", "Liberation Sans", Arial, sans-serif';
const measured = new Map();
let order = [];
let bright = new Set();
let written = [];

// Fixes the order of writing: what is close to the selection, then from the middle outwards, where
// there is least room.
function orderLabels(close) {
  bright = close;
  const shown = RINGS.flatMap((name) =>
    [...plan.nodes.keys()].filter((number) => view.nodes[number] && ringOf(number) === name),
  );
  order = [...shown.filter((n) => close.has(n)), ...shown.filter((n) => !close.has(n))];
}

const ringOf = (number) => plan.types[plan.nodes[number].type].ring;
const fontOf = (number) => (ringOf(number) === "goals" ? `600 12.5px ${FAMILY}` : `12px ${FAMILY}`);

// Returns a label on one line, without the marks that turn the direction of writing around.
// Where much is in view, an operational goal goes by its code.
function labelText(number, whole) {
  const node = plan.nodes[number];
  const text = ringOf(number) === "steps" && node.code && !whole ? node.code : fullName(node);
  return text
    .slice(0, 160)
    .replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]|\s+/gu, " ")
    .trim();
}

// Returns `text` in at most `room` pixels. What goes is the middle, for the end often names it:
// whole words if that leaves two of them, signs if not.
function shorten(ctx, text, room) {
  const fits = (shorter) => ctx.measureText(shorter).width <= room;
  if (fits(text)) return text;
  const cut = (parts, keep, glue) => {
    const head = parts
      .slice(0, Math.ceil(keep / 2))
      .join(glue)
      .trimEnd();
    return `${head}…${glue}${parts
      .slice(parts.length - Math.floor(keep / 2))
      .join(glue)
      .trimStart()}`;
  };
  const words = text.split(" ");
  for (let keep = words.length - 1; keep >= 2; keep--) {
    const shorter = cut(words, keep, " ");
    if (fits(shorter)) return shorter;
  }
  const signs = [...text];
  let [low, high] = [2, signs.length];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (fits(cut(signs, middle, ""))) low = middle;
    else high = middle - 1;
  }
  return cut(signs, low, "");
}

function wrap(ctx, text, room, most) {
  const lines = [];
  for (const word of text.split(" ")) {
    const longer = lines.length ? `${lines.at(-1)} ${word}` : word;
    if (lines.length && ctx.measureText(longer).width <= room) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  const rest = lines.slice(most - 1).join(" ");
  return [...lines.slice(0, most - 1), rest]
    .filter(Boolean)
    .map((line) => shorten(ctx, line, 1.5 * room));
}

// Returns the lines of a label and their size in a room; rooms are told apart by steps of 20.
// A label that is `whole` runs over as many as six lines before anything is cut.
function measure(ctx, number, room, whole) {
  const steps = Math.floor(room / 20);
  const key = `${state.lang} ${number} ${steps} ${whole}`;
  if (!measured.has(key)) {
    ctx.font = fontOf(number);
    const text = steps ? labelText(number, whole) : plan.nodes[number].code;
    const oneLine = ringOf(number) === "rim" && !whole;
    const lines = oneLine
      ? [shorten(ctx, text, steps * 20)]
      : wrap(ctx, text, whole ? Math.min(steps * 20, 200) : 105, whole ? 6 : 3);
    const width = Math.max(...lines.map((one) => ctx.measureText(one).width));
    const cut = oneLine && lines[0] !== text;
    measured.set(key, { lines, width, height: lines.length * LINE, cut });
  }
  return measured.get(key);
}

// Yields where a label may stand and how wide it may be, best first: outwards, then elsewhere.
// No room at all is left for the code of a goal alone.
function* choices(number, at, radius, frame) {
  const { x, y } = spots[number];
  const right = frame.width - at.x - radius - 12;
  const left = at.x - radius - 12;
  const [outward, inward] = x >= 0 ? ["right", "left"] : ["left", "right"];
  const [under, over] = y >= 0 ? ["under", "over"] : ["over", "under"];
  const room = {
    right: Math.min(right, WIDEST),
    left: Math.min(left, WIDEST),
    under: 120,
    over: 120,
  };
  const upright =
    ringOf(number) !== "rim" && ringOf(number) !== "heart" && Math.abs(y) > 1.6 * Math.abs(x);
  for (const side of upright ? [under, outward, inward, over] : [outward, under, over, inward]) {
    if (room[side] >= 20) yield [side, room[side]];
    if (room[side] >= 160) yield [side, 130];
  }
  if (ringOf(number) === "goals" && plan.nodes[number].code) {
    for (const side of [under, over, outward, inward]) yield [side, 0];
  }
}

function boxAt(side, at, radius, { width, height }) {
  if (side === "right") return { x: at.x + radius + 5, y: at.y - height / 2, align: "left" };
  if (side === "left")
    return { x: at.x - radius - 5 - width, y: at.y - height / 2, align: "right" };
  const y = side === "under" ? at.y + radius + 2 : at.y - radius - 2 - height;
  return { x: at.x - width / 2, y, align: "center" };
}

// A board of taken boxes that finds overlaps without comparing all with all.
function newBoard() {
  const cells = new Map();
  const around = function* (box) {
    for (let i = Math.floor(box.x / CELL); i <= Math.floor((box.x + box.w) / CELL); i++) {
      for (let j = Math.floor(box.y / CELL); j <= Math.floor((box.y + box.h) / CELL); j++) {
        yield `${i} ${j}`;
      }
    }
  };
  const meets = (a, b) =>
    a.owner !== b.owner && a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
  return {
    take(box) {
      for (const key of around(box)) {
        if (cells.has(key)) cells.get(key).push(box);
        else cells.set(key, [box]);
      }
    },
    isFree(box) {
      for (const key of around(box)) {
        if (cells.get(key)?.some((other) => meets(box, other))) return false;
      }
      return true;
    },
  };
}

function writeLabels(ctx) {
  const frame = { width: picture.clientWidth, height: picture.clientHeight };
  if (!frame.width) return;
  const scale = net.getScale();
  const centre = net.getViewPosition();
  const onScreen = ({ x, y }) => ({
    x: (x - centre.x) * scale + frame.width / 2,
    y: (y - centre.y) * scale + frame.height / 2,
  });
  const inside = ({ x, y }) => x > -40 && y > -40 && x < frame.width + 40 && y < frame.height + 40;
  const ratio = ctx.canvas.width / frame.width;
  ctx.save();
  ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
  ctx.textBaseline = "middle";
  ctx.lineJoin = "round";
  const board = newBoard();
  const seen = order.filter((number) => inside(onScreen(spots[number])));
  for (const number of seen) {
    const { x, y } = onScreen(spots[number]);
    const radius = spots[number].size * bulge * scale;
    board.take({ x: x - radius, y: y - radius, w: 2 * radius, h: 2 * radius, owner: number });
  }
  const tools = byId("tools");
  board.take({
    x: tools.offsetLeft,
    y: tools.offsetTop,
    w: tools.offsetWidth,
    h: tools.offsetHeight,
  });
  const first = [hovered, cursor, state.selected].filter((n) => n !== null && view.nodes[n]);
  written = [];
  for (const number of new Set([...first, ...seen])) {
    place(
      ctx,
      board,
      number,
      onScreen(spots[number]),
      spots[number].size * bulge * scale,
      frame,
      first.includes(number),
    );
  }
  for (const number of first.slice(hovered === null ? 0 : 1)) {
    ring(ctx, onScreen(spots[number]), spots[number].size * bulge * scale);
  }
  if (!state.near) writeCaptions(ctx, board, onScreen);
  ctx.restore();
}

// Writes one label at the best free place; one that is `forced` is written in any case.
function place(ctx, board, number, at, radius, frame, forced) {
  for (const [side, room] of choices(number, at, radius, frame)) {
    const size = measure(ctx, number, room, forced || (order.length < FEW && room > 0));
    if (size.cut && room < LEAST && !forced) continue;
    const spot = boxAt(side, at, radius, size);
    const box = { x: spot.x - 2, y: spot.y, w: size.width + 4, h: size.height, owner: number };
    const fits =
      box.x > 0 && box.y > 0 && box.x + box.w < frame.width && box.y + box.h < frame.height;
    if (!fits || !(forced || board.isFree(box))) continue;
    board.take(box);
    written.push(box);
    write(ctx, number, size, spot, forced);
    return;
  }
}

function write(ctx, number, size, spot, forced) {
  const anchor = { left: 0, center: size.width / 2, right: size.width }[spot.align];
  const strong = forced || !bright.size || bright.has(number);
  ctx.font = fontOf(number);
  ctx.textAlign = spot.align;
  ctx.lineWidth = 3;
  if (forced) {
    ctx.fillStyle = colours.paper;
    ctx.fillRect(spot.x - 3, spot.y, size.width + 6, size.height);
  }
  ctx.strokeStyle = colours.paper;
  ctx.fillStyle = strong ? colours.ink : faint(colours.ink, 0.45);
  size.lines.forEach((text, row) => {
    const y = spot.y + (row + 0.5) * LINE;
    ctx.strokeText(text, spot.x + anchor, y);
    ctx.fillText(text, spot.x + anchor, y);
  });
}

function ring(ctx, at, radius) {
  ctx.beginPath();
  ctx.arc(at.x, at.y, radius + 5, 0, 2 * Math.PI);
  ctx.lineWidth = 2;
  ctx.strokeStyle = colours.accent;
  ctx.stroke();
}

// Writes the name of a type above its rows on the rim, while its things are in view.
function writeCaptions(ctx, board, onScreen) {
  ctx.font = `600 11px ${FAMILY}`;
  for (const [name, x, y, side] of plan.captions) {
    const number = typeNumber.get(name);
    if (!state.types.has(number)) continue;
    const at = onScreen({ x, y: y * stretch });
    const text = typeName(number);
    const width = ctx.measureText(text).width;
    const box = { x: side > 0 ? at.x : at.x - width, y: at.y - 7, w: width, h: 14, owner: -1 };
    const fits = box.x > 0 && box.x + box.w < picture.clientWidth;
    if (!fits || !board.isFree(box)) continue;
    board.take(box);
    ctx.textAlign = side > 0 ? "left" : "right";
    ctx.lineWidth = 3;
    ctx.strokeStyle = colours.paper;
    ctx.fillStyle = bright.size ? faint(typeColour(number), 0.5) : typeColour(number);
    ctx.strokeText(text, at.x, at.y);
    ctx.fillText(text, at.x, at.y);
  }
}

// Returns how much room labels get on either side of the picture; a narrow picture has little.
const labelRoom = () =>
  picture.clientWidth < 600 ? 20 : Math.min(Math.max(0.25 * picture.clientWidth - 60, 40), 260);

// Returns how far left or right of its node a label wishes to reach.
function wish(number) {
  const ctx = picture.querySelector("canvas").getContext("2d");
  return Math.min(measure(ctx, number, 260, false).width + 24, labelRoom());
}

// Returns the node whose written label lies under a point of the picture.
function labelAt({ x, y }) {
  return written.find((box) => x >= box.x && x <= box.x + box.w && y >= box.y && y <= box.y + box.h)
    ?.owner;
}
