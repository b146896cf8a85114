// Something changed somewhere: look at this page again, and put what is new into its place.
import { parsePage } from "./parse.js";

const base = document.documentElement.dataset.base ?? "";
const seen = document.documentElement.dataset.seen;
const ticket = document.querySelector("[data-ticket-page]")?.dataset.ticketPage;
const GATHER = 100;
let due, asking = false, again = false, isStale = false;

export function watch() {
  if (!seen || !document.querySelector("[data-live]")) return;
  const channel = new BroadcastChannel("deskhand");
  channel.onmessage = (message) => hear(message.data);
  document.addEventListener("visibilitychange", () => { if (!document.hidden && isStale) look(); });
  const stop = listen(channel);
  // A page that rests in the browser's memory holds no stream.
  addEventListener("pagehide", () => { stop(); channel.close(); });
  document.documentElement.dataset.live = "ready";
}

// One window of a browser has the stream, and tells the others. Where browsers can't agree on one, each window has its own.
function listen(channel) {
  const ending = new AbortController();
  const open = () => new Promise((end) => {
    const stream = new EventSource(`${base}/live?after=${encodeURIComponent(seen)}`);
    const tell = (what) => { channel.postMessage(what); hear(what); };
    stream.onmessage = (message) => tell(JSON.parse(message.data));
    stream.onerror = () => tell({ kind: "lost", closed: stream.readyState === EventSource.CLOSED });
    ending.signal.addEventListener("abort", () => { stream.close(); end(); });
  });
  if (navigator.locks) {
    navigator.locks.request("deskhand-live", { signal: ending.signal }, open).catch(() => {});
    // What happened before this window listened to the one that has the stream.
    setTimeout(look, GATHER);
  } else {
    open();
  }
  return () => ending.abort();
}

function hear(what) {
  switch (what.kind) {
    case "lost": return showLost(true);
    case "ready": showLost(false); return later();
    case "bye": return what.reason === "signed_out" ? look() : showLost(true);
    case "reset": return later();
    default: if (!ticket || what.ticket === null || String(what.ticket) === ticket) later();
  }
}

function later() {
  clearTimeout(due);
  due = setTimeout(look, GATHER + Math.random() * GATHER);
}

async function look() {
  if (document.hidden) { isStale = true; return; }
  if (asking) { again = true; return; }
  asking = true; again = isStale = false;
  try {
    const answer = await fetch(location.href.split("#")[0], { headers: { accept: "text/html" }, cache: "no-cache" });
    if (answer.redirected && new URL(answer.url).pathname.endsWith("/sign-in")) showSignedOut();
    else if (answer.ok) replaceParts(parsePage(await answer.text()));
  } catch { /* The stream says when the server is there again. */ }
  asking = false;
  if (again) later();
}

// A part is put in only where nobody works in it: no field of it has the focus or was changed, no row is being pointed at.
function replaceParts(page) {
  for (const part of document.querySelectorAll("[data-live]")) {
    const fresh = page.getElementById(part.id);
    if (!fresh || fresh.isEqualNode(part)) continue;
    if (isBusy(part)) { part.dataset.waiting = "true"; showNews(part); continue; }
    const place = document.activeElement?.closest?.("[data-live]") === part ? document.activeElement.id : "";
    part.replaceWith(document.adoptNode(fresh));
    if (place) document.getElementById(place)?.focus();
    document.dispatchEvent(new CustomEvent("deskhand:replaced", { detail: fresh }));
    if (fresh.dataset.live === "talk") say(fresh.dataset.news);
  }
}

function isBusy(part) {
  const focus = document.activeElement;
  if (part.matches("[data-rows]")) return part.contains(focus) || part.matches(":hover");
  const isChosen = (select) => [...select.options].some((option) => option.selected !== option.defaultSelected);
  const isOpen = [...part.querySelectorAll("details")].some((details) => details.open);
  const isTyped = [...part.querySelectorAll("input:not([type=hidden])")].some((field) => field.value !== field.defaultValue);
  return isOpen || isTyped || [...part.querySelectorAll("select")].some(isChosen) || (part.contains(focus) && focus.matches("input, select, textarea"));
}

function showNews(part) {
  const bar = document.getElementById("news");
  if (!bar || !bar.hidden) return;
  bar.hidden = false;
  bar.querySelector("button").onclick = () => {
    bar.hidden = true;
    document.activeElement?.blur();
    look();
  };
}

function showLost(isLost) {
  const bar = document.getElementById("lost");
  if (bar) bar.hidden = !isLost;
}

function showSignedOut() {
  const bar = document.getElementById("signed-out");
  if (bar) bar.hidden = false;
}

let said = 0;
function say(words) {
  const place = document.getElementById("said");
  if (!words || !place || Date.now() - said < 5000) return;
  said = Date.now();
  place.textContent = words;
}
