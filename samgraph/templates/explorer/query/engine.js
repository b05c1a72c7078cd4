// SPARQL in the browser: the plan's dump in Oxigraph, in a worker that can be ended.

import { placeIn } from "./querytext.js";

const SECONDS = 60;
const UPDATE = /^\s*(?:(?:prefix|base)[^>]*>\s*)*(?:insert|delete|load|clear|create|drop|copy|move|add|with)\b/i;

/**
 * An engine that is started when it is first asked, and again after a query was ended.
 *
 * `files` has the addresses of `wasm` and `quads` (gzipped N-Quads); `terms` gives the document
 * with the prefixes and the graphs of the default reading.
 */
export function makeEngine(files, terms) {
  let running, material, number = 0;

  async function ready() {
    material ??= Promise.all([compiled(files.wasm), unpacked(files.quads), terms()]);
    running ??= material.then(([module, quads, document]) => started(module, quads, document));
    try {
      return await running;
    } catch (error) {
      material = running = undefined;
      throw error;
    }
  }

  async function started(module, quads, document) {
    const worker = new Worker(new URL("./engine-worker.js", import.meta.url), { type: "module" });
    await call(worker, { kind: "start", module, quads, terms: document });
    return worker;
  }

  function call(worker, message, signal) {
    const id = (number += 1);
    return new Promise((resolve, reject) => {
      const stop = (error) => {
        worker.terminate();
        running = undefined;
        done();
        reject(error);
      };
      const onAbort = () => stop(signal.reason);
      const timer = setTimeout(() => stop(new TooLong()), SECONDS * 1000);
      const onMessage = ({ data }) => {
        if (data.id !== id) return;
        done();
        resolve(data);
      };
      const onError = (event) => stop(new Error(event.message || "the engine stopped"));
      function done() {
        clearTimeout(timer);
        signal?.removeEventListener("abort", onAbort);
        worker.removeEventListener("message", onMessage);
        worker.removeEventListener("error", onError);
      }
      signal?.addEventListener("abort", onAbort);
      worker.addEventListener("message", onMessage);
      worker.addEventListener("error", onError);
      worker.postMessage({ id, ...message });
    }).then((data) => {
      if (data.failed === undefined) return data;
      // A query that has overwhelmed the engine's memory leaves it in no state to go on.
      if (!/^error at|is not supported|^The |^no format/.test(data.failed)) {
        worker.terminate();
        running = undefined;
      }
      throw new Failed(data.failed);
    });
  }

  return async function sparql(query, accept, signal) {
    signal?.throwIfAborted();
    if (UPDATE.test(query)) return refused(400, "this is no query", "query", "ask with SELECT");
    try {
      const worker = await ready();
      signal?.throwIfAborted();
      const { text, type } = await call(worker, { kind: "ask", query, accept }, signal);
      return { status: 200, type, text, truncated: "" };
    } catch (error) {
      if (signal?.aborted) throw signal.reason;
      if (error instanceof TooLong) {
        return refused(408, `the query took longer than ${SECONDS} seconds`, "", "narrow it down");
      }
      if (error instanceof Failed) return complaint(error.message);
      return refused(503, `SPARQL cannot run in this browser: ${error.message}`, "", "");
    }
  };
}

class Failed extends Error {}
class TooLong extends Error {}

async function compiled(address) {
  const bytes = await (await fetched(address)).arrayBuffer();
  return WebAssembly.compile(bytes);
}

async function unpacked(address) {
  const packed = (await fetched(address)).body.pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(packed).arrayBuffer());
}

async function fetched(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${response.status} for ${address.pathname ?? address}`);
  return response;
}

function refused(status, error, where, hint) {
  const text = JSON.stringify({ error, where, hint });
  return { status, type: "application/json", text, truncated: "" };
}

/** What the engine says of a query, in the shape in which the server says it. */
function complaint(message) {
  const found = /error at (\d+):(\d+): ([^]*)/.exec(message);
  if (!found) return refused(400, `the query cannot be run: ${message}`, "query", "");
  const where = `line ${found[1]}, column ${found[2]}`;
  const error = `the query does not parse: ${expected(found[3])}`;
  return refused(400, error, placeIn(where) ? where : "query",
    "prefixes of the plan need no declaration");
}

/* What the engine expected, without the classes of its grammar. */
function expected(message) {
  const items = message.replace(/^expected (one of )?/, "").split(", ").map((one) => one.trim());
  const sentence = items.find((one) => /^[A-Z][\w ]*[a-z] [\w ]+$/.test(one));
  if (sentence) return sentence[0].toLowerCase() + sentence.slice(1);
  const known = items.filter((one) => one && !/^[[|']/.test(one) && one !== "SERVICE" && one !== "LATERAL");
  return known.length ? `expected ${known.slice(0, 8).join(" or ")}` : "something is missing, or is too much";
}
