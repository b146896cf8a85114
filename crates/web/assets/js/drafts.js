// No typed word is lost: each is kept in the browser at once, and by the server after a second of rest.
const { base = "", person = "" } = document.documentElement.dataset;
const REST = 1000;
const AGAIN = 10_000;

// Other windows of this browser show the same words while they are typed.
const windows = new BroadcastChannel(`deskhand-drafts${base}`);

export function keepDrafts() {
  addEventListener("pagehide", () => windows.close());
  forgetArrived("new");
  for (const form of document.querySelectorAll("form[data-draft]")) keep(form);
}

const keyOf = (place) => `draft ${base} ${person} ${place}`;
const read = (key) => { try { return JSON.parse(localStorage.getItem(key) ?? "null"); } catch { return null; } };
const plain = (text) => text.replace(/\r\n/g, "\n").trim();

// What was sent has arrived where a message of this person says the same.
function forgetArrived(place) {
  const found = read(keyOf(place));
  if (!found?.sent) return;
  const mine = [...document.querySelectorAll(".message.mine .words")];
  if (mine.some((words) => plain(words.textContent) === plain(found.text))) localStorage.removeItem(keyOf(place));
}

function keep(form) {
  const text = form.querySelector("textarea");
  const title = form.querySelector("input[name=title]");
  const state = form.querySelector("[data-draft-state]");
  const from = form.querySelector("input[name=draft]");
  const place = form.dataset.draft;
  const key = keyOf(place);
  const offered = `${key} offered`;
  const words = () => ({ title: title?.value ?? "", text: text.value });
  // When the server stored the draft that it showed; empty where it showed none, or words that it refused.
  let saved = form.dataset.saved ?? "";
  let kept = JSON.stringify(saved ? words() : { title: "", text: "" });
  // The draft that these words go on from. The server keeps no others in its place.
  let seen = saved;
  // Sent to the server, and perhaps stored: its answer did not come.
  let unsure;
  let look, timer, pending;

  forgetArrived(place);
  bringBack();
  text.addEventListener("input", note);
  title?.addEventListener("input", note);
  form.addEventListener("submit", (event) => {
    // A second press while the first is on its way.
    if (form.dataset.sending) return event.preventDefault();
    // A draft that is on its way arrives before the words that it is a part of.
    if (pending) {
      event.preventDefault();
      pending.finally(() => form.requestSubmit(event.submitter));
      return;
    }
    if (from) from.value = seen;
    form.dataset.sending = "yes";
    setTimeout(release, AGAIN);
    clearTimeout(timer);
    timer = undefined;
    store({ ...words(), saved: seen, sent: true });
  });
  windows.addEventListener("message", ({ data }) => { if (data.key === key) follow(data); });
  addEventListener("pageshow", release);
  addEventListener("pagehide", () => { if (timer) send(true); });

  function release() { delete form.dataset.sending; }

  // What is here and not on the server yet: the tab crashed, the connection was away, or what was sent did not arrive.
  function bringBack() {
    const shown = words();
    const other = read(offered);
    if (other && other.text !== shown.text) offer(other);
    const found = read(key);
    const isBlank = !found?.text.trim() && !found?.title.trim();
    if (isBlank) return;
    if (found.text === shown.text && found.title === shown.title) {
      if (saved) return localStorage.removeItem(key);
      seen = found.saved;
      return note();
    }
    // The page that was left may have sent them while this one was made.
    unsure = { title: found.title, text: found.text };
    // Another browser stored something since: both are kept, and the person chooses.
    if (found.saved !== saved && shown.text.trim()) return offer(found);
    put(found);
  }

  function put(found) {
    text.value = found.text;
    if (title) title.value = found.title;
    note();
  }

  // They have a place of their own until the person puts them back: what is typed now must not replace them.
  function offer(found) {
    store(found, offered);
    const button = addButton(form.dataset.other, () => {
      localStorage.removeItem(offered);
      put(found);
    });
    button.title = found.text;
  }

  function addButton(says, press) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "plain";
    button.textContent = says ?? "";
    button.addEventListener("click", () => { button.remove(); press(); });
    state?.after(button);
    return button;
  }

  // The person types in another window.
  function follow(data) {
    clearTimeout(timer);
    timer = undefined;
    text.value = data.text;
    if (title) title.value = data.title;
    saved = seen = data.saved;
    kept = data.kept;
    unsure = undefined;
  }

  function share() { windows.postMessage({ key, ...words(), saved, kept }); }

  // Another browser keeps other words, which this page does not show. These stay in this browser, until the person chooses.
  function clash() {
    if (!state || look) return;
    state.textContent = form.dataset.elsewhere ?? "";
    look = addButton(form.dataset.look, () => location.reload());
  }

  function note() {
    release();
    store({ ...words(), saved: seen });
    share();
    clearTimeout(timer);
    timer = setTimeout(send, REST);
    if (state && !look) state.textContent = "";
  }

  // One after the other, so that the newest comes last.
  function send(isLast) {
    clearTimeout(timer);
    timer = undefined;
    if (isLast === true) return post(true);
    const mine = (pending ?? Promise.resolve()).then(() => post(false)).finally(() => { if (pending === mine) pending = undefined; });
    pending = mine;
  }

  async function ask(what, keepalive) {
    const body = new URLSearchParams({ place, person, seen, ...what });
    const answer = await fetch(`${base}/drafts`, { method: "POST", body, keepalive });
    if (answer.ok) saved = seen = await answer.text();
    return answer;
  }

  async function post(keepalive) {
    const now = words();
    if (JSON.stringify(now) === kept || form.dataset.sending) return;
    try {
      let answer = await ask(now, keepalive);
      // Words that were stored without an answer are those of this page, and no other browser's.
      if (answer.status === 409 && unsure && (await ask(unsure)).ok) answer = await ask(now, keepalive);
      if (answer.status === 409) return clash();
      if (!answer.ok) return;
      unsure = undefined;
      look?.remove();
      look = undefined;
      kept = JSON.stringify(now);
      share();
      const found = read(key);
      if (found && !found.sent && found.text === now.text && found.title === now.title) localStorage.removeItem(key);
      if (state) state.textContent = form.dataset.kept ?? "";
    } catch {
      // It stays in the browser, and is tried again with the next word or page.
      unsure = now;
    }
  }

  function store(what, under = key) {
    try { localStorage.setItem(under, JSON.stringify(what)); } catch { /* Private windows may keep nothing. */ }
  }
}
