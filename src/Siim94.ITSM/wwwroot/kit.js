// What the parts of the kit need of the browser: each finds its own by an attribute, so that what is drawn later has it too.

// As the server folds what is searched for: neither case nor accents count.
const fold = text => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

const escape = text => String(text).replace(/[&<>"']/g, letter => `&#${letter.codePointAt(0)};`);

// A choice of the looks: kept in a cookie, so that the next page is painted as chosen from the start.
const looks = {
  set(name, value) {
    document.cookie = `${name}=${value}; path=/; max-age=${value ? 31536000 : 0}; samesite=lax`;
    if (value) document.documentElement.dataset[name] = value;
    else delete document.documentElement.dataset[name];
    looks.show();
  },

  show() {
    const theme = document.documentElement.dataset.theme ?? "";
    document.querySelectorAll("[data-theme-choice]").forEach(button =>
      button.setAttribute("aria-pressed", String(button.dataset.themeChoice === theme)));
    document.querySelectorAll("[data-density-choice]").forEach(button =>
      button.setAttribute("aria-pressed", String(document.documentElement.dataset.density === "compact")));
  },
};

// What opens stands below what opened it, within the window.
function place(popover, opener) {
  const [at, size] = [opener.getBoundingClientRect(), popover.getBoundingClientRect()];
  const left = at.left + size.width > innerWidth - 8 ? at.right - size.width : at.left;
  const below = at.bottom + 4 + size.height <= innerHeight || at.top < size.height;
  popover.style.left = `${Math.max(8, left)}px`;
  popover.style.top = `${below ? at.bottom + 4 : at.top - size.height - 4}px`;
}

const menus = {
  opened(event) {
    const menu = event.target;
    if (!menu.matches?.("[popover].menu") || event.newState !== "open") return;
    looks.show();
    place(menu, document.querySelector(`[popovertarget="${menu.id}"]`));
    menu.querySelector("a, button, input")?.focus({ preventScroll: true });
  },

  press(event) {
    const menu = event.target.closest?.("[popover].menu");
    const move = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!menu || !move) return;
    event.preventDefault();
    const entries = Array.from(menu.querySelectorAll("a, button:enabled"));
    entries.at((entries.indexOf(document.activeElement) + move) % entries.length).focus();
  },

  click(event) {
    const menu = event.target.closest("[popover].menu");
    if (menu && event.target.closest("a, button") && !event.target.closest("[data-stays]")) {
      if (!event.target.closest("[data-theme-choice]")) menu.hidePopover();
    }
    const phoneMenu = event.target.closest("[data-opens-menu]");
    const side = document.getElementById("menu");
    if (phoneMenu) menus.openSide(!("open" in side.dataset));
    else if (side && "open" in side.dataset && !event.target.closest("summary")) menus.openSide(false);
    if (event.target.closest("[data-folds-menu]")) looks.set("menu", document.documentElement.dataset.menu ? "" : "narrow");
    const theme = event.target.closest("[data-theme-choice]");
    if (theme) looks.set("theme", theme.dataset.themeChoice);
    if (event.target.closest("[data-density-choice]")) looks.set("density", document.documentElement.dataset.density ? "" : "compact");
  },

  openSide(isOpen) {
    const [side, button] = [document.getElementById("menu"), document.querySelector("[data-opens-menu]")];
    button.setAttribute("aria-expanded", String(isOpen));
    if (isOpen) {
      side.dataset.open = "";
      side.querySelector("a").focus();
    } else {
      delete side.dataset.open;
    }
  },
};

const dialogs = {
  click(event) {
    const opener = event.target.closest("[data-opens-dialog]");
    if (opener) document.getElementById(opener.dataset.opensDialog).showModal();
    if (event.target.closest("[data-shortcut=shortcuts]")) dialogs.showShortcuts();
    const dialog = event.target.closest("dialog");
    if (dialog && (event.target === dialog || event.target.closest("[data-closes], a[href]"))) dialog.close();
  },

  showShortcuts() {
    const dialog = document.getElementById("shortcuts");
    dialog.querySelectorAll("[data-when]").forEach(line => { line.hidden = !document.querySelector(line.dataset.when); });
    dialog.showModal();
  },
};

// Rows of a list: j and k go from one to the next, Enter opens, p shows beside the list, x ticks, shift ticks all between; letters of the
// list's own open the preview with what they do.
const rows = {
  lastTicked: null,

  all() {
    return Array.from(document.querySelectorAll("main [data-rows] tbody tr:not(.group)"));
  },

  here() {
    return document.querySelector("main [data-rows] tbody tr.here");
  },

  press(event) {
    const all = rows.all();
    const here = rows.here();
    if (all.length === 0 || event.target.closest("dialog, [popover], a.button, button")) return;
    const move = { j: 1, k: -1 }[event.key];
    if (move) {
      event.preventDefault();
      rows.go(all[Math.min(all.length - 1, Math.max(0, all.indexOf(here) + move))]);
    } else if (here && event.key === "Enter" && !event.target.closest("a")) here.querySelector("th a")?.click();
    else if (here && event.key === "p") here.querySelector("[data-preview]")?.click();
    else if (here && event.key === "x") here.querySelector("td.check input")?.click();
    else if (here?.closest("[data-row-actions]")?.dataset.rowActions.includes(event.key)) rows.act(event, here);
  },

  act(event, here) {
    const preview = here.querySelector("[data-preview]");
    if (!preview) return;
    event.preventDefault();
    Blazor.navigateTo(`${preview.href}&faire=${event.key}`);
  },

  go(row) {
    rows.here()?.classList.remove("here");
    row.classList.add("here");
    row.scrollIntoView({ block: "nearest" });
    row.querySelector("th a")?.focus({ preventScroll: true });
  },

  // The next ones are asked for as one comes near the end of those that are here; not before one has scrolled.
  scrolled() {
    const more = document.querySelector("main [data-more]:enabled");
    if (more && more.getBoundingClientRect().top < innerHeight + 400) more.click();
  },

  focused(event) {
    const row = event.target.closest?.("main [data-rows] tbody tr:not(.group)");
    if (!row || row === rows.here()) return;
    rows.here()?.classList.remove("here");
    row.classList.add("here");
  },

  ticked(event) {
    const box = event.target.closest?.("[data-rows] td.check input");
    if (!box) return;
    const boxes = Array.from(document.querySelectorAll("[data-rows] td.check input"));
    if (event.shiftKey && rows.lastTicked?.isConnected) {
      const [from, to] = [boxes.indexOf(rows.lastTicked), boxes.indexOf(box)].sort((one, other) => one - other);
      boxes.slice(from, to + 1).filter(each => each.checked !== box.checked && each !== box).forEach(each => {
        each.checked = box.checked;
        each.dispatchEvent(new Event("change", { bubbles: true }));
      });
    }
    rows.lastTicked = box;
  },
};

// Whoever is done with a panel is back where it was opened, on the row or at the link.
const panels = {
  opener: "",

  click(event) {
    const link = event.target.closest("a[data-preview]");
    if (link) panels.opener = link.getAttribute("href");
    if (event.target.closest("[data-closes-panel]")) panels.goBack();
  },

  // A row that was previewed has its name for that; what was opened by a link of its own has the link.
  goBack() {
    const links = Array.from(document.querySelectorAll("main a[data-preview]")).filter(link => !link.closest("td.preview"));
    (links.find(link => link.getAttribute("href") === panels.opener) ?? rows.here()?.querySelector("th a"))?.focus();
  },

  // From its fields, too; what is open above it closes first.
  press(event) {
    const isAbove = document.querySelector("dialog[open], [popover]:not([role=tooltip]):popover-open");
    if (event.key === "Escape" && !event.defaultPrevented && !isAbove) document.querySelector("main [data-closes-panel]")?.click();
  },

  closed() {
    if (document.activeElement === document.body && !document.querySelector(".side-panel")) panels.goBack();
  },
};

// Once something was done beside the list, the next letter is for the list again.
globalThis.backToRow = () => rows.here()?.querySelector("th a")?.focus();

// A field that a key has opened takes what is typed next; a combobox passes it on to the one that is typed into.
globalThis.focusField = id => document.getElementById(id)?.focus();

// A form that was refused is gone on with at its first wrong field, unless somebody has gone elsewhere meanwhile.
globalThis.goToWrong = ids => {
  const wrong = ids.map(id => document.getElementById(id)).filter(Boolean)
    .sort((one, other) => one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1);
  const first = wrong[0]?.matches("fieldset") ? wrong[0].querySelector("input, select, textarea") : wrong[0];
  const from = document.activeElement;
  if (first?.form && (from === document.body || first.form.contains(from))) first.focus();
  return wrong.map(field => field.id);
};

// Width of columns, by dragging their edge; which are shown, by their boxes. Both are remembered by table, in a sheet of rules of ours.
const columns = {
  sheet: new CSSStyleSheet(),

  read(table) {
    return JSON.parse(localStorage.getItem(`columns:${table}`) ?? "{}");
  },

  write(table, change) {
    localStorage.setItem(`columns:${table}`, JSON.stringify({ ...columns.read(table), ...change }));
    columns.apply();
  },

  apply() {
    const rules = Array.from(document.querySelectorAll("[data-table]")).flatMap(({ dataset: { table } }) => {
      return Object.entries(columns.read(table)).map(([name, value]) => {
        const heading = document.querySelector(`[data-table="${table}"] th[data-column="${CSS.escape(name)}"]`);
        if (!heading) return "";
        const cell = `[data-table="${table}"] :is(thead, tbody) > tr > :nth-child(${heading.cellIndex + 1})`;
        return value === "hidden" ? `${cell} { display: none; }` : `${cell} { min-width: ${value}px; max-width: ${value}px; }`;
      });
    });
    columns.sheet.replaceSync(rules.join("\n"));
  },

  showBoxes(event) {
    if (event.newState !== "open" || !event.target.matches?.("[data-columns-of]")) return;
    const chosen = columns.read(event.target.dataset.columnsOf);
    event.target.querySelectorAll("input").forEach(box => { box.checked = chosen[box.value] !== "hidden"; });
  },

  change(event) {
    const menu = event.target.closest("[data-columns-of]");
    if (menu) columns.write(menu.dataset.columnsOf, { [event.target.value]: event.target.checked ? undefined : "hidden" });
  },

  drag(event) {
    const grip = event.target.closest?.(".grip");
    if (!grip) return;
    event.preventDefault();
    const [cell, table] = [grip.parentElement, grip.closest("[data-table]").dataset.table];
    const [start, width] = [event.clientX, cell.offsetWidth];
    const move = ({ clientX }) => columns.write(table, { [cell.dataset.column]: Math.max(48, Math.round(width + clientX - start)) });
    document.addEventListener("pointermove", move);
    document.addEventListener("pointerup", () => document.removeEventListener("pointermove", move), { once: true });
  },
};

// A combobox over the options of a select, which stays what the page knows: type to find, accents and case do not count,
// a code or a former name counts as well as the name, and what was chosen lately comes first. Where the choices are too many to be all
// here, the page is asked for those that fit, and the list opens with its answer. Where a name that none has may be created, that is the
// last line: Enter or a press on it tells the page, Tab does not. Where several may be chosen they stand below the field, each with a
// button that takes it off; Backspace in the empty field takes off the last.
const comboboxes = {
  most: 60,
  shown: new WeakMap(),
  awaited: 0,

  parts(element) {
    const box = element.closest(".combobox");
    if (!box) return null;
    const [select, input] = [box.querySelector("select"), box.querySelector("[role=combobox]")];
    return { box, select, input, list: box.querySelector(".listbox"), several: box.querySelector(".chosen") };
  },

  chosen({ select }) {
    return select.multiple ? undefined : select.selectedOptions[0];
  },

  textOfChosen(parts) {
    const option = comboboxes.chosen(parts);
    return option && option.value !== "" ? option.textContent : "";
  },

  showSeveral({ box, select, several }) {
    const isClosed = select.matches(":disabled");
    const options = Array.from(select.selectedOptions);
    const shown = Array.from(several.querySelectorAll("button"));
    const isShown = (button, at) => button.value === options[at].value && button.disabled === isClosed;
    if (shown.length === options.length && shown.every(isShown)) return;
    several.replaceChildren(...options.map(option => {
      const [line, button] = [document.createElement("li"), document.createElement("button")];
      Object.assign(button, { type: "button", value: option.value, disabled: isClosed, textContent: "×" });
      button.ariaLabel = box.dataset.removes.replace("{0}", option.textContent);
      line.append(option.textContent, button);
      return line;
    }));
  },

  show(parts) {
    const text = comboboxes.textOfChosen(parts);
    // What the page chooses shows at once, unless somebody is typing something else.
    const isUntouched = document.activeElement !== parts.input || parts.input.value === (comboboxes.shown.get(parts.input) ?? "");
    if (isUntouched && parts.input.value !== text) parts.input.value = text;
    if (isUntouched) comboboxes.shown.set(parts.input, text);
    const isClosed = parts.select.matches(":disabled");
    if (parts.input.disabled !== isClosed) parts.input.disabled = isClosed;
    parts.input.placeholder = Array.from(parts.select.options).find(each => each.value === "")?.textContent ?? "";
    for (const name of ["aria-invalid", "aria-describedby", "aria-required"]) {
      const value = parts.select.getAttribute(name);
      if (value === parts.input.getAttribute(name)) continue;
      if (value === null) parts.input.removeAttribute(name);
      else parts.input.setAttribute(name, value);
    }
    if (parts.several) comboboxes.showSeveral(parts);
  },

  showAll() {
    document.querySelectorAll(".combobox").forEach(box => comboboxes.show(comboboxes.parts(box)));
  },

  recent(parts) {
    return JSON.parse(localStorage.getItem(`recent:${parts.select.id}`) ?? "[]");
  },

  asks({ box }) {
    return box.hasAttribute("data-asks");
  },

  ask(parts, text) {
    parts.box.dataset.asked = text;
    comboboxes.close(parts);
    clearTimeout(comboboxes.awaited);
    comboboxes.awaited = setTimeout(() => {
      parts.box.dispatchEvent(new CustomEvent("asked", { bubbles: true, detail: { text } }));
    }, 120);
  },

  // Enter that came before the answer takes the first of it.
  answered(box) {
    const { asked, answer } = box.dataset;
    if (asked === undefined || asked !== answer) return;
    delete box.dataset.asked;
    const parts = comboboxes.parts(box);
    if (document.activeElement !== parts.input) return;
    comboboxes.open(parts, asked);
    if (!("takes" in box.dataset)) return;
    delete box.dataset.takes;
    const line = parts.list.querySelector("[aria-selected=true]");
    if (line) comboboxes.takeLine(parts, line);
  },

  matching(parts, text) {
    if (comboboxes.asks(parts)) return Array.from(parts.select.options).filter(option => option.value !== "" || text === "");
    const words = fold(text).split(/\s+/).filter(Boolean);
    const recent = comboboxes.recent(parts);
    const rank = option => (recent.includes(option.value) ? recent.indexOf(option.value) : recent.length);
    // What is named exactly as typed comes before what only has it in its name, and before what was chosen lately.
    const isNamed = option => words.length > 0 && [option.textContent, option.value].some(name => fold(name).trim() === words.join(" "));
    return Array.from(parts.select.options)
      .filter(option => !(parts.select.multiple && option.selected))
      .filter(option => words.every(word => fold(`${option.textContent} ${option.value} ${option.dataset.also ?? ""}`).includes(word)))
      .sort((one, other) => (one.value === "" ? -1 : other.value === "" ? 1 : isNamed(other) - isNamed(one) || rank(one) - rank(other)));
  },

  open(parts, text) {
    const found = comboboxes.matching(parts, text);
    const chosen = text === "" ? comboboxes.chosen(parts) : found.find(option => option.value !== "") ?? found[0];
    parts.list.replaceChildren(...found.slice(0, comboboxes.most).map((option, number) => {
      const line = document.createElement("li");
      line.id = `${parts.select.id}-${number}`;
      line.setAttribute("role", "option");
      line.setAttribute("aria-selected", String(option === chosen));
      line.dataset.value = option.value;
      line.textContent = option.textContent;
      return line;
    }));
    const isNew = comboboxes.isNew(parts, text, found);
    if (isNew) parts.list.append(comboboxes.lineToCreate(parts, text.trim(), found.length === 0));
    if (found.length === 0 && !isNew) {
      const none = document.createElement("li");
      none.className = "none";
      none.setAttribute("role", "option");
      none.setAttribute("aria-disabled", "true");
      none.textContent = parts.box.dataset.none;
      parts.list.replaceChildren(none);
    }
    if (!parts.list.matches(":popover-open")) parts.list.showPopover();
    parts.list.style.width = `${parts.input.offsetWidth}px`;
    place(parts.list, parts.input);
    parts.input.setAttribute("aria-expanded", "true");
    comboboxes.point(parts);
  },

  isNew({ box }, text, found) {
    const name = fold(text.trim());
    return "creates" in box.dataset && name !== "" && !found.some(option => fold(option.textContent) === name);
  },

  lineToCreate({ box, select }, name, isChosen) {
    const line = document.createElement("li");
    line.id = `${select.id}-create`;
    line.className = "create";
    line.setAttribute("role", "option");
    line.setAttribute("aria-selected", String(isChosen));
    line.dataset.create = name;
    line.textContent = box.dataset.creates.replace("{0}", name);
    return line;
  },

  point(parts) {
    const line = parts.list.querySelector("[aria-selected=true]");
    if (line) {
      parts.input.setAttribute("aria-activedescendant", line.id);
      line.scrollIntoView({ block: "nearest" });
    } else parts.input.removeAttribute("aria-activedescendant");
  },

  close(parts) {
    if (parts.list.matches(":popover-open")) parts.list.hidePopover();
    parts.input.setAttribute("aria-expanded", "false");
    parts.input.removeAttribute("aria-activedescendant");
  },

  takeLine(parts, line) {
    if (!("create" in line.dataset)) {
      comboboxes.take(parts, line.dataset.value);
      return;
    }
    // The name stays in sight until the page has it among its choices.
    comboboxes.close(parts);
    parts.input.value = line.dataset.create;
    comboboxes.shown.set(parts.input, line.dataset.create);
    parts.box.dispatchEvent(new CustomEvent("created", { bubbles: true, detail: { text: line.dataset.create } }));
  },

  take(parts, value) {
    const { select } = parts;
    const isNew = select.multiple ? !Array.from(select.selectedOptions).some(option => option.value === value) : select.value !== value;
    if (isNew) {
      if (select.multiple) comboboxes.choose(parts, value, true);
      else comboboxes.change(select, () => { select.value = value; });
      if (value !== "") {
        const recent = [value, ...comboboxes.recent(parts).filter(each => each !== value)].slice(0, 5);
        localStorage.setItem(`recent:${select.id}`, JSON.stringify(recent));
      }
    }
    comboboxes.leave(parts);
  },

  // One of several; who does not see hears those that are chosen now.
  choose({ box, select }, value, isChosen) {
    comboboxes.change(select, () => { Array.from(select.options).find(option => option.value === value).selected = isChosen; });
    box.querySelector("[role=status]").textContent = Array.from(select.selectedOptions, option => option.textContent).join(", ");
  },

  change(select, enter) {
    enter();
    for (const type of ["input", "change"]) select.dispatchEvent(new Event(type, { bubbles: true }));
  },

  // What was typed and not taken goes.
  leave(parts) {
    comboboxes.close(parts);
    parts.input.value = comboboxes.textOfChosen(parts);
    comboboxes.shown.set(parts.input, parts.input.value);
  },

  press(event) {
    const parts = event.target.matches?.(".combobox [role=combobox]") && comboboxes.parts(event.target);
    if (!parts) return;
    const isOpen = parts.list.matches(":popover-open");
    const move = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (move) {
      event.preventDefault();
      if (!isOpen) {
        comboboxes.open(parts, "");
        return;
      }
      const lines = Array.from(parts.list.querySelectorAll("[data-value], [data-create]"));
      const at = Math.max(lines.findIndex(line => line.getAttribute("aria-selected") === "true"), Math.min(0, -move));
      lines.forEach((line, number) => line.setAttribute("aria-selected", String(number === (at + move + lines.length) % lines.length)));
      comboboxes.point(parts);
    } else if (event.key === "Escape" && isOpen) {
      event.preventDefault();
      event.stopPropagation();
      comboboxes.leave(parts);
    } else if (event.key === "Backspace" && parts.several && parts.input.value === "") {
      const last = Array.from(parts.select.selectedOptions).at(-1);
      if (last) comboboxes.choose(parts, last.value, false);
    } else if (event.key === "Enter" && !event.ctrlKey && parts.box.dataset.asked) {
      event.preventDefault();
      parts.box.dataset.takes = "";
    } else if ((event.key === "Enter" || event.key === "Tab") && isOpen) {
      const line = parts.list.querySelector("[aria-selected=true]");
      if (event.key === "Enter" && !event.ctrlKey) event.preventDefault();
      if (line && (event.key === "Enter" || !("create" in line.dataset))) comboboxes.takeLine(parts, line);
    }
  },

  listen() {
    document.addEventListener("input", event => {
      if (!event.target.matches(".combobox [role=combobox]")) return;
      const parts = comboboxes.parts(event.target);
      if (comboboxes.asks(parts) && event.target.value.trim() !== "") comboboxes.ask(parts, event.target.value.trim());
      else comboboxes.open(parts, event.target.value);
    });
    document.addEventListener("keydown", comboboxes.press, true);
    document.addEventListener("mousedown", event => {
      const line = event.target.closest(".combobox :is([data-value], [data-create])");
      if (!line) return;
      event.preventDefault();
      comboboxes.takeLine(comboboxes.parts(line), line);
    });
    document.addEventListener("click", event => {
      if (event.target.matches(".combobox [role=combobox]")) comboboxes.open(comboboxes.parts(event.target), "");
      const removing = event.target.closest?.(".combobox > .chosen button");
      if (!removing) return;
      const parts = comboboxes.parts(removing);
      comboboxes.choose(parts, removing.value, false);
      parts.input.focus();
    });
    document.addEventListener("focusin", event => {
      if (event.target.matches(".combobox > select")) {
        const parts = comboboxes.parts(event.target);
        comboboxes.show(parts); // drawn this moment, its field may not be open yet
        parts.input.focus();
      } else if (event.target.matches(".combobox [role=combobox]")) event.target.select();
    });
    document.addEventListener("focusout", event => {
      if (!event.target.matches(".combobox [role=combobox]")) return;
      const parts = comboboxes.parts(event.target);
      if (event.target.value === "" && parts.select.querySelector("option[value='']")) comboboxes.take(parts, "");
      else comboboxes.leave(parts);
    });
    document.addEventListener("change", event => {
      if (event.target.matches(".combobox > select")) comboboxes.show(comboboxes.parts(event.target));
    });
    comboboxes.showAll();
  },
};

// Values of a chart, and names of buttons that show an icon alone, on hover and on focus.
const tooltips = {
  tip: null,

  show(event) {
    const element = event.target.closest?.("[data-tip]");
    if (!element) {
      tooltips.hide();
      return;
    }
    if (!tooltips.tip?.isConnected) {
      tooltips.tip = document.createElement("div");
      tooltips.tip.setAttribute("role", "tooltip");
      tooltips.tip.popover = "manual";
      document.body.append(tooltips.tip);
    }
    tooltips.tip.textContent = element.dataset.tip || element.getAttribute("aria-label");
    tooltips.tip.showPopover();
    place(tooltips.tip, element);
  },

  hide() {
    if (tooltips.tip?.matches(":popover-open")) tooltips.tip.hidePopover();
  },
};

// Three steps for who signs in for the first time, until they are closed.
const firstSteps = {
  show() {
    const steps = document.querySelector("[data-first-steps]");
    if (steps) steps.hidden = localStorage.getItem(`first-steps:${steps.dataset.firstSteps}`) === "closed";
  },

  click(event) {
    const steps = event.target.closest("[data-closes-first-steps]")?.closest("[data-first-steps]");
    if (!steps) return;
    localStorage.setItem(`first-steps:${steps.dataset.firstSteps}`, "closed");
    firstSteps.show();
    document.querySelector("main h1").focus();
  },
};

// Arrows go from one point of a chart to the next: a chart is one stop of the Tab key.
function walkChart(event) {
  const chart = event.target.closest?.("[data-points]");
  const move = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
  if (!chart || !move || !event.target.matches("[data-tip]")) return;
  event.preventDefault();
  const points = Array.from(chart.querySelectorAll("[data-tip]"));
  points.at((points.indexOf(event.target) + move) % points.length).focus();
}

// The list of contents beside a long page says where one is.
function followContents() {
  const list = document.querySelector(".report-contents");
  if (!list) return;
  const links = Array.from(list.querySelectorAll("a"));
  const here = links.findLast(link => document.getElementById(link.hash.slice(1))?.getBoundingClientRect().top < 140) ?? links[0];
  if (here?.ariaCurrent) return;
  links.forEach(link => link.removeAttribute("aria-current"));
  here?.setAttribute("aria-current", "true");
  if (here && getComputedStyle(list).position === "sticky") list.scrollTop = here.offsetTop - list.clientHeight / 2;
}

// Whoever goes to a part of a long page by its name goes on from there on the keyboard, too.
function goToPart(event) {
  const link = event.target.closest(".report-contents a");
  const part = link && document.getElementById(link.hash.slice(1));
  if (!part) return;
  part.tabIndex = -1;
  part.focus({ preventScroll: true });
}

// What is drawn later has its parts as well: one observer for all of them.
// The page that one is on, further down a long menu.
function showHere() {
  document.querySelector(".side a[aria-current]")?.scrollIntoView({ block: "nearest" });
}

function look(changes) {
  comboboxes.showAll();
  document.querySelectorAll(".combobox[data-asked]").forEach(comboboxes.answered);
  firstSteps.show();
  for (const { addedNodes, attributeName, removedNodes, target } of changes) {
    if (attributeName === "aria-current" && target.closest(".side")) showHere();
    if (Array.from(removedNodes).some(node => node.nodeType === Node.ELEMENT_NODE && node.matches(".side-panel"))) panels.closed();
    for (const node of addedNodes) {
      if (node.nodeType !== Node.ELEMENT_NODE) continue;
      if (node.matches("[data-toast]")) toasts.shown(node);
      if (node.matches(".side") || node.querySelector(".side")) showHere();
      if (node.matches("[data-table], main *") && (node.closest("[data-table]") || node.querySelector("[data-table]"))) columns.apply();
    }
  }
}

// What an action has done, with a way back where there is one. It stays ten seconds, and as long as it is pointed at or has the focus.
const toasts = {
  shown(toast) {
    const away = () => {
      if (toast.matches(":hover, :focus-within")) setTimeout(away, 2000);
      else toast.querySelector("[data-closes-toast]")?.click();
    };
    setTimeout(away, 10_000);
  },

  // As everywhere else, what was done last is taken back; in a field, what was typed last.
  press(event) {
    const isUndo = event.key === "z" && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey;
    const button = isUndo && !event.target.closest("input, textarea, select, dialog") && document.querySelector("[data-undoes]");
    if (!button) return;
    event.preventDefault();
    button.click();
  },
};

document.addEventListener("toggle", menus.opened, true);
document.addEventListener("toggle", columns.showBoxes, true);
document.addEventListener("keydown", menus.press);
document.addEventListener("keydown", walkChart);
document.addEventListener("keydown", toasts.press);
document.addEventListener("scroll", followContents, { passive: true });
document.addEventListener("keydown", event => {
  if (event.key !== "Escape") return;
  tooltips.hide();
  if ("open" in (document.getElementById("menu")?.dataset ?? {})) {
    menus.openSide(false);
    document.querySelector("[data-opens-menu]").focus();
  }
});
for (const part of [menus, dialogs, firstSteps]) document.addEventListener("click", part.click);
document.addEventListener("click", rows.ticked);
document.addEventListener("focusin", rows.focused);
document.addEventListener("change", columns.change);
document.addEventListener("pointerdown", columns.drag);
for (const type of ["mouseover", "focusin"]) document.addEventListener(type, tooltips.show);
document.addEventListener("focusout", tooltips.hide);
document.addEventListener("click", panels.click);
document.addEventListener("keydown", panels.press);
document.addEventListener("click", goToPart);
document.addEventListener("scroll", rows.scrolled, { passive: true });
new MutationObserver(look).observe(document.body, {
  childList: true,
  subtree: true,
  attributes: true,
  attributeFilter: ["disabled", "aria-current", "aria-invalid", "aria-describedby", "data-answer"],
});
document.adoptedStyleSheets = [...document.adoptedStyleSheets, columns.sheet];
columns.apply();
comboboxes.listen();
looks.show();
firstSteps.show();
showHere();
