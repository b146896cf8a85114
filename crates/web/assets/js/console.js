// Begins what a page needs. Every page works without: this adds what happens by itself.
import { watch } from "./live.js";
import { sayPresence } from "./presence.js";
import { noteSeen } from "./seen.js";
import { keepDrafts } from "./drafts.js";
import { listenToKeys } from "./keys.js";
import { listenToChoices } from "./choose.js";
import { listenToPalette } from "./palette.js";

// A page that comes back from the browser's memory may be of a person who has signed out since: it is asked for again, and shows nothing until then.
addEventListener("pageshow", (event) => {
  const isBack = performance.getEntriesByType("navigation")[0]?.type === "back_forward";
  if (!event.persisted && !isBack) return;
  document.body.hidden = true;
  location.reload();
});
for (const button of document.querySelectorAll("[data-prints]")) { button.hidden = false; button.onclick = () => print(); }
for (const form of document.querySelectorAll("form[data-signs-out]")) form.addEventListener("submit", () => localStorage.clear());

keepDrafts();
listenToKeys();
listenToChoices();
listenToPalette();
noteSeen();
sayPresence();
watch();
