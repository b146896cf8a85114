// Single keys, as the table in the help dialog says: a key presses the button or follows the link that it stands for.
import { choose } from "./choose.js";

const help = document.getElementById("keys");
// Who dictates, or types with an aid, turned them off: what is for fields and dialogs stays.
const areOff = document.documentElement.dataset.singleKeys === "off";
let first = "";

export function listenToKeys() {
  if (!help) return;
  help.querySelector("button")?.addEventListener("click", () => help.close());
  document.addEventListener("keydown", (event) => {
    const inField = event.target.closest?.("input:not([type=checkbox]), textarea, select, [contenteditable]");
    if (event.isComposing) return;
    if (inField) {
      if (event.key === "Escape") event.target.blur();
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) event.target.form?.requestSubmit();
      return;
    }
    if (areOff || event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
    const keys = first + event.key;
    first = "";
    if (press(keys)) event.preventDefault();
    else if (help.querySelector(`[data-keys^="${CSS.escape(event.key)} "]`)) first = event.key + " ";
  });
}

function press(keys) {
  if (keys === "?") { help.showModal(); return true; }
  if (keys === "j" || keys === "k") return move(keys === "j" ? 1 : -1);
  if (keys === "x" || keys === "X") return choose(keys === "X");
  const row = help.querySelector(`[data-keys="${CSS.escape(keys)}"]`);
  if (row?.dataset.goes) { location.assign(row.dataset.goes); return true; }
  const target = document.querySelector(`[data-key="${CSS.escape(keys)}"]`);
  if (!target) return false;
  if (target.matches("button, a")) { target.focus(); if (target.ariaDisabled !== "true") target.click(); }
  else { target.focus(); target.scrollIntoView({ block: "center" }); }
  return true;
}

function move(step) {
  const rows = [...document.querySelectorAll("[data-rows] a")];
  if (!rows.length) return false;
  const at = rows.indexOf(document.activeElement.closest("li")?.querySelector("a"));
  const next = rows[at < 0 ? 0 : Math.min(Math.max(at + step, 0), rows.length - 1)];
  next.focus();
  next.scrollIntoView({ block: "nearest" });
  return true;
}
