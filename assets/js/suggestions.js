/* Suggestions below a search field: the APG's editable combobox with list autocomplete, whose options are links. */
"use strict";

(() => {
  const { root, element, count } = window.oma;
  const MOST = 7;
  const PAUSE = 400;

  const NEXT = { ArrowDown: (at, end) => (at < end ? at + 1 : 0), ArrowUp: (at, end) => (at > 0 ? at - 1 : end) };

  function told(found, shown) {
    const { results, partial, near, absent } = found, notes = window.oma.search.notes(found);
    if (absent) return [...notes, "Les plus proches :"].join(" ");
    if (!results.length) return near.length ? "Rien d’exact. Peut-être :" : notes.join(" ") || "Aucun résultat";
    const many = `${count(results.length, "résultat")}${results.length > shown ? `, dont ${shown} ici` : ""}`;
    return partial ? `Rien avec tous ces mots ; avec certains : ${many}` : [...notes, many].join(" ");
  }

  class Suggestions {
    constructor(form) {
      this.form = form;
      this.input = form.elements.q;
      this.list = element("div", { id: `${this.input.id}-suggestions`, role: "listbox", hidden: true, "aria-label": "Suggestions" });
      this.status = element("p", { role: "status" });
      form.append(element("div", { className: "suggestions" }, this.status, this.list));
      this.input.setAttribute("aria-autocomplete", "list");
      this.input.setAttribute("aria-controls", this.list.id);
      this.input.addEventListener("input", () => this.show());
      this.input.addEventListener("click", () => { if (this.list.hidden) this.show(); });
      this.input.addEventListener("keydown", (event) => this.press(event));
      form.addEventListener("focusout", ({ relatedTarget }) => { if (!form.contains(relatedTarget)) this.hide(); });
      // The field keeps the focus while a pointer chooses; the link itself does the rest.
      this.list.addEventListener("mousedown", (event) => event.preventDefault());
    }

    get options() { return [...this.list.children]; }

    get active() { return this.options.findIndex((option) => option.ariaSelected === "true"); }

    show() {
      const question = this.input.value.trim();
      if (question.length < 2) return this.hide();
      const { search } = window.oma;
      const found = search.find(question), lists = search.lists(found), sought = search.sought(found);
      const answers = found.results.length ? found.results.slice(0, MOST - lists.length) : found.near;
      const shown = [
        ...lists.map(({ id, titre, members }) => [root + id, "", [titre], ["La liste : ", count(members.length, "métier")]]),
        ...answers.map((answer) => this.answer(answer)),
        ...(sought ? [[search.elsewhere(sought), "", [`« ${sought} » sur le site de l’Onisep`], ["Hors de ce guide"]]] : []),
      ];
      this.list.replaceChildren(...shown.map((option, rank) => this.option(rank, ...option)));
      this.list.hidden = !shown.length;
      this.input.setAttribute("aria-expanded", String(shown.length > 0));
      this.activate(-1);
      this.tell(told(found, answers.length));
      if (found.unsure) search.names().then(() => { if (search.hasNames() && !this.list.hidden && this.input.value.trim() === question) this.show(); });
    }

    /* Where an answer leads, its colour, and what it says. */
    answer({ id, terms }) {
      const { mark, reasons, document: documents } = window.oma.search;
      const matched = new Set(terms), answer = documents.get(id);
      const why = reasons(answer, matched).slice(0, 1).flatMap((text) => [" · ", ...mark(text, matched)]);
      return [root + id, answer.couleur ?? "", mark(answer.titre, matched), [answer.genre, ...why]];
    }

    option(rank, href, colour, title, hint) {
      return element(
        "a",
        { id: `${this.list.id}-${rank}`, href, role: "option", tabIndex: -1, "aria-selected": "false", "data-colour": colour },
        element("span", {}, ...title), " ", element("small", {}, ...hint),
      );
    }

    /* Says the number of answers, seen at once and announced when typing pauses. */
    tell(text) {
      clearTimeout(this.telling);
      this.telling = setTimeout(() => { this.status.textContent = text; }, text ? PAUSE : 0);
    }

    hide() {
      this.list.hidden = true;
      this.input.setAttribute("aria-expanded", "false");
      this.activate(-1);
      this.tell("");
    }

    activate(rank) {
      this.options.forEach((option, at) => option.setAttribute("aria-selected", String(at === rank)));
      const option = this.options[rank];
      if (!option) return this.input.removeAttribute("aria-activedescendant");
      this.input.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    }

    press(event) {
      if (event.isComposing || event.ctrlKey || event.metaKey) return;
      if (event.key in NEXT) this.move(event);
      else if (event.key === "Escape") this.leave(event);
      else if (event.key === "Enter" && this.active >= 0) {
        event.preventDefault();
        this.options[this.active].click();
      } else if (["Home", "End", "ArrowLeft", "ArrowRight"].includes(event.key)) this.activate(-1);
    }

    move(event) {
      event.preventDefault();
      if (event.altKey && event.key === "ArrowUp") return this.hide();
      if (this.list.hidden) this.show();
      if (!event.altKey && !this.list.hidden) this.activate(NEXT[event.key](this.active, this.options.length - 1));
    }

    leave(event) {
      event.preventDefault();
      if (this.list.hidden) this.input.value = "";
      this.hide();
    }
  }

  window.oma.suggest = (form) => {
    const made = new Suggestions(form);
    if (document.activeElement === made.input) made.show();  // what was typed before the scripts came
  };
})();
