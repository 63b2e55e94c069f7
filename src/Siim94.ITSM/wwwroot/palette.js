// Ctrl+K: pages and actions of the menu, a ticket by its number, and what the API finds for the words while one types.
const palette = {
  awaited: 0,

  get dialog() {
    return document.getElementById("palette");
  },

  open() {
    const { dialog } = palette;
    if (dialog.open) return;
    const input = dialog.querySelector("input");
    input.value = "";
    palette.show(palette.found(""));
    dialog.showModal();
    input.focus();
  },

  entries(selector, group) {
    return Array.from(document.querySelectorAll(selector), link => ({
      group,
      text: (link.querySelector(".word") ?? link).textContent.trim(),
      // A view stands under the page that it is one of.
      icon: (link.querySelector("use") ?? link.closest("nav li:has(use)").querySelector("use")).getAttribute("href"),
      address: link.getAttribute("href"),
    }));
  },

  // What has the words, at the beginning of one first.
  found(text) {
    const { pages, create } = palette.dialog.dataset;
    const words = fold(text).split(/\s+/).filter(Boolean);
    return [...palette.entries("nav.side a", pages), ...palette.entries("#create a", create)].filter(({ text: name, group }) =>
      words.every(word => fold(`${group} ${name}`).includes(word)));
  },

  show(entries, text = "") {
    const { dialog } = palette;
    const list = dialog.querySelector("[role=listbox]");
    const icons = document.querySelector("nav.side use").getAttribute("href").split("#")[0];
    const group = (name, members) => `<li role="presentation" class="heading">${escape(name)}</li>${members.join("")}`;
    const option = ({ text: name, icon, address, note }, number) => `<li role="presentation"><a role="option" id="palette-${number}"
      tabindex="-1" aria-selected="${number === 0}" href="${escape(address)}">
      <svg class="icon" aria-hidden="true"><use href="${icon}"/></svg>
      ${escape(name)}${note ? `<small>${escape(note)}</small>` : ""}</a></li>`;
    const all = [...entries];
    if (text && dialog.dataset.searchesTickets !== undefined) {
      all.push({
        group: dialog.dataset.tickets,
        text: dialog.dataset.search.replace("{0}", text),
        icon: `${icons}#search`,
        address: `/tickets?statut=&q=${encodeURIComponent(text)}`,
      });
    }
    const groups = Map.groupBy(all, entry => entry.group);
    let number = 0;
    list.innerHTML = all.length === 0
      ? `<li role="presentation" class="none">${escape(dialog.dataset.none)}</li>`
      : Array.from(groups, ([name, members]) => group(name, members.map(member => option(member, number++)))).join("");
    palette.choose(0);
  },

  options() {
    return Array.from(palette.dialog.querySelectorAll("[role=option]"));
  },

  chosen() {
    return palette.options().findIndex(option => option.getAttribute("aria-selected") === "true");
  },

  choose(number) {
    const options = palette.options();
    const input = palette.dialog.querySelector("input");
    const chosen = options.at(number % Math.max(1, options.length));
    options.forEach(option => option.setAttribute("aria-selected", String(option === chosen)));
    if (chosen) {
      input.setAttribute("aria-activedescendant", chosen.id);
      chosen.scrollIntoView({ block: "nearest" });
    } else input.removeAttribute("aria-activedescendant");
  },

  fill(pattern, item, encode = value => value) {
    return pattern.replace(/\{(\w+)\}/g, (_, field) => encode(String(item[field] ?? "")));
  },

  // What one source finds: nothing when it refuses or does not answer.
  async ask({ group, icon, api, text, note, address }, words) {
    const icons = document.querySelector("nav.side use").getAttribute("href").split("#")[0];
    const answer = await fetch(`${api}?limit=5&q=${encodeURIComponent(words)}`).catch(() => null);
    if (!answer?.ok) return [];
    return (await answer.json()).items.map(item => ({
      group,
      icon: `${icons}#${icon}`,
      text: palette.fill(text, item),
      note: palette.fill(note, item),
      address: palette.fill(address, item, encodeURIComponent),
    }));
  },

  async search(text) {
    const icons = document.querySelector("nav.side use").getAttribute("href").split("#")[0];
    const { tickets: group, searchesTickets, sources } = palette.dialog.dataset;
    // A number leads to its ticket at once; what it is called follows.
    const number = searchesTickets === undefined ? null : /^#?(\d+)$/.exec(text)?.[1];
    const ticket = { group, text: `#${number}`, icon: `${icons}#ticket`, address: `/tickets/${number}` };
    const found = number ? [ticket, ...palette.found(text)] : palette.found(text);
    palette.show(found, text);
    const mine = ++palette.awaited;
    if (text.length < 2 && !number) return;
    await new Promise(wait => setTimeout(wait, 150));
    if (mine !== palette.awaited) return;
    const answers = await Promise.all(JSON.parse(sources).map(source => palette.ask(source, text)));
    if (mine !== palette.awaited || !palette.dialog.open) return;
    const things = answers.flat();
    palette.show(number && things.length > 0 ? things : [...palette.found(text), ...things], text);
  },

  press(event) {
    const move = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (move) {
      event.preventDefault();
      palette.choose(palette.chosen() + move);
    } else if (event.key === "Enter") {
      event.preventDefault();
      palette.options()[palette.chosen()]?.click();
    }
  },

  listen() {
    document.addEventListener("input", event => {
      if (event.target.matches("#palette input")) palette.search(event.target.value.trim());
    });
    document.addEventListener("keydown", event => {
      if (event.target.matches("#palette input")) palette.press(event);
    });
    document.addEventListener("click", event => {
      if (event.target.closest("[data-shortcut=palette]")) palette.open();
      if (event.target.closest("#palette [role=option]") || event.target.id === "palette") palette.dialog.close();
    });
  },
};

palette.listen();
