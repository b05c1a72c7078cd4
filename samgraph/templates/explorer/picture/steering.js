// Moving over the picture, by buttons and by keys; whoever uses neither eyes nor mouse hears where.

import { fitting, nextInDirection } from "./framing.js";

const ARROWS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const STRIDE = 90;
const EDGE = 40;

// Returns what moves the picture, and lets the keys do so too.
export function steer(place, scene) {
  const { host, net } = scene;
  const still = matchMedia("(prefers-reduced-motion: reduce)");

  function moveTo(position, scale, animate = true) {
    const calm = animate && !still.matches && scene.view.edges.length < 1500;
    const animation = calm ? { duration: 350, easingFunction: "easeInOutQuad" } : false;
    net.moveTo({ position, scale, animation });
    scene.growSoon();
  }

  // Moves and scales so that all that is in view fits, with room for the labels on both sides.
  function fit(animate = false) {
    const found = fitting(scene, scene.pen);
    if (!found) return;
    moveTo(found.position, found.scale, animate);
    scene.moved = false;
  }

  // Brings a node to the middle of what can be seen of the picture.
  function bring(number, scale = net.getScale()) {
    const { x, y } = scene.spots[number];
    scene.moved = true;
    moveTo({ x, y: y + host.foot() / 2 / scale }, scale);
  }

  // Moves only if the node would lie outside the picture, under its edge or under what covers it.
  function keepInSight(number) {
    const at = scene.onScreen(scene.spots[number]);
    const { width, height } = scene.frame;
    const foot = height - host.foot() - EDGE;
    if (at.x < EDGE || at.y < EDGE || at.x > width - EDGE || at.y > foot) bring(number);
  }

  function zoom(factor) {
    scene.moved = true;
    moveTo(net.getViewPosition(), Math.min(Math.max(net.getScale() * factor, 0.02), 8));
  }

  // Moves the eye over the picture, by so many strides to the right and down.
  function pan(right, down) {
    const { x, y } = net.getViewPosition();
    const far = STRIDE / net.getScale();
    scene.moved = true;
    moveTo({ x: x + right * far, y: y + down * far }, net.getScale(), false);
  }

  // Moves the cursor to the node that lies nearest in a direction, and says which one it is.
  function moveCursor(way) {
    const from = scene.cursor ?? scene.view.chosen ?? scene.order[0];
    if (from === undefined || from === null) return;
    scene.cursor = nextInDirection(scene, from, way) ?? from;
    host.point(scene.cursor);
    keepInSight(scene.cursor);
    net.redraw();
  }

  place.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target !== place) return;
    if (ARROWS[event.key] && event.shiftKey) pan(...ARROWS[event.key]);
    else if (ARROWS[event.key]) moveCursor(ARROWS[event.key]);
    else if (event.key === "Enter" && scene.cursor !== null) host.pick(scene.cursor, "keys");
    else if (event.key === "+" || event.key === "=") zoom(1.25);
    else if (event.key === "-") zoom(0.8);
    else if (event.key === "0") fit(true);
    else return;
    event.preventDefault();
  });
  place.addEventListener("blur", () => {
    scene.cursor = null;
    net.redraw();
  });
  return { fit, bring, keepInSight, zoom, pan };
}
