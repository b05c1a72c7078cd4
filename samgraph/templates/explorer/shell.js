/* The page around the views: header, state, and the tools that every view is given.

A view is a module in `views/` with `show(place, state, tools)`. It draws itself into `place`, which
keeps what is in it while the view stays the same: `show` is called again at each change of state,
one call after the other. A function that it returns is called when another view takes its place. */

import { bdi, button, el, empty, fill } from "./dom.js";
import { closeEvidence, openEvidence } from "./evidence.js";
import { exportMenu } from "./exports.js";
import { searchBox } from "./search.js";
import * as source from "./source.js";
import { changed, fresh, read, remember, remembered, write } from "./state.js";
import { inLanguage, LANGUAGE_NAMES, LANGUAGES, say } from "./words.js";

const page = document.documentElement;
const place = document.getElementById("view");
const main = document.getElementById("main");
const views = page.dataset.views.split(" ");
const modules = new Set((page.dataset.modules ?? "").split(" "));
const dark = document.getElementById("dark");
const night = matchMedia("(prefers-color-scheme: dark)");
const firstLang = page.lang;

let state = read();
let plan = null;
let index = null;
let byId = new Map();
let drawn = { view: null, end: null };
let queue = Promise.resolve();
let turn = 0;
let offered = [];

function lang() {
  const wanted = [state.lang, remembered("lang"), firstLang].find((one) => LANGUAGES.includes(one));
  return wanted ?? "nl";
}

function theme() {
  const wanted = [state.theme, remembered("theme")].find((one) => ["light", "dark"].includes(one));
  return wanted ?? (night.matches ? "dark" : "light");
}

/* What a view gets. All that may change is asked for each time. */
export const tools = {
  source: { document: source.document_, sparql: source.sparql, kind: source.kind, root: source.root, vendor: source.vendor },
  get lang() { return lang(); },
  get theme() { return theme(); },
  get plan() { return plan; },
  get index() { return index; },
  get state() { return state; },
  word: (key, values) => say(lang(), key, values),
  label: (texts) => inLanguage(texts, lang()),
  thing: (id) => byId.get(id),
  /* Return what a thing is called, without its code. */
  name: (id) => inLanguage(byId.get(id), lang()) || id,
  code: (id) => byId.get(id)?.codes?.[0] ?? "",
  property: (id) => inLanguage(plan?.properties[id], lang()) || id,
  typeLabel: (id) => inLanguage(index?.types.find((type) => type.id === id)?.labels, lang()) || id,
  typeOf: (id) => byId.get(id)?.type ?? "",
  /* Return the name of the document of a thing. */
  documentOf: (id) => `things/${byId.get(id)?.file ?? id.slice(id.indexOf(":") + 1)}`,
  iri(id) {
    const [prefix, ...rest] = id.split(":");
    return byId.get(id)?.iri ?? (plan?.prefixes[prefix] ?? `${prefix}:`) + rest.join(":");
  },
  /* Tell whether this build has a module, such as "map/neighbourhood.js". */
  has: (name) => modules.has(name),
  hasMap: views.includes("map"),
  href: (changes) => write(fresh(state, changes)),
  /* Return where a thing of the index leads: of a collection, to its page in its own plan. */
  hrefOf: (thing) => tools.href(tools.wayTo(thing)),
  wayTo(thing) {
    if (thing.plans) return { view: "things", q: tools.label(thing), sel: null };
    return { ...(thing.plan ? { plan: thing.plan } : {}), view: "things", sel: thing.id };
  },
  /* Return a thing's code and label as a link to its page. */
  link(id, changes = {}) {
    const code = tools.code(id);
    const name = tools.name(id);
    return el("a", { class: "thing", href: tools.href({ view: "things", sel: id, ...changes }) },
      code && code !== name ? [el("span", { class: "code" }, bdi(code)), " "] : null, bdi(name));
  },
  go,
  evidence: (what) => openEvidence(what, tools),
  closeEvidence,
  announce,
  exports(list) {
    offered = list;
    menu.offer(list);
  },
};

const menu = exportMenu(tools);
let search = null;

function go(changes, { replace = false } = {}) {
  state = changed(state, changes);
  const address = write(state);
  if (address !== location.hash) {
    history[replace ? "replaceState" : "pushState"](null, "", address);
  }
  if (isElsewhere(state)) location.reload();
  else render();
}

/* Whether a state is about another plan of the collection than was loaded. */
function isElsewhere(some) {
  return (some.plan ?? "") !== source.plan;
}

const said = document.getElementById("said");

function announce(text, visibly = false) {
  said.textContent = "";
  setTimeout(() => { said.textContent = text; }, 30);
  said.classList.toggle("unseen", !visibly);
  said.classList.toggle("toast", visibly);
  if (visibly) setTimeout(() => { said.className = "unseen"; }, 6000);
}

function render() {
  const mine = ++turn;
  // Gone until what is asked for now is shown, so that whoever drives the page can wait for it.
  page.removeAttribute("data-shown");
  dress();
  queue = queue.then(() => (mine === turn ? draw() : undefined));
  return queue;
}

async function draw() {
  const name = views.includes(state.view) ? state.view : null;
  const isNew = drawn.view !== name;
  if (isNew) {
    drawn.end?.();
    const isFirst = drawn.view === null;
    drawn = { view: name, end: null };
    closeEvidence();
    offered = [];
    menu.offer([]);
    empty(place).className = `view-${name ?? "none"}`;
    if (!isFirst) {
      scrollTo(0, 0);
      main.focus({ preventScroll: true });
    }
  }
  try {
    if (name === null) throw new Error(say(lang(), "noView"));
    const view = await import(`./views/${name}.js`);
    const end = await view.show(place, state, tools);
    if (end) drawn.end = end;
  } catch (error) {
    console.warn(error);
    drawn.view = undefined;
    empty(place).append(
      el("h1", {}, say(lang(), "failed")), el("p", {}, bdi(error.message)),
      el("p", {}, button(say(lang(), "again"), render, { class: "plain-button" })),
    );
  }
  document.title = title();
  page.dataset.shown = `${name ?? "none"} ${turn}`;
}

function title() {
  const heading = place.querySelector("h1")?.textContent ?? "";
  const name = plan ? inLanguage(plan.plan.labels, lang()) : "";
  return heading && heading !== name ? `${heading} · ${name}` : name;
}

/* Draw the header in the language, and the page in the colours, that the state asks for. */
function dress() {
  page.lang = lang();
  page.dataset.theme = theme();
  dark.media = theme() === "dark" ? "all" : "not all";
  document.getElementById("skip").textContent = say(lang(), "skip");
  if (plan) {
    empty(document.getElementById("site")).append(...upwards(),
      el("a", { href: location.pathname, on: { click: home } }, bdi(inLanguage(plan.plan.labels, lang()) || plan.plan.name)));
  }
  const nav = document.getElementById("views");
  nav.setAttribute("aria-label", say(lang(), "views"));
  empty(nav).append(el("ul", {}, views.map((name) => el("li", {}, el("a", {
    href: tools.href({ view: name }), "aria-current": state.view === name ? "page" : null,
  }, say(lang(), name))))));
  switches();
  search?.draw();
  menu.draw();
  const notice = document.getElementById("notice");
  if (notice) notice.textContent = say(lang(), "faults", { n: notice.dataset.faults });
  for (const link of document.querySelectorAll("[data-word]")) {
    link.textContent = say(lang(), link.dataset.word);
    if (source.kind === "server") link.search = `lang=${lang()}`;
  }
}

/* Of a plan of a collection, the way back to the collection. */
function upwards() {
  if (!plan.within) return [];
  const name = inLanguage(plan.within.labels, lang());
  return [el("a", { class: "up", href: tools.href({ plan: null, view: "findings" }), title: say(lang(), "allPlans") },
    "← ", bdi(name)), el("span", { class: "muted", "aria-hidden": "true" }, " / ")];
}

/* The one link that is no fragment leads home without loading the page again. */
function home(event) {
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  go(fresh(state, { view: "findings" }));
}

const languageGroup = el("div", { class: "switch", role: "group" });
const themeButton = button("", () => choose("theme", theme() === "dark" ? "light" : "dark"));
const shareButton = button("", share);
document.getElementById("switches").append(languageGroup, themeButton, menu.whole, shareButton);
const languageButtons = LANGUAGES.map((one) => button(one.toUpperCase(), () => choose("lang", one), {
  lang: one, title: LANGUAGE_NAMES[one], "aria-label": LANGUAGE_NAMES[one],
}));
languageGroup.append(...languageButtons);

function switches() {
  languageGroup.setAttribute("aria-label", say(lang(), "language"));
  languageButtons.forEach((one, number) => one.setAttribute("aria-pressed", String(LANGUAGES[number] === lang())));
  themeButton.textContent = say(lang(), theme() === "dark" ? "light" : "dark");
  shareButton.textContent = say(lang(), "share");
}

function choose(name, value) {
  remember(name, value);
  closeEvidence();
  go({ [name]: value }, { replace: true });
}

async function share() {
  const address = new URL(write({ ...state, lang: lang() }), location.href).href;
  try {
    await navigator.clipboard.writeText(address);
    announce(say(lang(), "copied"), true);
  } catch {
    announce(`${say(lang(), "copyThis")} ${address}`, true);
  }
}

/* Where nothing could be loaded, nothing follows the address yet. */
function leave() {
  addEventListener("hashchange", () => location.reload(), { once: true });
}

async function start() {
  dress();
  // The view is fetched while its data are; what goes wrong with it is said when it is shown.
  if (views.includes(state.view)) import(`./views/${state.view}.js`).catch(() => {});
  try {
    [plan, index] = await Promise.all([source.document_("plan"), source.document_("things")]);
  } catch (error) {
    console.warn(error);
    fill(place, el("h1", {}, say(lang(), "failed")), el("p", {}, bdi(error.message)),
      el("p", {}, button(say(lang(), "again"), start)),
      source.plan ? el("p", {}, el("a", { href: tools.href({ plan: null, view: "findings" }), on: { click: leave } }, say(lang(), "allPlans"))) : null);
    return;
  }
  byId = new Map(index.things.map((thing) => [thing.id, thing]));
  // What is found on the whole collection is given by its IRI.
  const given = state.sel?.includes("://") && index.things.find((thing) => thing.iri === state.sel);
  if (given) {
    state = { ...state, sel: given.id };
    history.replaceState(null, "", write(state));
  }
  search = searchBox(document.getElementById("find"), tools, index);
  await render();
  const move = () => {
    const now = read();
    if (write(now) === write(state)) return;
    if (isElsewhere(now)) {
      location.reload();
      return;
    }
    state = now;
    render();
  };
  addEventListener("popstate", move);
  addEventListener("hashchange", move);
  night.addEventListener("change", render);
  document.getElementById("skip").addEventListener("click", (event) => {
    event.preventDefault();
    main.focus();
  });
  addEventListener("keydown", (event) => {
    const typing = event.target.closest?.("input, textarea, select, [contenteditable=true]");
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      document.getElementById("search").focus();
    } else if (event.key === "Escape" && !typing) closeEvidence();
  });
}

start();
