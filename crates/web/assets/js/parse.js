// The one place where text becomes HTML: pages of our own server, which escaped every word of a person.
const policy = globalThis.trustedTypes?.createPolicy("deskhand", { createHTML: (text) => text });

export function parsePage(text) {
  return new DOMParser().parseFromString(policy ? policy.createHTML(text) : text, "text/html");
}
