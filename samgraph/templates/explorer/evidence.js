/* The evidence panel: how a link is known, why, who looked at it, and where the source says it. */

import { bdi, button, el, empty } from "./dom.js";
import { placeText, standing } from "./marks.js";

const panel = document.getElementById("evidence");
let opener = null;

/* Show a link, or { title, said, links, groups, more, after, places, actions } about
several: `said` and `after` are texts, the latter under `afterHeading`, a group is { heading, links }, an action { href, text }. */
export function openEvidence(what, tools) {
  const about = what.from !== undefined && what.to !== undefined ? { links: [what] } : what;
  if (!panel.contains(document.activeElement)) opener = document.activeElement;
  const heading = el("h2", { id: "evidence-title", tabindex: "-1" }, bdi(about.title ?? tools.word("evidence")));
  const body = [
    el("div", { class: "panel-head" }, heading,
      button("×", closeEvidence, { class: "close", "aria-label": tools.word("close") })),
    (about.said ?? []).map((text) => el("p", {}, bdi(text))),
    about.links ? linkList(about.links, tools) : null,
    (about.groups ?? []).map((group) => el("section", {},
      group.heading ? el("h3", {}, group.heading) : null, linkList(group.links, tools))),
    about.after?.length ? el("section", {}, about.afterHeading ? el("h3", {}, about.afterHeading) : null, about.after.map((text) => el("p", {}, bdi(text)))) : null,
    placesList(about.places, tools),
    about.more ? el("p", { class: "muted" }, about.more) : null,
    about.actions?.length
      ? el("p", { class: "actions" }, about.actions.map((one) => el("a", { class: "pill", href: one.href }, one.text)))
      : null,
  ];
  empty(panel).append(...body.flat(Infinity).filter(Boolean));
  panel.setAttribute("aria-labelledby", "evidence-title");
  panel.hidden = false;
  if (about.focus !== false) heading.focus({ preventScroll: false });
}

export function closeEvidence() {
  if (panel.hidden) return;
  const inside = panel.contains(document.activeElement);
  panel.hidden = true;
  empty(panel);
  if (inside && opener?.isConnected) opener.focus();
  panel.dispatchEvent(new CustomEvent("closed"));
}

panel.addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    event.stopPropagation();
    closeEvidence();
  }
});

export function linkList(links, tools) {
  return el("ul", { class: "links" }, links.map((link) => el("li", {}, linkCard(link, tools))));
}

/* Return one link with everything that is known of it. */
export function linkCard(link, tools) {
  const parts = [
    el("p", { class: "says" }, tools.link(link.from), " ",
      el("em", {}, tools.property(link.property)), " ", tools.link(link.to)),
    el("p", { class: "how" }, standing(tools, link.standing),
      link.review ? [" · ", el("span", { class: `review ${link.review}` }, `${tools.word("review")}: ${tools.word(link.review)}`)] : null,
      link.degree ? [" · ", bdi(tools.label(link.degree))] : null),
    link.why ? el("p", { class: "why" }, el("span", { class: "what" }, `${tools.word("why")}: `), bdi(tools.label(link.why))) : null,
    placesList(link.places, tools),
  ];
  if (!link.record && link.follows) {
    parts.push(el("p", { class: "what" }, `${tools.word("follows")}:`));
    parts.push(el("ol", { class: "ways" }, link.follows.map((way) => el("li", {}, linkList(way, tools)))));
    if (link.more) parts.push(el("p", { class: "muted" }, tools.word("moreWays", { n: link.more })));
  } else if (!link.record && !link.places) {
    parts.push(el("p", { class: "muted" }, tools.word("noRecord")));
  }
  return el("div", { class: "link" }, parts);
}

export function placesList(places, tools) {
  if (!places?.length) return null;
  return el("ul", { class: "places" }, places.map((place) => el("li", {},
    el("span", { class: "place" }, placeText(tools, place)),
    place.quote ? el("blockquote", {}, bdi(place.quote)) : null)));
}
