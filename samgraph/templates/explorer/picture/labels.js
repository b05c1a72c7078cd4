// Labels keep their size on the screen, whatever the zoom. One that would meet another is made
// shorter, put elsewhere, or left out until there is room; what is pointed at is written first.

import { newBoard, shorten, wrap } from "./lettering.js";
import { faint } from "./signs.js";

const LINE = 15;
const LOW = 13;
const WIDEST = 300;
const LEAST = 84;
const FEW = 30;
const RINGS = ["heart", "goals", "steps", "rim"];
const MARGIN = 40;
export const FAMILY = 'system-ui, "Segoe UI", "Liberation Sans", Arial, sans-serif';
const measured = new Map();

// Returns the ring of a node; in an arrangement made for the occasion everything is on the rim.
const ringOf = (scene, number) =>
  scene.view.arranged ? "rim" : scene.model.types[scene.model.nodes[number].type].ring;
const fontOf = (scene, number) =>
  ringOf(scene, number) === "goals" ? `600 12.5px ${FAMILY}` : `12px ${FAMILY}`;

// Returns the order of writing: what is bright, then from the middle outwards, where there is
// least room.
export function labelOrder(scene) {
  const { bright, nodes } = scene.view;
  const rank = (number) => RINGS.indexOf(ringOf(scene, number)) + (bright?.has(number) ? 0 : 9);
  return [...nodes].sort((a, b) => rank(a) - rank(b) || a - b);
}

// Returns the lines of a label and their size in a room; rooms are told apart by steps of 20.
// A label that is `whole` runs over as many as six lines before anything is cut.
function measure(scene, ctx, number, room, whole) {
  const steps = Math.floor(room / 20);
  const ring = ringOf(scene, number);
  const short = ring === "steps" && scene.model.nodes[number].code && !whole;
  const text = scene.host.text(number, short || !steps);
  const single = ring === "rim" && !whole;
  const font = fontOf(scene, number);
  const tail = short ? "" : (scene.host.tail?.(number) ?? "");
  const key = `${steps} ${whole} ${single} ${font} ${text}\n${tail}`;
  if (!measured.has(key)) {
    if (measured.size > 20000) measured.clear();
    ctx.font = font;
    const lines = single
      ? [shorten(ctx, text, steps * 20 - ctx.measureText(tail).width) + tail]
      : wrap(ctx, text + tail, whole ? Math.min(steps * 20, 200) : 105, whole ? 6 : 3);
    const width = Math.max(...lines.map((one) => ctx.measureText(one).width));
    const cut = single && lines[0] !== text + tail;
    measured.set(key, { lines, width, height: lines.length > 1 ? lines.length * LINE : LOW, cut });
  }
  return measured.get(key);
}

// Returns how much room labels get on either side of the picture; a narrow picture has little.
export const labelRoom = ({ width }) =>
  width < 600 ? 20 : Math.min(Math.max(0.25 * width - 60, 40), 260);

// Returns how far left or right of its node a label wishes to reach.
export const wish = (scene, ctx, number) =>
  Math.min(measure(scene, ctx, number, 260, false).width + 24, labelRoom(scene.frame));

// Yields where a label may stand and how wide it may be, best first: outwards, then elsewhere.
// No room at all is left for the code of a goal alone.
function* choices(scene, number, at, radius) {
  const { x, y } = scene.spots[number];
  const ring = ringOf(scene, number);
  const right = scene.frame.width - at.x - radius - 12;
  const left = at.x - radius - 12;
  const [outward, inward] = x >= 0 ? ["right", "left"] : ["left", "right"];
  const [under, over] = y >= 0 ? ["under", "over"] : ["over", "under"];
  const room = {
    right: Math.min(right, WIDEST),
    left: Math.min(left, WIDEST),
    under: 120,
    over: 120,
  };
  if (scene.view.arranged && Math.abs(x) > 1) {
    // Made for the occasion, so that there is room outwards; inwards run the links.
    const least = room[outward] < LEAST ? 40 : LEAST;
    if (room[outward] >= least) yield [outward, room[outward], least];
    if (scene.order.length >= FEW) return;
    yield [under, 130];
    yield [over, 130];
    return;
  }
  const upright = ring !== "rim" && ring !== "heart" && Math.abs(y) > 1.6 * Math.abs(x);
  for (const side of upright ? [under, outward, inward, over] : [outward, under, over, inward]) {
    if (room[side] >= 20) yield [side, room[side]];
    if (room[side] >= 160) yield [side, 130];
  }
  if (ring === "goals" && scene.model.nodes[number].code) {
    for (const side of [under, over, outward, inward]) yield [side, 0];
  }
}

function boxAt(side, at, radius, { width, height }) {
  if (side === "right") return { x: at.x + radius + 5, y: at.y - height / 2, align: "left" };
  if (side === "left") {
    return { x: at.x - radius - 5 - width, y: at.y - height / 2, align: "right" };
  }
  const y = side === "under" ? at.y + radius + 2 : at.y - radius - 2 - height;
  return { x: at.x - width / 2, y, align: "center" };
}

// Returns all that is to be written, each with its lines, place, font, ink and node, in pixels of
// the frame. `first` are nodes whose label is written in any case.
export function layLabels(scene, ctx, first) {
  const { frame, model, order } = scene;
  const near = ({ x, y }) =>
    x > -MARGIN && y > -MARGIN && x < frame.width + MARGIN && y < frame.height + MARGIN;
  const at = new Map(order.map((number) => [number, scene.onScreen(scene.spots[number])]));
  const seen = order.filter((number) => near(at.get(number)));
  const board = newBoard();
  for (const number of seen) {
    const { x, y } = at.get(number);
    const radius = scene.radius(number);
    board.take({ x: x - radius, y: y - radius, w: 2 * radius, h: 2 * radius, owner: number });
  }
  for (const box of scene.host.obstacles()) board.take(box);
  const laid = [];
  for (const number of new Set([...first, ...seen])) {
    const spot = at.get(number) ?? scene.onScreen(scene.spots[number]);
    const label = layOne(scene, ctx, board, number, spot, first.includes(number));
    if (label) laid.push(label);
  }
  if (!scene.view.arranged) laid.push(...layCaptions(scene, ctx, board, model));
  return laid;
}

function layOne(scene, ctx, board, number, at, forced) {
  const radius = scene.radius(number);
  const { frame, order, view } = scene;
  for (const [side, room, least = LEAST] of choices(scene, number, at, radius)) {
    const size = measure(scene, ctx, number, room, forced || (order.length < FEW && room > 0));
    if (size.cut && room < least && !forced) continue;
    const spot = boxAt(side, at, radius, size);
    const box = { x: spot.x - 2, y: spot.y, w: size.width + 4, h: size.height, owner: number };
    const fits =
      box.x > 0 && box.y > 0 && box.x + box.w < frame.width && box.y + box.h < frame.height;
    if (!fits || !(forced || board.isFree(box))) continue;
    board.take(box);
    const strong = forced || !view.bright || view.bright.has(number);
    return {
      number,
      box,
      forced,
      align: spot.align,
      x: spot.x + { left: 0, center: size.width / 2, right: size.width }[spot.align],
      rows: size.lines.map((text, row) => [text, spot.y + ((row + 0.5) * size.height) / size.lines.length]),
      font: fontOf(scene, number),
      ink: strong ? scene.colours.ink : faint(scene.colours.ink, scene.colours.paper, 0.45),
    };
  }
  return null;
}

// Returns the types that have something at its own place on the rim.
export const captioned = ({ model, order, view }) =>
  new Set(
    order.filter((number) => !view.spots?.has(number)).map((number) => model.nodes[number].type),
  );

// Returns the name of each type above its rows on the rim, while its things are in view.
function layCaptions(scene, ctx, board, model) {
  const font = `600 11px ${FAMILY}`;
  const laid = [];
  const shown = captioned(scene);
  ctx.font = font;
  for (const [name, x, y, side] of model.captions) {
    const type = model.typeNumber.get(name);
    if (!shown.has(type)) continue;
    const at = scene.onScreen({ x, y: y * scene.stretch });
    const text = scene.host.caption(type);
    const width = ctx.measureText(text).width;
    const box = { x: side > 0 ? at.x : at.x - width, y: at.y - 7, w: width, h: 14, owner: -1 };
    const fits = box.x > 0 && box.x + box.w < scene.frame.width;
    if (!fits || !board.isFree(box)) continue;
    board.take(box);
    const ink = model.types[type][scene.dark ? "dark" : "light"];
    laid.push({
      number: null,
      box,
      forced: false,
      align: side > 0 ? "left" : "right",
      x: at.x,
      rows: [[text, at.y]],
      font,
      ink: scene.view.bright ? faint(ink, scene.colours.paper, 0.5) : ink,
    });
  }
  return laid;
}

// Writes what was laid on a canvas whose unit is a pixel of the frame.
export function writeLabels(ctx, laid, paper) {
  ctx.textBaseline = "middle";
  ctx.lineJoin = "round";
  ctx.lineWidth = 3;
  ctx.strokeStyle = paper;
  for (const { box, forced, align, x, rows, font, ink } of laid) {
    ctx.font = font;
    ctx.textAlign = align;
    if (forced) {
      ctx.fillStyle = paper;
      ctx.fillRect(box.x - 1, box.y, box.w + 2, box.h);
    }
    ctx.fillStyle = ink;
    for (const [text, y] of rows) {
      ctx.strokeText(text, x, y);
      ctx.fillText(text, x, y);
    }
  }
}
