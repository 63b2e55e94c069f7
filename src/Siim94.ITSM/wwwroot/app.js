// What the pages need of the browser itself. Each part is a function of its own, called at the end.

// Keyboard: g then a letter goes to a page of the menu, / and s go to the search field, n opens a new item, c the menu of what is made,
// ? the list of keys, Ctrl+K the palette; Ctrl+Enter sends the form. Rows have theirs in kit.js.
// Single letters can be switched off on the help page (WCAG 2.1.4).
const shortcuts = {
  targets: {
    "?": "[data-shortcut=shortcuts]",
    c: "[data-shortcut=create]",
    n: ["[data-shortcut=new]:not([href='/tickets/nouveau'])", "nav a[href='/appel']", "[data-shortcut=new]"],
    r: "[data-shortcut=reply]",
    e: "[data-shortcut=resolve]",
    a: "[data-shortcut=assign]",
    s: "main input[type=search]",
    "/": "main input[type=search]",
  },

  areOff() {
    return localStorage.getItem("shortcuts") === "off";
  },

  toggle(button) {
    localStorage.setItem("shortcuts", shortcuts.areOff() ? "on" : "off");
    button.setAttribute("aria-pressed", String(!shortcuts.areOff()));
  },

  listen() {
    let isAfterG = false;
    document.addEventListener("keydown", event => {
      const field = event.target.closest("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]");
      const isCtrl = event.ctrlKey || event.metaKey;
      if (event.key === "Enter" && isCtrl && event.target.matches("input, textarea, select") && event.target.form) {
        event.preventDefault();
        if (!event.repeat) send(event.target);
        return;
      }
      // By the place of the key: above the letters, French keyboards have digits only with shift.
      const choice = event.altKey && !isCtrl && document.querySelector(`[data-alt="${event.code.replace("Digit", "")}"]:enabled`);
      if (choice) {
        event.preventDefault();
        if (!event.repeat) choice.click();
        return;
      }
      if (isCtrl && event.key === "k" && document.getElementById("palette")) {
        event.preventDefault();
        palette.open();
        return;
      }
      if (field || shortcuts.areOff() || isCtrl || event.altKey || document.querySelector("dialog[open]")) return;
      if (isAfterG) {
        isAfterG = false;
        document.querySelector(`nav a[data-key="${CSS.escape(event.key)}"]`)?.click();
        return;
      }
      if (event.key === "g") {
        isAfterG = true;
        setTimeout(() => { isAfterG = false; }, 1500);
        return;
      }
      // The first of several that the page has: a call for those who take calls, before a new ticket.
      const element = [shortcuts.targets[event.key] ?? []].flat().map(each => document.querySelector(each)).find(Boolean);
      if (element) {
        event.preventDefault();
        if (element.matches("input, textarea")) element.focus();
        else element.click();
        return;
      }
      rows.press(event);
    });
  },
};

// What was typed last counts though the field is not left, as with Enter; a field that was not changed says nothing.
const entered = new WeakMap();

function send(field) {
  if (entered.get(field) !== field.value) field.dispatchEvent(new Event("change", { bubbles: true }));
  field.form.requestSubmit();
}

function rememberWhatWasEntered() {
  const remember = event => {
    if (event.target.matches?.("input, textarea, select")) entered.set(event.target, event.target.value);
  };
  document.addEventListener("focusin", remember, true);
  document.addEventListener("change", remember, true);
}

// The second click of a double click, and a key held down, are not a second press.
function swallowDoublePresses() {
  window.addEventListener("click", event => {
    if (event.detail < 2 || !event.target.closest?.("button[type=submit], button.primary, button.danger")) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }, true);
  window.addEventListener("keydown", event => {
    if (event.key === "Enter" && event.repeat && event.target.matches?.("input, select, button")) event.preventDefault();
  }, true);
}

// The title takes the focus as soon as a page shows, so that it is read out and Tab goes on from there; not from whoever is typing.
// On a slow line fields show before they can be used: Tab then waits for the first one.
function followPages() {
  let path = location.pathname;
  let title = document.querySelector("main h1");
  let isTabWaiting = false;
  const isClosed = () => document.querySelector("[data-connecting]") !== null;

  const look = () => {
    const found = document.querySelector("main h1");
    const isTyping = document.activeElement?.matches("main :is(input, select, textarea)");
    if (found && found !== title && (location.pathname !== path || document.activeElement === document.body) && !isTyping) {
      found.focus();
    }
    if (found) {
      path = location.pathname;
      title = found;
    }
    const field = isTabWaiting && !isClosed() && document.querySelector("main form :is(input, select, textarea):enabled");
    if (field) {
      isTabWaiting = false;
      field.focus();
    }
  };
  new MutationObserver(look).observe(document.body, { childList: true, subtree: true, attributes: true, attributeFilter: ["disabled"] });

  document.addEventListener("keydown", event => {
    if (event.key !== "Tab" || event.shiftKey || !isClosed()) return;
    if (!document.activeElement?.matches("body, main, main h1") || !document.querySelector("main fieldset.form[disabled]")) return;
    event.preventDefault();
    isTabWaiting = true;
  });
}

function forgetUnsaved(within) {
  within.querySelectorAll("[data-unsaved], [data-typed]").forEach(({ dataset }) => {
    delete dataset.unsaved;
    delete dataset.typed;
  });
}

// Leaving asks while something typed is not saved. A link is stopped here, before the server could know of what was typed last;
// what else leaves a page (back, a shortcut of the browser) is stopped by the page itself, which then asks through mayDrop.
function askBeforeLeaving() {
  let isDropped = false;
  const unsaved = () => (isDropped ? null : document.querySelector("[data-unsaved], [data-typed]"));
  window.mayDrop = question => isDropped || confirm(question);
  // That it is saved may not have been drawn yet.
  window.leaveSaved = address => {
    forgetUnsaved(document);
    drafts.drop();
    location.href = address;
  };

  document.addEventListener("input", event => {
    isDropped = false;
    const form = event.target.closest?.("[data-saves]");
    if (!form || "unsaved" in form.dataset || "typed" in form.dataset) return;
    form.dataset.typed = "";
    form.dispatchEvent(new CustomEvent("typed", { bubbles: true }));
  });
  // From then on the page knows.
  new MutationObserver(changes => changes.forEach(({ target }) => { delete target.dataset.typed; }))
    .observe(document.body, { subtree: true, attributes: true, attributeFilter: ["data-unsaved"] });

  window.addEventListener("click", event => {
    const [form, link] = [unsaved(), event.target.closest?.("a[href]")];
    if (!link || link.hasAttribute("download") || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if ("keepsDraft" in link.dataset) {
      drafts.keepForReload();
      isDropped = true;
      return;
    }
    if (!form || link.target) return;
    if (link.pathname === location.pathname && link.search === location.search) return;
    isDropped = confirm(form.dataset.saves);
    if (isDropped) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }, true);
  window.addEventListener("beforeunload", event => {
    if (unsaved() && !isReloading) event.preventDefault();
  });
}

// What is typed in a form is kept in the browser until it is saved or dropped: over a change of language, a server that is started anew, a
// closed tab, a session that has ended. After the first two it is put back by itself, after the others it is offered. It is put back field
// by field, as if it were typed, each as soon as it is there and open: a list may offer what was chosen only once the one before it is
// answered. Passwords and files are not kept; whoever signs out leaves nothing behind.
const drafts = {
  waiting: new Map(),
  opened: "",
  path: location.pathname,
  timer: 0,
  settled: false,
  isBegun: false,

  get key() {
    return `draft:${document.querySelector("[data-reader]")?.dataset.reader ?? ""}:${location.pathname}`;
  },

  fields() {
    const fields = new Map();
    document.querySelectorAll("main fieldset.form").forEach((form, formNumber) => {
      form.querySelectorAll("input:not([role=combobox]), select, textarea").forEach((field, number) => {
        if (["password", "file", "hidden"].includes(field.type) || field.autocomplete.endsWith("password")) return;
        fields.set(`${form.dataset.for ?? ""}/${field.id || `${formNumber}/${number}`}`, field);
      });
    });
    return fields;
  },

  // Rows that are ticked: what is typed beside a list may be about them.
  rows: () => new Map(Array.from(document.querySelectorAll("main [data-rows] td.check input"), box => [`row/${box.ariaLabel}`, box])),

  ticked: () => [...drafts.rows()].filter(([, box]) => box.checked).map(([key]) => [key, ["true"]]),

  valueOf(field) {
    if (field.type === "checkbox" || field.type === "radio") return [String(field.checked)];
    return field.multiple ? Array.from(field.selectedOptions, option => option.value) : [field.value];
  },

  enter(field, values) {
    if (field.type === "checkbox" || field.type === "radio") field.checked = values[0] === "true";
    else if (field.multiple) for (const option of field.options) option.selected = values.includes(option.value);
    else field.value = values[0];
    for (const type of ["input", "change"]) field.dispatchEvent(new Event(type, { bubbles: true }));
  },

  // Of forms that save, only those in which something was entered.
  values(isKept) {
    const values = [...drafts.fields()].filter(([, field]) => isKept(field)).map(([key, field]) => [key, drafts.valueOf(field)]);
    return [...values, ...drafts.waiting];
  },

  keep() {
    clearTimeout(drafts.timer);
    const values = drafts.values(field => field.closest("[data-unsaved], [data-typed]"));
    if (values.length > 0) localStorage.setItem(drafts.key, JSON.stringify({ at: Date.now(), values: [...drafts.ticked(), ...values] }));
  },

  keepSoon() {
    clearTimeout(drafts.timer);
    drafts.timer = setTimeout(drafts.keep, 300);
  },

  drop() {
    clearTimeout(drafts.timer);
    localStorage.removeItem(drafts.key);
    drafts.settle();
  },

  // The page is about to be loaded again as it stands: what is in it comes back without a question, and the focus where it was.
  keepForReload() {
    drafts.keep();
    const values = drafts.values(field => field.closest("[data-unsaved], [data-typed], fieldset.form:not([data-saves])"));
    const focus = document.activeElement?.id;
    sessionStorage.setItem("reload", JSON.stringify({ path: location.pathname, values: [...drafts.ticked(), ...values], focus }));
  },

  takeUp() {
    const { path, values, focus } = JSON.parse(sessionStorage.getItem("reload") ?? "{}");
    sessionStorage.removeItem("reload");
    if (path === location.pathname) drafts.putBackAll(values, focus);
    drafts.offer();
  },

  putBackAll(values, focus) {
    drafts.waiting = new Map(values);
    drafts.settle();
    if (drafts.waiting.size === 0) return;
    const path = location.pathname;
    const observer = new MutationObserver(() => {
      if (location.pathname !== path) drafts.waiting.clear();
      if (drafts.waiting.size === 0) {
        observer.disconnect();
        document.getElementById(focus)?.focus();
      } else drafts.putBack();
    });
    observer.observe(document.body, { childList: true, subtree: true, attributes: true, attributeFilter: ["disabled", "data-connecting"] });
    drafts.putBack();
  },

  putBack() {
    if (document.querySelector("[data-connecting]")) return;
    const [fields, rows] = [drafts.fields(), drafts.rows()];
    for (const [key, values] of drafts.waiting) {
      const field = fields.get(key) ?? rows.get(key);
      if (!field) {
        if (rows.size > 0 && key.startsWith("row/")) drafts.waiting.delete(key); // it is none of the list any more
        drafts.open(key);
        continue;
      }
      if (field.matches(":disabled")) continue;
      const offered = field.matches("select") && Array.from(field.options, option => option.value);
      if (offered && !values.every(value => offered.includes(value))) continue;
      drafts.waiting.delete(key);
      if (String(drafts.valueOf(field)) === String(values)) continue;
      drafts.enter(field, values);
      setTimeout(drafts.putBack, 100);
      return;
    }
  },

  // A line that was being changed, or a row that was added, has its fields once what opens it is pressed again.
  open(key) {
    for (const opener of document.querySelectorAll("main :is(button:enabled, a)[data-opens]")) {
      if (!key.startsWith(opener.dataset.opens) || drafts.opened === opener.dataset.opens) continue;
      if (opener.href === location.href) continue; // it is opening
      drafts.opened = opener.dataset.opens;
      opener.click();
    }
  },

  // A form says itself that something was entered, or is saved. One that is taken off the page in which it was begun was saved, too, or
  // dropped knowingly, unless the page says that something went wrong.
  isTold({ attributeName, target, removedNodes }) {
    if (attributeName) return target.isConnected;
    if (!drafts.isBegun || document.querySelector("main [role=alert]")) return false;
    return Array.from(removedNodes).some(node => node.matches?.("[data-unsaved]") || node.querySelector?.("[data-unsaved]"));
  },

  // What was kept here before is offered until it is taken, dropped, or something else is typed.
  offer() {
    const offer = document.querySelector("[data-draft-offer]");
    if (!offer) return;
    const kept = drafts.settled ? null : JSON.parse(localStorage.getItem(drafts.key) ?? "null");
    offer.hidden = kept === null;
    if (kept) offer.querySelector("time").textContent = new Date(kept.at).toLocaleString(document.documentElement.lang);
  },

  settle() {
    drafts.settled = true;
    const offer = document.querySelector("[data-draft-offer]");
    if (offer) offer.hidden = true;
  },

  click(event) {
    if (event.target.closest("[data-takes-draft]")) drafts.putBackAll(JSON.parse(localStorage.getItem(drafts.key)).values);
    if (event.target.closest("[data-drops-draft]")) drafts.drop();
  },

  // Another page is shown: what was typed on the one before is saved, or was dropped knowingly.
  lookAtPath() {
    if (location.pathname === drafts.path) {
      if (document.querySelector("[data-draft-offer]:not([data-seen])")) {
        document.querySelector("[data-draft-offer]").dataset.seen = "";
        drafts.offer();
      }
      return;
    }
    clearTimeout(drafts.timer);
    const here = drafts.key;
    localStorage.removeItem(here.slice(0, here.length - location.pathname.length) + drafts.path);
    drafts.path = location.pathname;
    drafts.settled = drafts.isBegun = false;
    drafts.waiting.clear();
    drafts.offer();
  },

  listen() {
    document.addEventListener("input", event => {
      if (!event.target.closest?.("[data-saves]") || drafts.waiting.size > 0) return;
      drafts.settle();
      drafts.keepSoon();
    });
    document.addEventListener("click", drafts.click);
    document.addEventListener("submit", event => {
      if (!event.target.matches("[action='/deconnexion']")) return;
      Object.keys(localStorage).filter(key => key.startsWith(drafts.key.split("/")[0])).forEach(key => localStorage.removeItem(key));
    });
    addEventListener("pagehide", () => { if (document.querySelector("[data-unsaved], [data-typed]")) drafts.keep(); });
    new MutationObserver(changes => {
      drafts.lookAtPath();
      if (!changes.some(drafts.isTold)) return;
      drafts.isBegun = document.querySelector("[data-unsaved]") !== null;
      if (drafts.isBegun) drafts.keepSoon();
      else if (drafts.waiting.size === 0) drafts.drop();
    }).observe(document.body, { childList: true, subtree: true, attributes: true, attributeFilter: ["data-unsaved"] });
  },
};

// A script that few pages need comes with the first of them.
function fetchScripts() {
  const fetched = new Set();
  const look = () => document.querySelectorAll("[data-script]").forEach(({ dataset: { script } }) => {
    if (fetched.has(script)) return;
    fetched.add(script);
    document.head.append(Object.assign(document.createElement("script"), { src: script }));
  });
  new MutationObserver(look).observe(document.body, { childList: true, subtree: true });
  look();
}

// A lost server is waited for, as long as it takes; one that was started anew no longer knows the page, which is loaded again with what was
// typed in it.
const connection = {
  retryMilliseconds: attempt => Math.min(250 * 2 ** attempt, 3000),

  start() {
    Blazor.registerCustomEventType("typed", { browserEventName: "typed", createEventArgs: () => ({}) });
    for (const name of ["asked", "created"]) {
      Blazor.registerCustomEventType(name, { browserEventName: name, createEventArgs: ({ detail }) => detail });
    }
    document.getElementById("components-reconnect-modal")?.addEventListener("components-reconnect-state-changed", connection.changed);
    Blazor.start({
      circuit: { reconnectionOptions: { maxRetries: 100_000, retryIntervalMilliseconds: connection.retryMilliseconds } },
    });
  },

  changed({ target, detail }) {
    if (detail.state === "hide") delete target.dataset.shown;
    else target.dataset.shown = "";
    if (detail.state === "show") drafts.keepForReload();
    if (["failed", "rejected", "resume-failed"].includes(detail.state)) connection.reload();
  },

  // Not before the server answers: the browser's own page of errors would take the place of ours.
  async reload() {
    for (;;) {
      try {
        if ((await fetch("/health/live")).ok) break;
      } catch {
        // still away
      }
      await new Promise(wait => setTimeout(wait, 500));
    }
    isReloading = true;
    location.reload();
  },
};

let isReloading = false;

// Files go straight to the API, which says in which words a file is refused.
function upload(event) {
  const form = event.target.closest("form[data-upload]");
  const file = form?.elements.file.files[0];
  if (!file) return;
  event.preventDefault();
  const [bar, message, button] = ["progress", "[role=alert]", "[type=submit]"].map(selector => form.querySelector(selector));
  const request = new XMLHttpRequest();
  request.open("POST", `${form.dataset.upload}?${new URLSearchParams({ kind: form.elements.kind.value, fileName: file.name })}`);
  request.setRequestHeader("Content-Type", "application/octet-stream");
  request.responseType = "json";
  request.upload.onprogress = sent => {
    bar.max = sent.total;
    bar.value = sent.loaded;
  };
  request.onloadend = () => {
    if (request.status === 201) {
      forgetUnsaved(form);
      location.href = form.dataset.then + request.response.id;
      return;
    }
    bar.hidden = true;
    button.disabled = false;
    message.textContent =
      Object.values(request.response?.errors ?? {}).flat().join(" ") || request.response?.title || message.dataset.otherwise;
  };
  message.textContent = "";
  bar.hidden = false;
  button.disabled = true;
  request.send(file);
}

// What is typed is seen while its writer wants to; it is sent as a password, which no browser keeps as a text.
function showPassword(button, isShown) {
  button.previousElementSibling.type = isShown ? "text" : "password";
  button.setAttribute("aria-pressed", String(isShown));
}

// Buttons and links that say by an attribute what they do in the browser.
function click(event) {
  if (event.target.closest("[data-print]")) window.print();
  const toggle = event.target.closest("[data-shortcuts-toggle]");
  if (toggle) shortcuts.toggle(toggle);
  const shower = event.target.closest("[data-shows-password]");
  if (shower) showPassword(shower, shower.getAttribute("aria-pressed") !== "true");
  const insert = event.target.closest("[data-insert]");
  if (insert) {
    const field = document.getElementById(insert.dataset.insertInto);
    field.setRangeText(insert.dataset.insert, field.selectionStart, field.selectionEnd, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.focus();
  }
}

fetchScripts();
shortcuts.listen();
rememberWhatWasEntered();
swallowDoublePresses();
followPages();
askBeforeLeaving();
drafts.listen();
drafts.takeUp();
document.addEventListener("DOMContentLoaded", connection.start);
document.addEventListener("submit", upload);
document.addEventListener("submit", () =>
  document.querySelectorAll("[data-shows-password]").forEach(button => showPassword(button, false)));
document.addEventListener("click", click);
