// No typed word is lost: each is kept in the browser at once, and by the server after a second of rest.
const base = document.documentElement.dataset.base ?? "";
const person = document.documentElement.dataset.person ?? "";
const REST = 1000;

export function keepDrafts() {
  for (const form of document.querySelectorAll("form[data-draft]")) keep(form);
}

function keep(form) {
  const text = form.querySelector("textarea");
  const title = form.querySelector("input[name=title]");
  const place = form.dataset.draft;
  const key = `draft ${person} ${place}`;
  const words = () => ({ title: title?.value ?? "", text: text.value });
  let timer, kept = JSON.stringify(words());

  bringBack();
  text.addEventListener("input", note);
  title?.addEventListener("input", note);
  form.addEventListener("submit", (event) => {
    // A second press while the first is on its way.
    if (form.dataset.sending) return event.preventDefault();
    form.dataset.sending = "yes";
    clearTimeout(timer);
    store({ ...words(), sent: true });
  });
  addEventListener("pageshow", () => { delete form.dataset.sending; });
  addEventListener("pagehide", () => { if (timer) send(true); });

  // What is here and not on the server yet: the tab crashed, or the connection was away.
  function bringBack() {
    const found = JSON.parse(localStorage.getItem(key) ?? "null");
    if (!found) return;
    const arrived = found.sent && (location.hash.startsWith("#m") || place === "new");
    if (arrived || (found.text === text.value && found.title === (title?.value ?? ""))) return localStorage.removeItem(key);
    if (found.sent && text.value) return;
    text.value = found.text;
    if (title) title.value = found.title;
    if (found.text.trim() || found.title.trim()) note();
  }

  function note() {
    store(words());
    clearTimeout(timer);
    timer = setTimeout(send, REST);
    say("");
  }

  async function send(isLast) {
    clearTimeout(timer);
    timer = undefined;
    const now = words();
    if (JSON.stringify(now) === kept) return;
    try {
      const answer = await fetch(`${base}/drafts`, {
        method: "POST", body: new URLSearchParams({ place, ...now }), keepalive: isLast === true,
      });
      if (!answer.ok) return;
      kept = JSON.stringify(now);
      const found = JSON.parse(localStorage.getItem(key) ?? "null");
      if (found && !found.sent && found.text === now.text && found.title === now.title) localStorage.removeItem(key);
      say(form.dataset.kept ?? "");
    } catch { /* It stays in the browser, and is tried again with the next word or page. */ }
  }

  function store(what) {
    try { localStorage.setItem(key, JSON.stringify(what)); } catch { /* Private windows may keep nothing. */ }
  }

  function say(words) {
    const place = form.querySelector("[data-draft-state]");
    if (place) place.textContent = words;
  }
}
