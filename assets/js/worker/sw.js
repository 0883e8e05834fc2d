/* Lets the site be read without a network: the shell and the search from the start, pages once they were seen, all when asked.
 * The builder writes `BUILD` before this text. Films, PDFs and the archive are never kept: they pass by. */
"use strict";

const SCOPE = new URL(registration.scope).pathname;
const OURS = `oma:${SCOPE}:`; // another guide may live under the same origin
const SHELL = `${OURS}${BUILD.digest}:shell`;
const PAGES = `${OURS}${BUILD.look}:pages`; // kept as long as their style sheet and shell are
const FILES = `${OURS}files`; // their names change with their bytes
const WHOLE = `${OURS}${BUILD.whole}:whole`; // all pages of one build, with what they show; its list comes last, and says it is complete
const MOST = { [PAGES]: 80, [FILES]: 160 };
const PATIENCE = 4000;
const HASTE = 1000; // for what one waits for while typing
const AT_ONCE = 6;

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
    const kept = await caches.has(name) && await (await caches.open(name)).match(url);
    if (kept) return kept;
  }
  return undefined;
}

/* A redirected answer may not be given to a visit: its content may. */
async function plain(response) {
  return response.redirected ? new Response(await response.blob(), { headers: response.headers }) : response;
}

const isWhole = (response) => response.ok && response.status === 200 && response.type === "basic";
const isGone = ({ status }) => [403, 404, 410].includes(status); // stores of files say 403 of what they do not have
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
  const lasting = [SHELL, PAGES, FILES, WHOLE, ...await oldWholes()];
  const old = names.filter((name) => name.startsWith(OURS) && !lasting.includes(name));
  await Promise.all(old.map((name) => caches.delete(name)));
  await clients.claim();
  await forget();
}

/* What this build no longer has is read by nobody any more: a film that a family took back, a trade that is gone. */
async function forget() {
  const cache = await caches.open(PAGES);
  for (const { url } of await cache.keys()) {
    const answer = await fetch(url, { method: "HEAD", cache: "no-cache" }).catch(() => undefined);
    if (answer && isGone(answer)) await cache.delete(url);
  }
}

async function oldWholes() {
  return (await caches.keys()).filter((name) => name.startsWith(OURS) && name.endsWith(":whole") && name !== WHOLE);
}

/* No cache of pages has it any more. */
async function drop(url) {
  const names = [PAGES, WHOLE, ...await oldWholes()];
  await Promise.all(names.map(async (name) => await caches.has(name) && (await caches.open(name)).delete(url)));
}

async function listed() {
  const asked = await fetch(address(BUILD.list), { cache: "no-cache" });
  if (!isWhole(asked)) throw new Error(`${asked.status} ${BUILD.list}`);
  return { asked, files: (await asked.clone().json()).files };
}

/* The data of scripts have other names after each edit: the one file that says so leads to them. */
async function data() {
  const asked = await fetch(address(BUILD.addresses), { cache: "no-cache" });
  if (!isWhole(asked)) throw new Error(`${asked.status} ${BUILD.addresses}`);
  return (await asked.text()).match(/assets\/[\w.-]+\.js/g) ?? [];
}

/* Keeps all the guide. Cut off, it goes on where it was; what an earlier build had kept serves until all is there. */
async function keepAll(tell) {
  const { asked, files } = await listed();
  const cache = await caches.open(WHOLE);
  const waiting = [...files, ...await data()];
  const all = waiting.length;
  let done = 0;
  const work = async () => {
    for (let route = waiting.shift(); route; route = waiting.shift()) {
      if (!await cache.match(address(route))) {
        const response = await fetch(address(route), { cache: is.lasting(route) ? "default" : "no-cache" });
        if (!isWhole(response)) throw new Error(`${response.status} ${route}`);
        await cache.put(address(route), await plain(response));
      }
      tell({ done: done += 1, all });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  await cache.put(address(BUILD.list), asked);
  await Promise.all((await oldWholes()).map((name) => caches.delete(name)));
}

/* Whoever kept all of an earlier build, or began to, has all of this one, without asking again; what is gone leaves in any case. */
let renewal;
function renew() {
  renewal ??= (async () => {
    const old = await oldWholes();
    if (!old.length || await found(address(BUILD.list), WHOLE)) return;
    const there = new Set((await listed()).files.map(address));
    for (const name of old) {
      const cache = await caches.open(name);
      const gone = (await cache.keys()).filter(({ url }) => url.endsWith(".html") && !there.has(url));
      await Promise.all(gone.map(({ url }) => cache.delete(url)));
    }
    if (!navigator.connection?.saveData) await keepAll(() => {});
  })().catch(() => {});
  return renewal;
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
  const kept = await found(url, WHOLE, PAGES, ...await oldWholes(), SHELL);
  event.waitUntil(renew());
  const asked = fetch(event.request, { cache: "no-cache" }).then((response) => {
    if (isWhole(response) && isHtml(response)) {
      event.waitUntil(keep(PAGES, url, response.clone()).catch(() => {}));
      event.waitUntil(refresh(url, response.clone()).catch(() => {}));
    } else if (isGone(response)) {
      event.waitUntil(drop(url));
    }
    return response.status >= 500 && kept ? kept : response;
  });
  try {
    return await soonest(event, asked, kept, PATIENCE);
  } catch {
    return kept ?? Response.redirect(`${address(BUILD.offline)}#page=${encodeURIComponent(route)}`);
  }
}

/* What was kept with all the guide is not older than what was read since. */
async function refresh(url, response) {
  if (await found(url, WHOLE)) await (await caches.open(WHOLE)).put(url, await plain(response));
}

/* Where the data are today: the network knows. What was kept from the start leads to the data that were kept with it. */
async function ask(event, url) {
  const kept = await found(url, SHELL);
  const asked = fetch(event.request, { cache: "no-cache" })
    .then((response) => (isWhole(response) || !kept ? response : kept), () => kept ?? Response.error());
  return soonest(event, asked, kept, HASTE);
}

async function take(event, url) {
  const kept = await found(url, SHELL, FILES, WHOLE, ...await oldWholes());
  if (kept) return kept;
  const response = await fetch(event.request);
  if (isWhole(response)) event.waitUntil(keep(FILES, url, response.clone()).catch(() => {}));
  return response;
}

addEventListener("install", (event) => event.waitUntil(fill().then(() => skipWaiting())));
addEventListener("activate", (event) => event.waitUntil(begin()));
addEventListener("message", (event) => {
  const [port] = event.ports;
  if (port) {
    const tell = (told) => port.postMessage(told);
    event.waitUntil(keepAll(tell).then(() => tell({ isWhole: true }), () => tell({ isCut: true })));
  } else {
    event.waitUntil(catchUp(event.data).catch(() => {}));
  }
});
addEventListener("fetch", (event) => {
  const { method, mode, url, headers } = event.request;
  if (method !== "GET" || !url.startsWith(registration.scope) || headers.has("range")) return;
  const route = new URL(url).pathname.slice(SCOPE.length);
  if (route.startsWith("admin/")) return; // the forms of editors have nothing to write to without a network
  if (mode === "navigate" && is.page(route)) event.respondWith(visit(event, route));
  else if (is.lasting(route)) event.respondWith(take(event, address(route)));
  else if (route === BUILD.addresses) event.respondWith(ask(event, address(route)));
});
