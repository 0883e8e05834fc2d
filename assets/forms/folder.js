/* The content folder, for the forms of the preview: what a browser gives of a folder that one picks, over the loopback. */
(() => {
  "use strict";
  const token = document.querySelector('meta[name="form-token"]').content;
  const HEADERS = { "X-Form-Token": token };
  const STOPPED =
    "L’aperçu ne répond plus. Rien n’a été écrit. Relancez-le (py build.py serve), puis rechargez cette page (touche F5) : vos changements vous seront proposés.";
  /* What each file was when the form read or wrote it. */
  const versions = new Map();

  const element = (name, text = "", ...children) => {
    const made = Object.assign(document.createElement(name), { textContent: text });
    made.append(...children);
    return made;
  };

  /* What must be mended stops who writes; what the whole guide has to say of it does not. */
  const tell = (title, messages, { stops = true } = {}) => {
    document.querySelector("dialog.oma-notice")?.remove();
    const close = Object.assign(element("button", "Compris"), { type: "button" });
    const said = messages.map((message) => element("li", message));
    const notice = element("dialog", "", element("h2", title), element("ul", "", ...said), element("p", "", close));
    notice.className = stops ? "oma-notice" : "oma-notice oma-beside";
    notice.setAttribute("aria-label", title);
    notice.setAttribute("role", stops ? "dialog" : "status");
    close.addEventListener("click", () => notice.close());
    notice.addEventListener("close", () => notice.remove());
    document.body.append(notice);
    if (stops) notice.showModal();
    else notice.show();
  };

  const ELSEWHERE =
    "D’autres fiches ont une erreur : l’aperçu ne montre pas encore ce changement. Ouvrez-le pour savoir lesquelles.";
  /* The documents that were saved since the last build began, with what their forms were told then. */
  let saved = new Map();
  let built = new Map();
  let isBuilding = false;

  const judge = (state) => {
    const wrong = state.problems.filter(({ severity }) => severity === "erreur" || severity === "avertissement");
    const own = wrong.filter(({ file, told }) => built.has(file) && !built.get(file).includes(told));
    const others = state.stopping.some(({ file }) => !built.has(file));
    const messages = [...new Set(own.map(({ told }) => told)), ...(others ? [ELSEWHERE] : [])];
    if (!built.size || !messages.length) return;
    const open = document.querySelector("dialog.oma-notice:modal ul");
    if (open) open.append(...messages.map((message) => element("li", message)));
    else tell("C’est enregistré. La vérification du guide en dit :", messages, { stops: false });
  };

  /* The preview builds the guide after each save, and says then what no document can tell alone. */
  const listen = () => {
    const socket = new WebSocket(`${location.origin.replace(/^http/, "ws")}/livereload`);
    socket.addEventListener("open", () => {
      socket.send(JSON.stringify({ command: "hello", protocols: ["http://livereload.com/protocols/official-7"] }));
      socket.send(JSON.stringify({ command: "info", url: location.href }));
    });
    socket.addEventListener("message", ({ data }) => {
      const { command, state } = JSON.parse(data);
      if (command !== "oma") return;
      if (state.building && !isBuilding) [built, saved] = [saved, new Map()];
      if (!state.building && isBuilding) judge(state);
      isBuilding = state.building;
    });
    socket.addEventListener("close", () => setTimeout(listen, 2000));
  };
  listen();

  /* The forms show why something was refused, and stay open. */
  const refused = (message) => new DOMException(message, "InvalidModificationError");

  const ask = async (path, options = {}) => {
    let answer;
    try {
      answer = await fetch(`folder${path}`, { ...options, headers: { ...HEADERS, ...options.headers } });
    } catch {
      throw refused(STOPPED);
    }
    if (answer.ok) return answer;
    const { message } = await answer.json().catch(() => ({ message: STOPPED }));
    throw refused(message);
  };

  const fileAt = (path) => `/${path.split("/").map(encodeURIComponent).join("/")}`;
  const known = (path) => (versions.has(path) ? { "If-Match": `"${versions.get(path)}"` } : {});
  const listed = async () => new Map((await (await ask("")).json()).map(({ path, digest }) => [path, digest]));
  const missing = () => new DOMException("", "NotFoundError");

  const write = async (path, data) => {
    saved.set(path, []);
    const answer = await ask(fileAt(path), { method: "PUT", body: data, headers: known(path) });
    const { digest, problems } = await answer.json();
    versions.set(path, digest);
    (saved.has(path) ? saved : built).set(path, problems);
    document.querySelector("dialog.oma-beside")?.remove();
    if (problems.length) tell("C’est enregistré. Voici ce qui reste à regarder :", problems);
  };

  const remove = async (path) => {
    await ask(fileAt(path), { method: "DELETE", headers: known(path) });
    versions.delete(path);
  };

  const read = async (path) => {
    const answer = await ask(fileAt(path));
    versions.set(path, answer.headers.get("Etag").replaceAll('"', ""));
    return new File([await answer.blob()], path.split("/").at(-1), { type: answer.headers.get("Content-Type") });
  };

  class Handle {
    constructor(path) {
      this.path = path;
      this.name = path.split("/").at(-1);
    }
    async requestPermission() {
      return "granted";
    }
  }

  class FileHandle extends Handle {
    kind = "file";
    /* A new file has no place until it is moved to it; what was written is held so long. */
    held = null;
    async getFile() {
      return this.held ? new File([this.held], this.name) : read(this.path);
    }
    async createWritable() {
      return {
        write: async (data) => {
          this.held = new Blob([data]);
          if (!this.name.startsWith(".")) await write(this.path, this.held);
        },
        close: async () => {},
      };
    }
    async move(folder, name) {
      const from = this.path;
      const data = this.held ?? (await read(from));
      this.path = `${folder.path}/${name}`;
      this.name = name;
      await write(this.path, data);
      this.held = data;
      if (versions.has(from) && from !== this.path) await remove(from);
    }
  }

  class Folder extends Handle {
    kind = "directory";
    get within() {
      return this.path ? `${this.path}/` : "";
    }
    async *entries() {
      if (!this.path) Folder.files = await listed();
      const names = new Set();
      for (const path of Folder.files.keys()) {
        if (!path.startsWith(this.within)) continue;
        const [name, below] = path.slice(this.within.length).split("/");
        if (names.has(name)) continue;
        names.add(name);
        yield [name, below === undefined ? new FileHandle(path) : new Folder(`${this.within}${name}`)];
      }
    }
    async getDirectoryHandle(name) {
      return new Folder(`${this.within}${name}`);
    }
    async getFileHandle(name, { create = false } = {}) {
      const path = `${this.within}${name}`;
      if (!create && !versions.has(path) && !Folder.files.has(path)) throw missing();
      return new FileHandle(path);
    }
    async removeEntry(name) {
      const path = `${this.within}${name}`;
      if (!versions.has(path)) throw missing();
      await remove(path);
    }
  }

  /* A page that was left open shows what the files were then: it reads them again, unless somebody is writing in it. */
  const refresh = async () => {
    if (!versions.size || document.querySelector("dialog.oma-notice")) return;
    const answer = await fetch("folder", { headers: HEADERS }).catch(() => null);
    if (!answer?.ok || /\/(entries\/|new)/.test(location.hash)) return;
    const files = new Map((await answer.json()).map(({ path, digest }) => [path, digest]));
    const isOld = files.size !== versions.size || [...files].some(([path, digest]) => versions.get(path) !== digest);
    if (isOld) location.reload();
  };
  addEventListener("focus", refresh);
  addEventListener("hashchange", refresh);

  /* `?champ=titre.masculin` leads to a field. Fields are drawn as one comes near them: the form is unrolled until it is there. */
  const wanted = new URLSearchParams(location.search).get("champ");
  const near = () => {
    const parts = wanted.split(".");
    const paths = parts.map((_, index) => parts.slice(0, parts.length - index).join("."));
    const found = paths.map((path) => document.querySelector(`.field[data-key-path="${CSS.escape(path)}"]`));
    return found.find(Boolean);
  };
  const show = (tries) => {
    const field = near();
    if (field) {
      field.scrollIntoView({ block: "center" });
      field.querySelector('input, textarea, [contenteditable="true"], button')?.focus();
    }
    const isThere = field?.dataset.keyPath === wanted;
    if (isThere || !tries) return;
    const last = field ?? [...document.querySelectorAll(".field[data-key-path]")].at(-1);
    last?.scrollIntoView({ block: "start" });
    setTimeout(show, 200, tries - 1);
  };
  if (wanted) setTimeout(show, 200, 50);

  globalThis.omaFolder = new Folder("");
  globalThis.FileSystemFileHandle ??= FileHandle;
  globalThis.showDirectoryPicker ??= async () => globalThis.omaFolder;
  localStorage.setItem("sveltia-cms.user", JSON.stringify({ backendName: "local" }));
})();
