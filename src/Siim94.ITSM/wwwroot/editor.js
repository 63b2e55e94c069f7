// A text in Markdown: its buttons put marks around what is selected, arrows go from one to the next; # and @ find tickets and people.
const editor = {
  awaited: 0,

  sources: {
    "#": { address: "/api/v1/tickets", text: ({ number }) => `#${number}`, label: ({ number, title }) => `#${number} ${title}` },
    "@": {
      address: "/api/v1/mentions",
      text: ({ name }) => `@${name}`,
      label: ({ name, about, isTold }, area) => `${name} – ${about}${isTold ? ` (${area.dataset.told})` : ""}`,
    },
  },

  put(area, text, from, to) {
    area.focus();
    area.setRangeText(text, from, to, "end");
    // As if it were typed, and told at once: the browser tells nothing of what a script has changed.
    for (const type of ["input", "change"]) area.dispatchEvent(new Event(type, { bubbles: true }));
  },

  mark(area, before, after) {
    const [from, to] = [area.selectionStart, area.selectionEnd];
    const selected = area.value.slice(from, to);
    // What stands at the beginning of a line stands at that of each.
    const marked = after === "" ? selected.split("\n").map(line => before + line).join("\n") : before + selected + after;
    editor.put(area, marked, from, to);
    if (selected === "" && after !== "") area.setSelectionRange(from + before.length, from + before.length);
  },

  click(event) {
    const button = event.target.closest("[data-mark]");
    if (!button) return;
    editor.mark(button.closest(".markdown").querySelector("textarea"), button.dataset.mark, button.dataset.markEnd);
  },

  list(area) {
    return area.closest(".markdown").querySelector("[role=listbox]");
  },

  // The word at the cursor, where it begins with a sign that finds something.
  word(area) {
    const match = /(?:^|\s)([#@])([^\s#@][^#@\n]{0,30})$/.exec(area.value.slice(0, area.selectionStart));
    return match && { sign: match[1], text: match[2], from: area.selectionStart - match[2].length - 1 };
  },

  async find(area) {
    const word = editor.word(area);
    const mine = ++editor.awaited;
    if (!word) {
      editor.close(area);
      return;
    }
    await new Promise(wait => setTimeout(wait, 150));
    if (mine !== editor.awaited) return;
    const { address, text, label } = editor.sources[word.sign];
    // Digits are the number of a ticket, which its sign says to the search as well.
    const sought = word.sign === "#" && /^\d+$/.test(word.text) ? `#${word.text}` : word.text;
    const answer = await fetch(`${address}?limit=6&q=${encodeURIComponent(sought)}`).catch(() => null);
    const items = answer?.ok ? (await answer.json()).items : [];
    if (mine === editor.awaited && document.activeElement === area) editor.show(area, items.map(item => [text(item), label(item, area)]));
  },

  show(area, found) {
    const list = editor.list(area);
    if (found.length === 0) {
      editor.close(area);
      return;
    }
    list.replaceChildren(...found.map(([text, label], number) => {
      const line = document.createElement("li");
      line.id = `${list.id}-${number}`;
      line.setAttribute("role", "option");
      line.dataset.mention = text;
      line.textContent = label;
      return line;
    }));
    if (!list.matches(":popover-open")) list.showPopover();
    list.style.width = `${Math.min(area.offsetWidth, 480)}px`;
    place(list, area);
    editor.choose(area, 0);
  },

  choose(area, number) {
    const lines = Array.from(editor.list(area).children);
    const chosen = lines.at(number % lines.length);
    lines.forEach(line => line.setAttribute("aria-selected", String(line === chosen)));
    area.setAttribute("aria-activedescendant", chosen.id);
    chosen.scrollIntoView({ block: "nearest" });
  },

  close(area) {
    const list = editor.list(area);
    if (list.matches(":popover-open")) list.hidePopover();
    area.removeAttribute("aria-activedescendant");
  },

  take(area, line) {
    const word = editor.word(area);
    editor.close(area);
    editor.awaited++;
    if (word) editor.put(area, `${line.dataset.mention} `, word.from, area.selectionStart);
  },

  press(event) {
    const toolbar = event.target.closest?.(".markdown-tools");
    const along = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (toolbar && along) {
      event.preventDefault();
      const buttons = Array.from(toolbar.querySelectorAll("button"));
      const next = buttons.at((buttons.indexOf(event.target) + along) % buttons.length);
      buttons.forEach(button => { button.tabIndex = button === next ? 0 : -1; });
      next.focus();
    }
    const area = event.target.matches?.("[data-editor]") ? event.target : null;
    if (!area) return;
    const mark = (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && { b: "**", i: "*" }[event.key];
    if (mark) {
      event.preventDefault();
      editor.mark(area, mark, mark);
      return;
    }
    const list = editor.list(area);
    if (!list.matches(":popover-open")) return;
    const lines = Array.from(list.children);
    const chosen = lines.findIndex(line => line.getAttribute("aria-selected") === "true");
    const move = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (move) editor.choose(area, chosen + move);
    else if (event.key === "Escape") editor.close(area);
    else if (event.key === "Tab" || (event.key === "Enter" && !event.ctrlKey && !event.metaKey)) editor.take(area, lines[chosen]);
    else return;
    event.preventDefault();
    event.stopPropagation();
  },

  listen() {
    document.addEventListener("click", editor.click);
    document.addEventListener("keydown", editor.press, true);
    document.addEventListener("input", event => {
      if (event.target.matches("[data-editor]")) editor.find(event.target);
    });
    document.addEventListener("focusout", event => {
      if (event.target.matches("[data-editor]")) editor.close(event.target);
    });
    document.addEventListener("mousedown", event => {
      // A button pressed with the mouse leaves the text its focus, and so what is selected in it.
      if (event.target.closest("[data-mark]")) event.preventDefault();
      const line = event.target.closest("[data-mention]");
      if (!line) return;
      event.preventDefault();
      editor.take(line.closest(".markdown").querySelector("textarea"), line);
    });
  },
};

editor.listen();
