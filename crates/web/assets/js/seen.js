// A reply says which message its writer saw last. A message that came while they wrote counts once it is on the screen.
export function noteSeen() {
  const fields = document.querySelectorAll("input[name=seen]");
  if (!fields.length) return;
  const watcher = new IntersectionObserver((entries) => {
    for (const entry of entries) {
      const id = entry.target.id.slice(1);
      if (entry.isIntersecting) for (const field of fields) if (id > field.value) field.value = id;
    }
  }, { threshold: 0.5 });
  const look = (place) => { for (const message of place.querySelectorAll(".message")) watcher.observe(message); };
  document.addEventListener("deskhand:replaced", (event) => look(event.detail));
}
