// Chooses rows for one change of several tickets, by key or by mouse, and says how many are chosen.
const boxes = () => [...document.querySelectorAll("[data-rows] input[name=ticket]")];
let from = "";

export function listenToChoices() {
  if (!document.getElementById("bulk")) return;
  addEventListener("change", (event) => { if (boxes().includes(event.target)) chose(event.target); });
  document.addEventListener("deskhand:replaced", count);
  count();
}

// The row that has the focus; with all rows from the one before, in the state of that one.
export function choose(isRange) {
  const all = boxes();
  const to = all.indexOf(document.activeElement.closest("li")?.querySelector("input[name=ticket]"));
  if (to < 0) return false;
  const begin = isRange ? all.findIndex((box) => box.value === from) : -1;
  if (begin < 0) all[to].checked = !all[to].checked;
  else for (const box of all.slice(Math.min(begin, to), Math.max(begin, to) + 1)) box.checked = all[begin].checked;
  chose(all[to]);
  return true;
}

function chose(box) {
  from = box.value;
  count();
}

function count() {
  const chosen = boxes().filter((box) => box.checked).length;
  const place = document.getElementById("chosen");
  place.hidden = !chosen;
  place.textContent = chosen || "";
}
