// Ctrl or ⌘ and K opens a field that leads everywhere. While one types, it shows what the page behind it would list.
import { parsePage } from "./parse.js";

const PAUSE = 200;

export function listenToPalette() {
  const dialog = document.getElementById("palette");
  if (!dialog) return;
  const field = dialog.querySelector("input"), place = dialog.querySelector("[data-found]");
  let due;
  document.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || event.key.toLowerCase() !== "k") return;
    event.preventDefault();
    if (!dialog.open) {
      if (document.querySelector("dialog[open]")) return;
      dialog.showModal();
    }
    field.select();
  });
  dialog.querySelector("[type=button]").addEventListener("click", () => dialog.close());
  // A field for searching would only be emptied.
  field.addEventListener("keydown", (event) => { if (event.key === "Escape") dialog.close(); });
  field.addEventListener("input", () => { clearTimeout(due); due = setTimeout(list, PAUSE); });

  async function list() {
    const q = field.value;
    const page = q.trim() ? await fetch(`${field.form.action}?${new URLSearchParams({ list: "", q })}`).catch(() => {}) : undefined;
    const found = page?.ok ? parsePage(await page.text()).getElementById("found") : undefined;
    // An answer that was overtaken by more typing says nothing.
    if (field.value === q) place.replaceChildren(...[...(found?.childNodes ?? [])].map((node) => document.adoptNode(node)));
  }
}
