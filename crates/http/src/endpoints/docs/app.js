"use strict";
// Reads the OpenAPI document and makes a page of it. Words of the document and of answers become text, never markup.
// The token is only in this variable, so that closing or reloading the page forgets it.

const session = { token: null, refresh: null };
const MOST_SHOWN = 200_000;
const METHODS = ["get", "post", "put", "patch", "delete"];
const byId = (id) => document.getElementById(id);
let contract;

function make(tag, properties = {}, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return element;
}

/** Words of the document, with what stands in backticks as code. */
function formatted(text) {
  const parts = (text ?? "").split("`").map((part, place) => (place % 2 ? make("code", { textContent: part }) : part));
  return make("span", {}, ...parts);
}

// --- The document -----------------------------------------------------------------------------------------------------

function resolved(schema) {
  let found = schema ?? {};
  for (let steps = 0; found.$ref && steps < 9; steps += 1) {
    found = found.$ref.split("/").slice(1).reduce((part, name) => part?.[name], contract) ?? {};
  }
  return found;
}

function kindOf(schema) {
  const it = resolved(schema);
  const choices = it.oneOf ?? it.anyOf;
  if (choices) return choices.map(kindOf).join(" or ");
  if (it.allOf) return it.allOf.map(kindOf).join(" and ");
  if (it.enum) return it.enum.map((word) => JSON.stringify(word)).join(" | ");
  const types = [it.type ?? "anything"].flat();
  const named = types.map((type) => (type === "array" ? `list of ${kindOf(it.items)}` : type)).join(" or ");
  return [named, it.format && `(${it.format})`, limitsOf(it)].filter(Boolean).join(" ");
}

function limitsOf(it) {
  const range = (least, most, unit) => {
    if (least === undefined && most === undefined) return "";
    return `${least ?? "any"} to ${most ?? "any"}${unit}`;
  };
  return [range(it.minLength, it.maxLength, " characters"), range(it.minimum, it.maximum, ""), it.pattern].filter(Boolean).join(", ");
}

function membersOf(schema) {
  const it = resolved(schema);
  if (it.properties) return { properties: it.properties, required: it.required ?? [] };
  const inside = it.items ?? (typeof it.additionalProperties === "object" ? it.additionalProperties : null);
  if (inside) return membersOf(inside);
  const parts = (it.oneOf ?? it.anyOf ?? it.allOf ?? []).map(membersOf).filter(Boolean);
  return parts[0] ?? null;
}

function sampleOf(schema, depth = 0) {
  const it = resolved(schema);
  if (schema?.example !== undefined || it.example !== undefined) return schema.example ?? it.example;
  if (it.examples?.length) return it.examples[0];
  if (it.default !== undefined) return it.default;
  if (it.enum) return it.enum[0];
  const choices = (it.oneOf ?? it.anyOf)?.filter((choice) => resolved(choice).type !== "null");
  if (choices?.length) return sampleOf(choices[0], depth);
  const type = [it.type].flat().find((name) => name !== "null");
  if (type === "object" || it.properties) {
    const wanted = Object.keys(it.properties ?? {}).filter((name) => (it.required ?? []).includes(name));
    return depth > 4 ? {} : Object.fromEntries(wanted.map((name) => [name, sampleOf(it.properties[name], depth + 1)]));
  }
  if (type === "array") return depth > 4 ? [] : [sampleOf(it.items, depth + 1)];
  if (type === "integer" || type === "number") return it.minimum ?? 1;
  if (type === "boolean") return false;
  return { "date-time": "2026-01-05T09:00:00Z", email: "ada@example.com", uuid: "00000000-0000-7000-8000-000000000000" }[it.format] ?? "";
}

// --- Reading ----------------------------------------------------------------------------------------------------------

function listOfMembers(schema, onPick, depth = 0) {
  const members = membersOf(schema);
  if (!members || depth > 4) return null;
  const isRequired = ([name]) => members.required.includes(name);
  const all = Object.entries(members.properties);
  const items = [...all.filter(isRequired), ...all.filter((one) => !isRequired(one))].map(([name, member]) => {
    const pick = onPick && !members.required.includes(name)
      ? make("button", { type: "button", className: "quiet small", textContent: "add", title: `Add ${name} to the body`, onclick: () => onPick(name, member) })
      : null;
    return make("li", {},
      make("code", { textContent: name }), " ",
      make("span", { className: "kind", textContent: kindOf(member) }), " ",
      members.required.includes(name) ? make("span", { className: "needed", textContent: "required" }) : pick, " ",
      formatted(member.description ?? resolved(member).description),
      listOfMembers(member, null, depth + 1));
  });
  return make("ul", { className: "members" }, ...items);
}

function aboutParameters(parameters) {
  if (!parameters.length) return "";
  const rows = parameters.flatMap((parameter) => [
    make("dt", { textContent: parameter.name }),
    make("dd", {},
      make("span", { className: "kind", textContent: `in the ${parameter.in}, ${kindOf(parameter.schema)}` }), " ",
      parameter.required ? make("span", { className: "needed", textContent: "required" }) : "", " ", formatted(parameter.description)),
  ]);
  return make("div", {}, make("h3", { textContent: "Parameters" }), make("dl", {}, ...rows));
}

function aboutAnswers(responses) {
  const rows = Object.entries(responses ?? {}).flatMap(([status, answer]) => {
    const media = Object.entries(answer.content ?? {});
    const bodies = media.map(([type, content]) => {
      const members = listOfMembers(content.schema);
      const title = `${type}: ${kindOf(content.schema)}`;
      return members
        ? make("details", {}, make("summary", { className: "kind", textContent: title }), members)
        : make("p", { className: "kind", textContent: title });
    });
    return [make("dt", { textContent: status }), make("dd", {}, formatted(answer.description), ...bodies)];
  });
  return make("div", {}, make("h3", { textContent: "Answers" }), make("dl", {}, ...rows));
}

/** What the desk sends by itself: to read, not to try. */
function webhookPart(name, says) {
  const content = Object.values(bodyOf(says).content)[0];
  const summary = make("summary", {}, make("span", { className: "method post", textContent: "POST" }), make("span", { className: "path", textContent: name }),
    make("span", { className: "summary" }, formatted(says.summary)));
  const inside = make("div", { className: "inside" }, make("p", {}, formatted(says.description)), aboutParameters(says.parameters ?? []),
    make("h3", { textContent: "Body" }), listOfMembers(content.schema) ?? "", make("pre", { textContent: JSON.stringify(sampleOf(content.schema), null, 2) }));
  const part = make("details", { className: "operation", id: says.operationId }, summary, inside);
  part.dataset.words = `webhook ${name} ${says.summary} ${says.description}`.toLowerCase();
  return part;
}

/** The guides of the document: under each heading, paragraphs and blocks of code. */
function guidePart(text) {
  const [opening, ...guides] = text.split(/^## /m);
  const blocks = (words) => words.split(/^```.*$/m).flatMap((part, place) => (place % 2
    ? [make("pre", { textContent: part.trim() })]
    : part.trim().split(/\n\n+/).filter(Boolean).map((paragraph) => make("p", {}, formatted(paragraph)))));
  const parts = guides.map((guide) => {
    const [title, ...words] = guide.split("\n");
    return make("details", { className: "operation", id: `guide-${title.toLowerCase().replaceAll(" ", "-")}` },
      make("summary", { textContent: title }), make("div", { className: "inside" }, ...blocks(words.join("\n"))));
  });
  return make("section", { className: "guides" }, make("h2", { id: "guides", textContent: "Guides" }), ...blocks(opening), ...parts);
}

function operationPart(method, path, says) {
  const summary = make("summary", {},
    make("span", { className: `method ${method}`, textContent: method.toUpperCase() }),
    make("span", { className: "path", textContent: path }),
    make("span", { className: "summary" }, formatted(says.summary)));
  const part = make("details", { className: "operation", id: says.operationId ?? `${method}${path}` }, summary);
  part.dataset.words = `${method} ${path} ${says.summary ?? ""} ${says.description ?? ""}`.toLowerCase();
  // Operations are rendered when they are opened: there are many, and each has a form.
  part.addEventListener("toggle", () => {
    if (part.open && part.children.length === 1) part.append(insideOf(method, path, says));
  });
  return part;
}

function insideOf(method, path, says) {
  const parameters = (says.parameters ?? []).map((parameter) => resolved(parameter));
  const attempt = tryingPart(method, path, says, parameters);
  const content = bodyOf(says)?.content;
  return make("div", { className: "inside" },
    says.description && says.description !== says.summary ? make("p", {}, formatted(says.description)) : "",
    make("p", { className: "kind", textContent: needsSignIn(says) ? "Needs a sign-in." : "Open to anybody." }),
    aboutParameters(parameters),
    content ? make("div", {}, make("h3", { textContent: "Body" }), listOfMembers(Object.values(content)[0].schema, attempt.add) ?? "") : "",
    aboutAnswers(says.responses),
    attempt.part);
}

/** One of the ways in may be none at all. */
const needsSignIn = (says) => (says.security ?? []).length > 0 && says.security.every((way) => Object.keys(way).length > 0);

const bodyOf = (says) => (says.requestBody ? resolved(says.requestBody) : null);

// --- Trying -----------------------------------------------------------------------------------------------------------

function fieldFor(parameter) {
  const it = resolved(parameter.schema);
  const words = it.enum ?? ([it.type].flat().includes("boolean") ? [true, false] : null);
  const field = words
    ? make("select", {}, ...["", ...words].map((word) => make("option", { value: String(word), textContent: String(word) })))
    : make("input", { placeholder: String(parameter.example ?? it.examples?.[0] ?? "") });
  field.required = parameter.in === "path";
  field.autocomplete = "off";
  return { parameter, field, label: make("label", {}, `${parameter.name} (${parameter.in})`, field) };
}

function tryingPart(method, path, says, parameters) {
  const fields = parameters.map(fieldFor);
  const content = bodyOf(says)?.content ?? null;
  const media = content ? make("select", {}, ...Object.keys(content).map((type) => make("option", { textContent: type }))) : null;
  const body = content ? make("textarea", { spellcheck: false, value: JSON.stringify(sampleOf(Object.values(content)[0].schema), null, 2) }) : null;
  const send = make("button", { textContent: "Send" });
  const stop = make("button", { type: "button", className: "quiet", textContent: "Stop", disabled: true });
  const result = make("div", { className: "result", role: "status" });
  const form = make("form", { noValidate: false },
    ...fields.map((field) => field.label),
    media && media.length > 1 ? make("label", { className: "whole" }, "Media type", media) : "",
    body ? make("label", { className: "whole" }, "Body", body) : "",
    make("div", { className: "buttons" }, send, stop));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const stopper = new AbortController();
    [send.disabled, stop.disabled, stop.onclick] = [true, false, () => stopper.abort()];
    await show(requestOf(method, path, fields, media, body), result, stopper.signal);
    [send.disabled, stop.disabled] = [false, true];
  });
  const add = (name, member) => {
    try {
      body.value = JSON.stringify({ ...JSON.parse(body.value || "{}"), [name]: sampleOf(member) }, null, 2);
    } catch {
      result.replaceChildren(make("p", { className: "status bad", textContent: "The body is no JSON: mend it first." }));
    }
  };
  return { add, part: make("section", { className: "try", ariaLabel: "Try it" }, make("h3", { textContent: "Try it" }), form, result) };
}

function requestOf(method, path, fields, media, body) {
  const headers = new Headers();
  const query = new URLSearchParams();
  let address = path;
  for (const { parameter, field } of fields) {
    if (field.value === "") continue;
    if (parameter.in === "path") address = address.replace(`{${parameter.name}}`, encodeURIComponent(field.value));
    else if (parameter.in === "query") query.append(parameter.name, field.value);
    else if (parameter.in === "header") headers.set(parameter.name, field.value);
  }
  if (session.token) headers.set("Authorization", `Bearer ${session.token}`);
  if (body && body.value.trim()) headers.set("Content-Type", media.value);
  const words = query.toString();
  return { url: `.${address}${words ? `?${words}` : ""}`, method: method.toUpperCase(), headers, body: body && body.value.trim() ? body.value : undefined };
}

async function show(request, result, signal) {
  const status = make("p", { className: "status", textContent: "Asking …" });
  const shown = make("pre", { tabIndex: 0 });
  result.replaceChildren(status);
  const began = performance.now();
  try {
    const answer = await fetch(request.url, { ...request, signal, cache: "no-store", credentials: "omit" });
    status.className = `status ${answer.ok ? "good" : "bad"}`;
    status.textContent = `${answer.status} ${answer.statusText} after ${Math.round(performance.now() - began)} ms`;
    const headers = [...answer.headers].map(([name, value]) => `${name}: ${value}`).join("\n");
    result.append(
      make("details", {}, make("summary", { className: "kind", textContent: "Headers" }), make("pre", { textContent: headers })),
      shown,
      make("details", {}, make("summary", { className: "kind", textContent: "As a command" }), make("pre", { textContent: asCommand(request) })));
    await read(answer, shown);
  } catch (error) {
    const words = error.name === "AbortError" ? "Stopped." : `No answer, or not all of it: ${error.message}`;
    result.append(make("p", { className: "status bad", textContent: words }));
    if (status.textContent === "Asking …") status.remove();
  }
  if (!shown.textContent) shown.remove();
}

async function read(answer, shown) {
  if (!answer.body) return;
  const reader = answer.body.getReader();
  const decoder = new TextDecoder();
  let text = "";
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    text += decoder.decode(part.value, { stream: true });
    shown.textContent = text.slice(0, MOST_SHOWN);
    if (text.length > MOST_SHOWN) {
      shown.append("\n… and more, which is not shown.");
      await reader.cancel();
      return;
    }
  }
  if ((answer.headers.get("content-type") ?? "").includes("json")) {
    try {
      shown.textContent = JSON.stringify(JSON.parse(text), null, 2);
    } catch {
      // It stays as it came.
    }
  }
}

function asCommand({ url, method, headers, body }) {
  const quoted = (text) => `'${text.replaceAll("'", "'\\''")}'`;
  const parts = ["curl", "-X", method, quoted(new URL(url, document.baseURI).href)];
  for (const [name, value] of headers) {
    // Without the token: users copy commands into notes.
    parts.push("-H", name === "authorization" ? "\"Authorization: Bearer $TOKEN\"" : quoted(`${name}: ${value}`));
  }
  if (body) parts.push("-d", quoted(body));
  return parts.join(" ");
}

// --- The session ------------------------------------------------------------------------------------------------------

async function post(path, body) {
  const answer = await fetch(`./api/v1${path}`, {
    method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body), credentials: "omit", cache: "no-store",
  });
  const text = await answer.text();
  const said = text ? JSON.parse(text) : {};
  if (!answer.ok) throw new Error(said.detail ?? `${answer.status}`);
  return said;
}

function showSession(words, news = "") {
  byId("signin").hidden = byId("own-token").hidden = Boolean(words);
  byId("who").hidden = !words;
  byId("who").firstElementChild.textContent = words ?? "";
  byId("session-news").textContent = news;
}

async function signIn(event) {
  event.preventDefault();
  const form = event.target;
  try {
    const keys = await post("/auth/signin", { login: form.login.value, password: form.password.value });
    [session.token, session.refresh] = [keys.access_token, keys.refresh_token];
    form.reset();
    const until = new Date(Date.now() + keys.expires_in * 1000).toLocaleTimeString();
    showSession(`Signed in as ${keys.user.username} (${keys.user.role}), until ${until}.`);
  } catch (error) {
    showSession(null, `Not signed in: ${error.message}`);
  }
}

function useToken(event) {
  event.preventDefault();
  [session.token, session.refresh] = [event.target.token.value.trim(), null];
  event.target.reset();
  showSession("Using a token of your own.");
}

async function signOut() {
  const refresh = session.refresh;
  [session.token, session.refresh] = [null, null];
  showSession(null, "Signed out.");
  byId("signin").login.focus();
  if (refresh) await post("/auth/signout", { refresh_token: refresh }).catch(() => showSession(null, "Forgotten here; the service did not answer."));
}

// --- The page ---------------------------------------------------------------------------------------------------------

function find() {
  const words = byId("find").value.toLowerCase().split(/\s+/).filter(Boolean);
  let shown = 0;
  document.querySelector("main > .guides").hidden = words.length > 0;
  for (const section of document.querySelectorAll("main > section:not(.guides)")) {
    let any = false;
    for (const part of section.querySelectorAll(".operation")) {
      part.hidden = !words.every((word) => part.dataset.words.includes(word));
      any ||= !part.hidden;
      shown += part.hidden ? 0 : 1;
    }
    section.hidden = !any;
  }
  byId("news").textContent = shown ? "" : "Nothing like that.";
}

function build() {
  byId("version").textContent = contract.info.version;
  const tags = new Map();
  for (const [path, item] of Object.entries(contract.paths)) {
    for (const method of METHODS.filter((name) => item[name])) {
      const tag = item[method].tags?.[0] ?? "other";
      if (!tags.has(tag)) tags.set(tag, []);
      tags.get(tag).push(operationPart(method, path, item[method]));
    }
  }
  for (const [name, item] of Object.entries(contract.webhooks ?? {})) {
    const tag = item.post.tags[0];
    tags.set(tag, [...(tags.get(tag) ?? []), webhookPart(name, item.post)]);
  }
  byId("operations").append(guidePart(contract.info.description));
  byId("tags").append(make("li", {}, make("a", { href: "#guides", textContent: "guides" })));
  for (const [tag, parts] of [...tags].sort(([one], [other]) => one.localeCompare(other))) {
    byId("operations").append(make("section", {}, make("h2", { id: `tag-${tag}`, textContent: tag }),
      make("p", { className: "kind", textContent: contract.tags.find((known) => known.name === tag)?.description ?? "" }), ...parts));
    byId("tags").append(make("li", {}, make("a", { href: `#tag-${tag}`, textContent: tag })));
  }
}

async function start() {
  byId("signin").addEventListener("submit", signIn);
  byId("token").addEventListener("submit", useToken);
  byId("signout").addEventListener("click", signOut);
  byId("find").addEventListener("input", find);
  try {
    const answer = await fetch("./api/v1/openapi.json", { credentials: "omit" });
    contract = await answer.json();
    build();
    byId("news").textContent = "";
    const wanted = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (wanted) {
      if (wanted.tagName === "DETAILS") wanted.open = true;
      wanted.scrollIntoView();
    }
  } catch (error) {
    byId("news").textContent = `The interface could not be loaded: ${error.message}`;
  }
}

start();
