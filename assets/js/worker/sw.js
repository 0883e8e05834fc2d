/* Lets the site be read without a network: the shell and the search from the start, pages once they were seen.
 * The builder writes `BUILD` before this text. Films, PDFs and the archive are never kept: they pass by. */
"use strict";

const SCOPE = new URL(registration.scope).pathname;
const OURS = `oma:${SCOPE}:`; // another guide may live under the same origin
const SHELL = `${OURS}${BUILD.digest}:shell`;
const PAGES = `${OURS}${BUILD.look}:pages`; // kept as long as their style sheet and shell are
const FILES = `${OURS}files`; // their names change with their bytes
const MOST = { [PAGES]: 80, [FILES]: 160 };
const PATIENCE = 4000;
const HASTE = 1000; // for what one waits for while typing

const address = (route) => new URL(route, registration.scope).href;
const is = {
  page: (route) => route.endsWith(".html") || !/\.[a-z0-9]+$/i.test(route),
  lasting: (route) => BUILD.lasting.some((folder) => route.startsWith(folder)),
};

/* The one name of a page: hosts also show it without its suffix, and a folder for its index. */
function named(route) {
  if (route === "" || route.endsWith("/")) return address(`${route}index.html`);
  return address(route.endsWith(".html") ? route : `${route}.html`);
}

async function found(url, ...names) {
  for (const name of names) {
    const kept = await (await caches.open(name)).match(url);
    if (kept) return kept;
  }
  return undefined;
}

/* A redirected answer may not be given to a visit: its content may. */
async function plain(response) {
  return response.redirected ? new Response(await response.blob(), { headers: response.headers }) : response;
}

const isWhole = (response) => response.ok && response.status === 200 && response.type === "basic";
const isHtml = (response) => (response.headers.get("Content-Type") ?? "").startsWith("text/html");

async function keep(name, url, response) {
  const cache = await caches.open(name);
  await cache.delete(url); // it becomes the youngest
  await cache.put(url, await plain(response));
  const kept = await cache.keys();
  await Promise.all(kept.slice(0, -MOST[name]).map((oldest) => cache.delete(oldest)));
}

async function fill() {
  const cache = await caches.open(SHELL);
  const add = async (route) => {
    const response = await fetch(address(route), { cache: is.lasting(route) ? "default" : "no-cache" });
    if (!response.ok) throw new Error(`${response.status} ${route}`);
    await cache.put(address(route), await plain(response));
  };
  await Promise.all(BUILD.needed.map(add));
  if (!navigator.connection?.saveData) await Promise.allSettled(BUILD.useful.map(add));
}

async function begin() {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith(OURS) && ![SHELL, PAGES, FILES].includes(name));
  await Promise.all(old.map((name) => caches.delete(name)));
  await clients.claim();
}

/* What a page had loaded before this worker was at work. */
async function catchUp(urls) {
  for (const url of urls.filter((other) => other.startsWith(registration.scope))) {
    const route = new URL(url).pathname.slice(SCOPE.length);
    const isPage = is.page(route);
    const kept = isPage ? named(route) : address(route);
    if (!(isPage || is.lasting(route)) || await found(kept, ...(isPage ? [PAGES] : [SHELL, FILES]))) continue;
    const response = await fetch(address(route));
    if (isWhole(response) && (!isPage || isHtml(response))) await keep(isPage ? PAGES : FILES, kept, response);
  }
}

/* What the network answers, or what is kept when that takes too long. */
function soonest(event, asked, kept, patience) {
  event.waitUntil(asked.catch(() => {}));
  const late = kept ? [new Promise((done) => { setTimeout(done, patience, kept); })] : [];
  return Promise.race([asked, ...late]);
}

/* A page comes from the network; what is kept of it serves when the network fails, is slow, or the server is ill. */
async function visit(event, route) {
  const url = named(route);
  const kept = await found(url, PAGES, SHELL);
  const asked = fetch(event.request, { cache: "no-cache" }).then((response) => {
    if (isWhole(response) && isHtml(response)) {
      event.waitUntil(keep(PAGES, url, response.clone()).catch(() => {}));
    }
    return response.status >= 500 && kept ? kept : response;
  });
  try {
    return await soonest(event, asked, kept, PATIENCE);
  } catch {
    return kept ?? Response.redirect(`${address(BUILD.offline)}#page=${encodeURIComponent(route)}`);
  }
}

/* Where the data are today: the network knows. What was kept from the start leads to the data that were kept with it. */
async function ask(event, url) {
  const kept = await found(url, SHELL);
  const asked = fetch(event.request, { cache: "no-cache" })
    .then((response) => (isWhole(response) || !kept ? response : kept), () => kept ?? Response.error());
  return soonest(event, asked, kept, HASTE);
}

async function take(event, url) {
  const kept = await found(url, SHELL, FILES);
  if (kept) return kept;
  const response = await fetch(event.request);
  if (isWhole(response)) event.waitUntil(keep(FILES, url, response.clone()).catch(() => {}));
  return response;
}

addEventListener("install", (event) => event.waitUntil(fill().then(() => skipWaiting())));
addEventListener("activate", (event) => event.waitUntil(begin()));
addEventListener("message", (event) => event.waitUntil(catchUp(event.data).catch(() => {})));
addEventListener("fetch", (event) => {
  const { method, mode, url, headers } = event.request;
  if (method !== "GET" || !url.startsWith(registration.scope) || headers.has("range")) return;
  const route = new URL(url).pathname.slice(SCOPE.length);
  if (mode === "navigate" && is.page(route)) event.respondWith(visit(event, route));
  else if (is.lasting(route)) event.respondWith(take(event, address(route)));
  else if (route === BUILD.addresses) event.respondWith(ask(event, address(route)));
});
