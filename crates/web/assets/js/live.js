// Something changed somewhere: look at this page again, and put what is new into its place.
import { parsePage } from "./parse.js";

const { base = "", person } = document.documentElement.dataset;
const name = `deskhand-live${base}`;
const ticket = document.querySelector("[data-ticket-page]")?.dataset.ticketPage;
// How long a page waits for what else happens, and over what time the pages of many people are spread.
const GATHER = 100, SPREAD = 300;
const LONGEST_PAUSE = 60_000;
let due, asking = false, again = false, isStale = false, wasLost = false, took = 0, pause = 0;

export function watch() {
  if (!person || !document.querySelector("[data-live]")) return;
  const channel = new BroadcastChannel(name);
  channel.onmessage = (message) => hear(message.data);
  document.addEventListener("visibilitychange", () => { if (!document.hidden && isStale) look(); });
  const stop = listen(channel);
  // A page that rests in the browser's memory holds no stream.
  addEventListener("pagehide", () => { stop(); channel.close(); });
  document.documentElement.dataset.live = "ready";
}

// One window of a browser has the stream, and tells the others. Where browsers can't agree on one, each window has its own while it is visible.
function listen(channel) {
  const ending = new AbortController();
  const { signal } = ending;
  let wait = 1000, isOpen = false, close = () => {};
  const tell = (what) => { channel.postMessage(what); hear(what); };
  const open = () => new Promise((end) => {
    const stream = new EventSource(`${base}/live`);
    close = () => { stream.close(); end(); };
    stream.onmessage = (message) => { wait = 1000; tell(JSON.parse(message.data)); };
    stream.onerror = () => {
      tell({ kind: "lost" });
      // The browser gives up after an answer that is no stream: it is tried again here, by any window.
      if (stream.readyState === EventSource.CLOSED) close();
    };
    signal.addEventListener("abort", close);
  });
  const repeat = () => {
    if (signal.aborted) return;
    wait = Math.min(wait * 2, LONGEST_PAUSE);
    setTimeout(begin, wait * (0.5 + Math.random()));
  };
  const begin = () => {
    if (signal.aborted) return;
    if (navigator.locks) navigator.locks.request(name, { signal }, open).then(repeat, () => {});
    else if (!document.hidden && !isOpen) {
      isOpen = true;
      open().then(() => { isOpen = false; repeat(); });
    }
  };
  if (!navigator.locks) {
    document.addEventListener("visibilitychange", () => { document.hidden ? close() : begin(); });
  }
  begin();
  // What happened before this window listened to the one that has the stream.
  setTimeout(look, GATHER);
  return () => ending.abort();
}

function hear(what) {
  switch (what.kind) {
    case "lost": wasLost = true; return showBar("lost", true);
    case "ready": {
      showBar("lost", false);
      // After a restart all windows of all people come back at once.
      const delay = wasLost ? Math.random() * 3000 : 0;
      wasLost = false;
      return later(delay);
    }
    case "bye": return what.reason === "signed_out" ? look() : undefined;
    case "reset": return later(0);
    default: if (!ticket || String(what.ticket) === ticket) later(0);
  }
}

// The first event fixes the time: a stream of events does not put it off. A slow server is asked less often.
function later(delay) {
  if (due) return;
  due = setTimeout(look, delay + Math.max(GATHER + Math.random() * SPREAD, 3 * took));
}

async function look(isForced) {
  clearTimeout(due);
  due = undefined;
  if (document.hidden) { isStale = true; return; }
  if (asking) { again = true; return; }
  asking = true; again = isStale = false;
  const begun = performance.now();
  try {
    // What was refused is shown at the address of its form, which can't be asked for.
    const list = document.querySelector("[data-here]")?.dataset.here;
    const here = ticket ? `${base}/tickets/${ticket}${location.search}` : list ?? location.href.split("#")[0];
    const answer = await fetch(here, { headers: { accept: "text/html" }, cache: "no-cache" });
    took = performance.now() - begun;
    if (answer.status >= 500 || answer.status === 429) throw answer.status;
    pause = 0;
    const page = parsePage(await answer.text());
    // Signed out, or another person is signed in by now.
    if (page.documentElement.dataset.person !== person) showBar("signed-out", true);
    else if (answer.ok) replaceParts(page, isForced === true);
  } catch {
    pause = Math.min((pause || 1000) * 2, LONGEST_PAUSE);
    later(pause * (0.5 + Math.random()));
  }
  asking = false;
  if (again) later(0);
}

// A part is put in only where nobody works in it: no field of it has the focus or was changed, nothing of it is being pointed at.
function replaceParts(page, isForced) {
  for (const part of document.querySelectorAll("[data-live]")) {
    const fresh = page.getElementById(part.id);
    if (!fresh || fresh.isEqualNode(part)) continue;
    if (!isForced && isBusy(part)) { showNews(); continue; }
    // What was chosen stays so, where its row is still there.
    for (const box of part.querySelectorAll("input[name=ticket]:checked")) {
      const same = [...fresh.querySelectorAll("input[name=ticket]")].find((other) => other.value === box.value);
      if (same) same.checked = true;
    }
    part.replaceWith(document.adoptNode(fresh));
    document.dispatchEvent(new CustomEvent("deskhand:replaced", { detail: fresh }));
    if (fresh.dataset.live === "talk") say(fresh.dataset.news);
  }
}

function isBusy(part) {
  const focus = document.activeElement;
  if (part.matches("[data-rows], [data-live=actions]")) return part.contains(focus) || part.matches(":hover");
  const initial = (select) => Math.max([...select.options].findIndex((option) => option.defaultSelected), 0);
  const isChosen = [...part.querySelectorAll("select")].some((select) => select.selectedIndex !== initial(select));
  const isTyped = [...part.querySelectorAll("input:not([type=hidden])")].some((field) => field.value !== field.defaultValue);
  const isOpen = [...part.querySelectorAll("details")].some((details) => details.open);
  return isChosen || isTyped || isOpen || (part.contains(focus) && focus.matches("input, select, textarea"));
}

function showNews() {
  const bar = document.getElementById("news");
  if (!bar || !bar.hidden) return;
  bar.hidden = false;
  bar.querySelector("button").onclick = () => { bar.hidden = true; look(true); };
}

function showBar(id, isShown) {
  const bar = document.getElementById(id);
  if (bar) bar.hidden = !isShown;
}

let said = 0;
function say(words) {
  const place = document.getElementById("said");
  if (!words || !place || Date.now() - said < 5000) return;
  said = Date.now();
  place.textContent = words;
}
