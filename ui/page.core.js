// The page's script, part 1: what the other parts stand on. Gradio runs all parts as one function
// with `element` (the component), `props` (texts, language), `server` (functions) and `upload`.
"use strict";

const room = element.querySelector(".room");
const $ = (selector, within = room) => within.querySelector(selector);
const $$ = (selector, within = room) => [...within.querySelectorAll(selector)];

// What this reader is looking at. Nothing of it is shared with other readers.
const state = {
  reader: remembered("reader", () => randomHex(16)),
  language: remembered("language", () => (/^fr\b/i.test(navigator.language) ? "fr" : "en")),
  dossier: addressed("dossier") || remembered("dossier", () => ""),
  conversation: addressed("conversation") || "",
  only: new Set(), // document ids that questions are limited to; empty: all
  busy: null, // {stop()} while an answer streams
};

function randomHex(bytes) {
  const random = crypto.getRandomValues(new Uint8Array(bytes));
  return [...random].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

function remembered(key, make) {
  try {
    const kept = localStorage.getItem(`dossier.${key}`);
    return kept === null ? remember(key, make()) : kept;
  } catch {
    return make(); // storage forbidden: the page works, it just forgets
  }
}

function remember(key, value) {
  try {
    localStorage.setItem(`dossier.${key}`, value);
  } catch {
    /* storage forbidden or full */
  }
  return value;
}

function addressed(key) {
  return new URLSearchParams(location.hash.slice(1)).get(key);
}

// The address names what is open, so that it can be kept, sent and reloaded.
function address(changes) {
  const parts = new URLSearchParams(location.hash.slice(1));
  for (const [key, value] of Object.entries(changes)) {
    if (value) parts.set(key, value);
    else parts.delete(key);
  }
  history.replaceState(null, "", `#${parts}`);
}

// --- texts ----------------------------------------------------------------------------------

function text(key, facts = {}) {
  const template = props.texts[state.language][key] ?? key;
  return template.replace(/\{(\w+)\}/g, (whole, name) => facts[name] ?? whole);
}

function counted(key, n) {
  const one = state.language === "fr" ? n < 2 : n === 1;
  return text(`${key}.${one ? "one" : "many"}`, { n });
}

// Puts words to all keys below `within`.
function translate(within = room) {
  for (const node of $$("[data-t]", within)) node.textContent = text(node.dataset.t);
  for (const node of $$("[data-t-placeholder]", within)) {
    node.placeholder = text(node.dataset.tPlaceholder);
  }
  for (const node of $$("[data-t-label]", within)) {
    const label = text(node.dataset.tLabel);
    node.setAttribute("aria-label", label);
    if (node.tagName === "BUTTON") node.title = label;
  }
}

// --- server ---------------------------------------------------------------------------------

// Asks a server function; what went wrong is told to the reader, and null comes back.
async function ask(name, asked = {}, where = notify) {
  let given;
  try {
    given = await server[name]({ dossier: state.dossier, language: state.language, reader: state.reader, ...asked });
  } catch {
    given = { error: text("lost") };
  }
  if (!given || given.error) {
    where(given?.error || text("lost"), "wrong");
    return null;
  }
  return given;
}

// Streams an endpoint: `each` gets every part; the promise ends with the stream.
async function stream(endpoint, data, each, signal) {
  const session = randomHex(8);
  const base = new URL(`gradio_api/call/${endpoint}`, document.baseURI.split("#")[0]);
  const joined = await fetch(base, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ data, session_hash: session }),
    signal,
  });
  if (!joined.ok) throw new Error(`${joined.status}`);
  const { event_id } = await joined.json();
  const answer = await fetch(`${base}/${event_id}`, { signal });
  if (!answer.ok) throw new Error(`${answer.status}`);
  await eventsOf(answer.body, each);
}

// Reads server-sent events; the last one repeats the last part and is not a new one.
async function eventsOf(body, each) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let waiting = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    waiting += value;
    const events = waiting.split("\n\n");
    waiting = events.pop();
    for (const event of events) {
      const [kind, data] = event.split("\ndata: ");
      if (kind === "event: generating") each(...JSON.parse(data));
      if (kind === "event: error") throw new Error(data);
      if (kind === "event: complete") return;
    }
  }
}

// --- notices --------------------------------------------------------------------------------

function notify(message, kind = "", action = null) {
  const notice = document.createElement("div");
  notice.className = `toast ${kind}`;
  notice.append(Object.assign(document.createElement("span"), { textContent: message }));
  const gone = setTimeout(() => notice.remove(), action ? 15000 : 7000);
  const buttons = action ? [[action.label, action.run]] : [];
  for (const [label, run] of [...buttons, ["×", () => {}]]) {
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: label });
    if (label === "×") button.setAttribute("aria-label", text("page.close"));
    button.onclick = () => {
      clearTimeout(gone);
      notice.remove();
      run();
    };
    notice.append(button);
  }
  $(".notices").append(notice);
}

const told = new Set();

function noticeOnce(words) {
  if (!told.has(words)) notify(words, "wrong");
  told.add(words);
}

async function copy(words) {
  try {
    await navigator.clipboard.writeText(words);
  } catch {
    const area = Object.assign(document.createElement("textarea"), { value: words });
    room.append(area);
    area.select();
    document.execCommand("copy"); // clipboard API wants https
    area.remove();
  }
  notify(text("ask.copied"));
}

// Server-made HTML, escaped there, as nodes.
function nodes(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  translate(template.content);
  return template.content;
}

function show(pane) {
  room.dataset.pane = pane;
  for (const tab of $$(".tabs button")) {
    tab.toggleAttribute("aria-current", tab.dataset.pane === pane);
  }
}
