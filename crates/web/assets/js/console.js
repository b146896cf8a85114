// Begins what a page needs. Every page works without: this adds what happens by itself.
import { watch } from "./live.js";
import { noteSeen } from "./seen.js";
import { keepDrafts } from "./drafts.js";
import { listenToKeys } from "./keys.js";

// A page that comes back from the browser's memory may be of a person who has signed out since: it is asked for again, and shows nothing until then.
addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  document.body.hidden = true;
  location.reload();
});

keepDrafts();
listenToKeys();
noteSeen();
watch();
