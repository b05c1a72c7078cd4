// Where the eye stands: how far away, over which point, so that all in view fits with its labels.

import { captioned, labelRoom, wish } from "./labels.js";

const LONGEST = 1.45;

// Returns by how much the picture is stretched upwards where the frame is narrow, to fill it.
export function stretchFor(frame) {
  const wide = (frame.width - 2 * labelRoom(frame)) / 740;
  return Math.min(Math.max((frame.height - 60) / 800 / wide, 1), LONGEST);
}

// Returns the scale and the middle at which all that is in view fits, or null if nothing is.
export function fitting(scene, ctx) {
  const { frame, model, order, spots, view } = scene;
  const { width, height } = frame;
  if (!order.length || !width || !height) return null;
  const wishes = new Map(order.map((number) => [number, wish(scene, ctx, number)]));
  const span = (scale) => {
    let [left, right] = [Infinity, -Infinity];
    for (const number of order) {
      const x = spots[number].x * scale;
      left = Math.min(left, x - (spots[number].x < 0 ? wishes.get(number) : 24));
      right = Math.max(right, x + (spots[number].x >= 0 ? wishes.get(number) : 24));
    }
    return [left, right];
  };
  const shown = captioned(scene);
  const titles = view.arranged
    ? []
    : model.captions.filter(([name]) => shown.has(model.typeNumber.get(name)));
  const heights = [
    ...order.map((number) => spots[number].y),
    ...titles.map(([, , y]) => y * scene.stretch),
  ];
  const top = heights.reduce((least, y) => Math.min(least, y), Infinity);
  const bottom = heights.reduce((most, y) => Math.max(most, y), -Infinity);
  const tall = (height - 48 - scene.host.foot()) / Math.max(bottom - top, 60);
  let [low, high] = [0.02, Math.max(0.02, Math.min(tall, 1.6))];
  for (let step = 0; step < 16; step++) {
    const scale = (low + high) / 2;
    const [left, right] = span(scale);
    if (right - left <= width) low = scale;
    else high = scale;
  }
  const [left, right] = span(low);
  const down = scene.host.foot() / 2 / low;
  return { position: { x: (left + right) / 2 / low, y: (top + bottom) / 2 + down }, scale: low };
}

// Returns how much larger signs are drawn, so that they can be seen when far away.
export function bulgeFor(scale, count) {
  const most = count > 1200 ? 1.3 : count > 300 ? 1.7 : 2.1;
  const wanted = Math.min(Math.max(0.75 / scale, 1), most);
  return 1.2 ** Math.round(Math.log(wanted) / Math.log(1.2));
}

// Returns the node that lies nearest in a direction, or null; what lies aside counts as further.
export function nextInDirection(scene, from, [dx, dy]) {
  const here = scene.spots[from];
  let best = null;
  let least = Infinity;
  for (const number of scene.order) {
    const spot = scene.spots[number];
    if (number === from) continue;
    const along = (spot.x - here.x) * dx + (spot.y - here.y) * dy;
    const across = Math.abs((spot.x - here.x) * dy) + Math.abs((spot.y - here.y) * dx);
    const cost = along + 2 * across;
    if (along > 0 && across <= 2 * along && cost < least) [best, least] = [number, cost];
  }
  return best;
}

// Returns the edge that runs under a point of the picture, within six pixels of it.
export function edgeUnder(scene, { x, y }, scale) {
  const far = ({ from, to }) => {
    const [a, b] = [scene.spots[from], scene.spots[to]];
    const [dx, dy] = [b.x - a.x, b.y - a.y];
    const along = ((x - a.x) * dx + (y - a.y) * dy) / (dx * dx + dy * dy || 1);
    const part = Math.min(Math.max(along, 0), 1);
    return Math.hypot(x - a.x - part * dx, y - a.y - part * dy) * scale;
  };
  const { edges, strong } = scene.view;
  const nearest = (some) => {
    const found = some.map((edge) => [far(edge), edge]).filter(([distance]) => distance < 6);
    return found.sort(([a], [b]) => a - b)[0]?.[1];
  };
  return (strong && nearest(edges.filter(({ id }) => strong.has(id)))) || nearest(edges);
}
