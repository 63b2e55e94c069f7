// A week as a grid that behaves like a spreadsheet. The page brings the week as data beside an empty place; what stands in that place is
// drawn here, each key is answered here, and cells are saved through the API behind what is typed.

const weekUnits = { d: 1, h: 60, min: 1 };

// Amounts as people type them: 0,5  1/2  2h30  2:30  2:30:00  150 min  j. A bare number is in the unit that the reader has chosen.
const amounts = {
  parse(text, bare) {
    const typed = text.trim().toLowerCase().replace("½", "1/2").replace(/\s+/g, " ");
    if (typed === "") return { quantity: null };
    const clock = typed.match(/^(\d{1,3}) ?(?:h|hr|heures?|hours?|:) ?([0-5]\d)(?::([0-5]\d)| ?(?:m|mn|min|minutes?))?$/);
    if (clock) return amounts.of(Number(clock[1]) * 60 + Number(clock[2]) + Number(clock[3] ?? 0) / 60, "min");
    if (/^(?:une |1 )?demi[- ]?(?:e )?(?:j|jour|journ[ée]e)$/.test(typed)) return amounts.of(0.5, "d");
    if (/^(?:j|jour)$/.test(typed)) return amounts.of(1, "d");
    const amount = typed.match(/^(?:(\d{1,9}) ?\/ ?(\d{1,3})|(\d{0,9}(?:[.,]\d{1,6})?)) ?([a-zé]*)\.?$/);
    if (!amount || (amount[3] === "" && !amount[1])) return null;
    const unit = amount[4] === "" ? bare : amounts.unit(amount[4]);
    if (!unit) return null;
    if (amount[1]) return Number(amount[2]) > 0 ? amounts.of(Number(amount[1]) / Number(amount[2]), unit) : null;
    return amounts.of(Number(amount[3].replace(",", ".")), unit);
  },

  // Six decimals, as the ledger keeps them; nothing is no amount.
  of(quantity, unit) {
    const rounded = Math.round(quantity * 1e6) / 1e6;
    return rounded === 0 ? { quantity: null } : { quantity: rounded, unit };
  },

  unit(word) {
    if (/^(?:j|d|jrs?|jours?|journ[ée]es?|days?)$/.test(word)) return "d";
    if (/^(?:h|hrs?|heures?|hours?)$/.test(word)) return "h";
    return /^(?:min|mn|mins|minutes?)$/.test(word) ? "min" : null;
  },

  text(quantity, unit, bare, words) {
    if (quantity === null || quantity === undefined) return "";
    const number = String(Math.round(quantity * 1e6) / 1e6).replace(".", words.decimal);
    if (unit === "min") {
      return quantity >= 60 && Number.isInteger(quantity) ? amounts.hours(quantity) : `${number} min`;
    }
    return unit === bare ? number : `${number} ${unit === "d" ? words.dayUnit : "h"}`;
  },

  hours(minutes) {
    const rest = minutes % 60;
    return rest === 0 ? `${Math.floor(minutes / 60)} h` : `${Math.floor(minutes / 60)}h${String(rest).padStart(2, "0")}`;
  },
};

// Cells as spreadsheets put them on the clipboard: lines of tabs, quotes around what holds either.
const clipboardCells = {
  parse(text) {
    const lines = [[""]];
    let isQuoted = false;
    const last = () => lines.at(-1);
    for (let at = 0; at < text.length; at++) {
      const [sign, next] = [text[at], text[at + 1]];
      if (isQuoted && sign === "\"" && next === "\"") {
        last()[last().length - 1] += "\"";
        at++;
      } else if (sign === "\"" && (isQuoted || last().at(-1) === "")) isQuoted = !isQuoted;
      else if (!isQuoted && sign === "\t") last().push("");
      else if (!isQuoted && sign === "\n") lines.push([""]);
      else if (isQuoted || sign !== "\r") last()[last().length - 1] += sign;
    }
    if (lines.length > 1 && lines.at(-1).length === 1 && lines.at(-1)[0] === "") lines.pop();
    return lines;
  },
};

// What is typed and not acknowledged yet, cell by cell: sent together, one call at a time, and kept in the browser until the server has it.
class CellQueue {
  static most = 200;

  constructor(week) {
    this.week = week;
    this.waiting = new Map();
    this.isSending = false;
    this.failures = 0;
    this.timer = 0;
  }

  get storage() {
    const reader = document.querySelector("[data-reader]")?.dataset.reader ?? "";
    return `draft:${reader}:week/${this.week.agent}/${this.week.code}`;
  }

  add(change) {
    this.waiting.set(`${change.row} ${change.day}`, change);
    this.keep();
    this.sendSoon(this.failures ? undefined : 60);
  }

  // A few seconds without a network lose nothing, nor does a page that is loaded again meanwhile.
  keep() {
    if (this.waiting.size === 0) localStorage.removeItem(this.storage);
    else localStorage.setItem(this.storage, JSON.stringify([...this.waiting.values()].map(({ row, day, quantity, unit, note }) =>
      ({ row, day, quantity, unit, note, version: this.week.cell(row, day)?.version }))));
    this.week.showState();
  }

  kept() {
    return JSON.parse(localStorage.getItem(this.storage) ?? "[]");
  }

  sendSoon(milliseconds = Math.min(500 * 2 ** this.failures, 5000)) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), milliseconds);
  }

  // As many as a call takes: what was pasted, filled or emptied at once is sent at once, so that all of it is saved or none.
  next() {
    const sent = [];
    for (const batch of Map.groupBy(this.waiting.values(), ({ batch }) => batch).values()) {
      if (sent.length + batch.length > CellQueue.most) break;
      sent.push(...batch);
    }
    return sent;
  }

  async send() {
    if (this.isSending || this.waiting.size === 0) return;
    this.isSending = true;
    const sent = this.next();
    const cells = sent.map(change => ({
      row: change.row, day: change.day, quantity: change.quantity, unit: change.unit, note: change.note,
      version: this.week.cell(change.row, change.day)?.version ?? undefined,
    }));
    this.week.showState();
    let answer;
    try {
      answer = await gridApi.send("PUT", this.week.address("/cells"), { cells });
    } catch {
      answer = { status: 0 };
    }
    this.isSending = false;
    if (answer.status === 200) this.taken(sent, answer.body.cells);
    else if (answer.status === 0 || answer.status === 401 || answer.status === 429 || answer.status >= 500) this.failures++;
    else await this.refused(sent, answer);
    this.keep();
    if (this.waiting.size > 0) this.sendSoon(answer.status === 200 ? 0 : undefined);
  }

  taken(sent, cells) {
    this.failures = 0;
    this.week.hasSaved = true;
    sent.forEach((change, index) => {
      this.forget(change);
      this.week.saved(change, cells[index], this.waiting.has(`${change.row} ${change.day}`));
    });
  }

  // What was typed into the cell meanwhile stays to be sent.
  forget(change) {
    const key = `${change.row} ${change.day}`;
    if (this.waiting.get(key) === change) this.waiting.delete(key);
  }

  // One cell that is refused keeps none of the others, unless they were pasted, filled or emptied at once: then all stay as they were.
  async refused(sent, { status, body }) {
    const errors = Object.entries(body?.errors ?? {}).map(([field, [message]]) => [field.match(/^cells\[(\d+)\]/)?.[1], message]);
    const named = errors.filter(([index]) => index !== undefined);
    const all = named.length > 0 ? named : sent.map((_, index) => [index, body?.title ?? this.week.words.refused]);
    const batches = new Set(all.map(([index]) => sent[index].batch));
    this.failures = 0;
    for (const change of [...this.waiting.values()]) if (batches.has(change.batch)) this.forget(change);
    batches.forEach(batch => this.week.takeBack(batch));
    await this.week.reload();
    for (const [index, message] of all) this.week.refuse(sent[index], message, status === 412);
    if ([...batches].some(batch => batch.length > 1)) weekView.say(this.week.words.nothingDone);
  }
}

const gridApi = {
  async send(method, address, body) {
    const answer = await fetch(`/api/v1${address}`, {
      method,
      headers: { "Content-Type": "application/json", "X-Requested-With": "grid" },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await answer.text();
    return { status: answer.status, body: text === "" ? null : JSON.parse(text) };
  },
};

class WeekGrid {
  constructor(data, words) {
    this.agent = data.agent;
    this.code = data.week;
    this.words = words;
    this.rows = [];
    this.errors = new Map();
    this.undone = [];
    this.done = [];
    this.at = { row: 0, column: 0 };
    this.from = this.at;
    this.day = 0;
    this.take(data);
    this.queue = new CellQueue(this);
    const today = this.days.findIndex(({ day }) => day === words.today);
    if (today >= 0) [this.at, this.from, this.day] = [{ row: 0, column: today }, { row: 0, column: today }, today];
  }

  address(rest) {
    return `/weeks/${encodeURIComponent(this.agent)}/${this.code}${rest}`;
  }

  get unit() {
    return localStorage.getItem("week-unit") ?? "d";
  }

  // What the server knows: rows stay where they stand, new ones come below, what is typed and not saved yet stays as typed.
  take(data) {
    const isFirst = this.rows.length === 0;
    this.days = data.days;
    this.month = data.month;
    this.isWritable = data.days.some(day => !day.isClosed);
    const known = new Map(this.rows.map(row => [row.key, row]));
    const news = [];
    for (const row of data.rows) {
      const cells = new Map(row.cells.map(cell => [cell.day, cell]));
      const there = known.get(row.row);
      if (!there) {
        this.rows.push({ ...WeekGrid.rowOf(row), cells });
        continue;
      }
      known.delete(row.row);
      there.isFavourite = row.isFavourite;
      for (const { day } of this.days) {
        if (this.queue?.waiting.has(`${row.row} ${day}`)) {
          const [own, theirs] = [there.cells.get(day), cells.get(day)];
          if (own) Object.assign(own, { version: own.version ?? theirs?.version });
          continue;
        }
        if ((there.cells.get(day)?.version ?? 0) !== (cells.get(day)?.version ?? 0)) news.push(`${row.row} ${day}`);
        if (cells.has(day)) there.cells.set(day, cells.get(day));
        else there.cells.delete(day);
      }
    }
    for (const gone of known.values()) {
      for (const day of [...gone.cells.keys()]) {
        if (this.queue?.waiting.has(`${gone.key} ${day}`)) continue;
        if (gone.cells.get(day).version) news.push(`${gone.key} ${day}`);
        gone.cells.delete(day);
      }
    }
    return isFirst ? [] : news;
  }

  static rowOf(row) {
    const { name, purpose, source, isFavourite } = row;
    return { key: row.row, name, purpose, source, isFavourite, cells: new Map(), axes: row };
  }

  cell(key, day) {
    return this.rows.find(row => row.key === key)?.cells.get(day);
  }

  isReadOnly(row, column) {
    const cell = row.cells.get(this.days[column].day);
    return !this.isWritable || row.source !== "timesheet" || this.days[column].isClosed || cell?.isEditable === false;
  }

  minutesOf({ quantity, unit }, day) {
    if (!quantity) return 0;
    return Math.round(quantity * (unit === "d" ? day.dayMinutes : weekUnits[unit]));
  }

  workedOn(day) {
    return this.rows.reduce((sum, row) => sum + (row.cells.get(day)?.minutes ?? 0), 0);
  }

  // Changes are made at once, undone together, and saved behind. More than one call takes are refused as a whole: then it is false.
  change(changes, stack = this.done) {
    const undo = [];
    const open = changes.filter(({ row, column }) => !this.isReadOnly(row, column));
    for (const { row, column } of open) this.errors.delete(`${row.key} ${this.days[column].day}`);
    const real = open.filter(({ row, column, value }) => {
      const before = row.cells.get(this.days[column].day);
      const isNote = value.note !== undefined && value.note !== (before?.note ?? "");
      const isSame = (before?.quantity ?? null) === value.quantity && (value.quantity === null || before?.unit === value.unit);
      return !isSame || isNote;
    });
    if (real.length > CellQueue.most) {
      weekView.paint(this);
      weekView.say(this.words.tooMany.replace("{0}", CellQueue.most));
      return false;
    }
    for (const { row, column, value } of real) {
      const day = this.days[column];
      const before = row.cells.get(day.day);
      undo.push({
        row, column, before, value: { quantity: before?.quantity ?? null, unit: before?.unit, note: before?.note ?? "" },
      });
      row.cells.set(day.day, {
        ...before, day: day.day, quantity: value.quantity, unit: value.unit, minutes: this.minutesOf(value, day),
        note: value.quantity === null ? null : value.note ?? before?.note ?? null, isEditable: true, version: before?.version,
      });
      this.queue.add({ row: row.key, day: day.day, quantity: value.quantity, unit: value.unit, note: value.note, batch: undo });
    }
    if (undo.length > 0) {
      weekView.message = "";
      stack.push(undo);
      if (stack === this.done) this.undone = [];
    }
    weekView.paint(this);
    return true;
  }

  undo() {
    const batch = this.done.pop();
    if (batch) this.change(batch, this.undone);
  }

  // What was refused was never there: neither is it undone.
  takeBack(batch) {
    for (const { row, column, before } of batch) {
      const { day } = this.days[column];
      if (before) row.cells.set(day, before);
      else row.cells.delete(day);
    }
    [this.done, this.undone] = [this.done, this.undone].map(stack => stack.filter(other => other !== batch));
  }

  redo() {
    const batch = this.undone.pop();
    const undone = this.undone;
    if (batch) this.change(batch);
    this.undone = undone;
  }

  saved(change, cell, isChangedSince) {
    const row = this.rows.find(({ key }) => key === change.row);
    if (!row) return;
    if (cell.row !== row.key) row.key = cell.row;
    if (weekView.input && weekView.edited.key === `${change.row} ${change.day}`) weekView.edited.version = cell.version ?? undefined;
    const there = row.cells.get(change.day);
    if (isChangedSince) Object.assign(there, { version: cell.version, id: cell.id });
    else if (cell.id === null) row.cells.delete(change.day);
    else row.cells.set(change.day, { ...there, ...cell, isEditable: true });
    weekView.paint(this);
  }

  refuse(change, message, isConflict) {
    const typed = amounts.text(change.quantity, change.unit, this.unit, this.words);
    const isAlone = change.batch.length === 1;
    const text = isConflict ? `${message} ${this.words.youHad.replace("{0}", typed || this.words.nothing)}`
      : isAlone ? message : `${typed} – ${message}`;
    this.errors.set(`${change.row} ${change.day}`, { text, typed: isAlone && !isConflict ? typed : null });
    weekView.paint(this);
  }

  async reload() {
    const answer = await gridApi.send("GET", this.address(""));
    if (answer.status === 200) this.show(answer.body);
  }

  show(data) {
    const news = this.take(data);
    weekView.paint(this, news);
  }

  showState() {
    if (weekView.week === this) weekView.showState();
  }

  restore() {
    for (const change of this.queue.kept()) {
      const row = this.rows.find(({ key }) => key === change.row);
      const column = this.days.findIndex(({ day }) => day === change.day);
      if (!row || column < 0) continue;
      this.change([{ row, column, value: change }]);
      // Meant for what stood there then: whoever has changed it since is not overwritten.
      const cell = row.cells.get(change.day);
      if (cell && this.queue.waiting.has(`${change.row} ${change.day}`)) cell.version = change.version;
    }
    this.queue.keep();
  }
}

// What is seen of the week, and what is done on it: drawn into the place that the page leaves for it.
const weekView = {
  week: null,
  place: null,
  input: null,
  edited: null,
  text: "",
  message: "",
  // The focus is in the grid, though what had it was just drawn anew.
  isInside: false,
  phone: matchMedia("(max-width: 800px)"),

  // The page connects, shows another week, or has news: its data say which.
  look() {
    const place = document.querySelector("[data-week-grid]");
    const source = document.querySelector("[data-week-data]");
    if (!place || !source) {
      [weekView.week, weekView.place] = [null, null];
      return;
    }
    const text = source.dataset.weekData;
    if (place === weekView.place && text === weekView.text) return;
    const isElsewhere = place !== weekView.place;
    [weekView.place, weekView.text] = [place, text];
    const data = JSON.parse(text);
    if (weekView.week?.code === data.week && weekView.week.agent === data.agent) {
      weekView.week.words = JSON.parse(source.dataset.words);
      if (isElsewhere) weekView.draw();
      weekView.week.show(data);
      weekTimer.show();
      return;
    }
    weekView.week = new WeekGrid(data, JSON.parse(source.dataset.words));
    weekView.message = "";
    weekView.draw();
    weekView.week.restore();
    weekTimer.load();
  },

  isByDay() {
    return weekView.phone.matches || localStorage.getItem("week-view") === "day";
  },

  draw() {
    const { place, week, input, edited } = weekView;
    const finder = rowFinder.parts().input;
    const sought = document.activeElement === finder ? finder?.value : undefined;
    weekView.input = null;
    place.innerHTML = weekView.strip(week) + (weekView.isByDay() ? weekCards.text(week) : weekView.table(week)) + weekView.foot(week);
    const strip = place.querySelector(".month-strip");
    const here = strip.querySelector("[aria-current]");
    if (here) strip.scrollLeft = here.offsetLeft - strip.offsetLeft;
    weekView.paint(week);
    if (sought !== undefined) {
      rowFinder.parts().input.value = sought;
      rowFinder.parts().input.focus();
    } else if (weekView.isInside) weekView.focus();
    if (input && !weekView.isByDay()) weekView.goOn(input, edited);
  },

  // What is being typed is still meant for what stood there when it was begun.
  goOn(input, edited) {
    weekView.edit(input.value);
    if (!weekView.input) return;
    weekView.edited = edited;
    weekView.input.dataset.typing = input.dataset.typing;
    weekView.input.setSelectionRange(input.selectionStart, input.selectionEnd);
  },

  // One square a day of the month: colour, sign and words say how it stands.
  strip(week) {
    const weeks = Array.from({ length: week.month.length / 7 }, (_, index) => week.month.slice(index * 7, index * 7 + 7));
    return `<nav class="month-strip" aria-label="${escape(week.words.month)}">${weeks.map(days => {
      const code = weekView.codeOf(days[0].day);
      const isHere = days[0].day === week.days[0].day;
      return `<a href="/temps/${code.replace("W", "S")}${week.words.query}"${isHere ? " aria-current=\"page\"" : ""}>
        <span class="muted">${escape(week.words.weekShort)}${code.slice(6)}</span>
        ${days.map(day => `<span data-strip="${day.day}"></span>`).join("")}
      </a>`;
    }).join("")}</nav>`;
  },

  // The Thursday of a week says of which year it is.
  codeOf(monday) {
    const thursday = new Date(`${monday}T12:00:00Z`);
    thursday.setUTCDate(thursday.getUTCDate() + 3);
    const first = Date.UTC(thursday.getUTCFullYear(), 0, 1);
    const number = Math.floor((thursday - first) / 86400000 / 7) + 1;
    return `${thursday.getUTCFullYear()}-W${String(number).padStart(2, "0")}`;
  },

  stateOf(day) {
    const expected = day.expectedMinutes - day.absentMinutes;
    if (day.isHoliday) return day.workedMinutes > 0 ? "excess" : "holiday";
    if (day.expectedMinutes === 0) return day.workedMinutes > 0 ? "excess" : "free";
    if (day.workedMinutes > expected) return "excess";
    if (day.workedMinutes === expected) return expected === 0 ? "absent" : "full";
    return day.day > weekView.week.words.today ? "future" : "missing";
  },

  signs: { full: "✓", missing: "–", excess: "+", absent: "A", holiday: "F", free: "", future: "" },

  table(week) {
    const drawing = `<use href="${week.words.icons}#lock"></use>`;
    const lock = ` <svg class="icon" role="img" aria-label="${escape(week.words.closed)}">${drawing}</svg>`;
    const today = day => (day === week.words.today ? "today" : "");
    const heads = week.days.map(({ day, isClosed, closedBecause: why }) => `
      <th scope="col" class="number ${today(day)}" title="${escape(why ?? "")}">
        ${escape(weekView.dayName(day))}${isClosed ? lock : ""}</th>`);
    const sums = kind => `<tr><th scope="row">${escape(week.words[kind])}</th>
      ${week.days.map(({ day }) => `<td class="number" data-${kind}="${day}"></td>`).join("")}
      <td class="number" data-${kind}="all"></td></tr>`;
    const name = escape(week.words.grid);
    return `<div class="scroll week"><table role="grid" aria-label="${name}" aria-multiselectable="true" aria-describedby="week-keys">
      <thead><tr><th scope="col">${escape(week.words.work)}</th>${heads.join("")}
        <th scope="col" class="number">${escape(week.words.total)}</th></tr></thead>
      <tbody>${week.rows.map(weekView.row).join("")}</tbody>
      <tfoot>${sums("worked")}${sums("gap")}</tfoot></table></div>`;
  },

  sourceOf(row) {
    const { words } = weekView.week;
    return row.source === "timesheet" ? "" : `<span class="badge plain">${escape(words.sources[row.source] ?? row.source)}</span>`;
  },

  row(row, number) {
    const { week } = weekView;
    const source = weekView.sourceOf(row);
    return `<tr><th scope="row"><span data-star="${number}"></span>${escape(row.name)}
      ${row.purpose || source ? `<small class="muted">${escape(row.purpose)} ${source}</small>` : ""}</th>
      ${week.days.map((_, column) => `<td class="number" tabindex="-1" data-cell="${number},${column}"></td>`).join("")}
      <td class="number" data-total="${number}"></td></tr>`;
  },

  foot(week) {
    const name = escape(week.words.addRow);
    return `<div class="week-foot">
      ${week.isWritable ? `<div class="row-finder">
        <input type="text" role="combobox" id="row-finder" aria-label="${name}" aria-expanded="false" placeholder="${name}"
          aria-controls="row-finder-list" aria-autocomplete="list" autocomplete="off" spellcheck="false" />
        <ul class="listbox" id="row-finder-list" role="listbox" aria-label="${name}" popover="manual"></ul></div>` : ""}
      <p class="week-state" role="status" data-week-state></p></div>
      ${week.rows.length === 0 && !weekView.isByDay() ? `<p class="muted">${escape(week.words.empty)}</p>` : ""}
      <div class="messages" id="week-errors" role="alert"></div>`;
  },

  dayName(day) {
    const date = new Date(`${day}T12:00:00`);
    return `${date.toLocaleDateString(document.documentElement.lang, { weekday: "short" })} ${date.getDate()}`;
  },

  longDay(day) {
    const parts = { weekday: "long", day: "numeric", month: "long" };
    return new Date(`${day}T12:00:00`).toLocaleDateString(document.documentElement.lang, parts);
  },

  paint(week, news = []) {
    if (week !== weekView.week || !weekView.place) return;
    const isDrawn = weekView.isByDay()
      ? weekView.place.querySelector("[data-cards]")
      : weekView.place.querySelectorAll("tbody tr").length === week.rows.length;
    if (!isDrawn) {
      weekView.draw();
      return;
    }
    for (const day of week.days) {
      day.workedMinutes = week.workedOn(day.day);
      const ofMonth = week.month.find(other => other.day === day.day);
      if (ofMonth) ofMonth.workedMinutes = day.workedMinutes;
    }
    weekView.paintStrip(week);
    document.querySelector(".week-tools")?.classList.toggle("by-day", weekView.isByDay());
    if (weekView.isByDay()) weekCards.paint(week);
    else weekView.paintTable(week, news);
    weekView.paintTools(week);
    weekView.paintErrors(week);
    weekView.showState();
  },

  paintStrip(week) {
    for (const day of week.month) {
      const square = weekView.place.querySelector(`[data-strip="${day.day}"]`);
      const state = weekView.stateOf(day);
      const label = weekView.labelled(weekView.longDay(day.day), week.words.states[state]);
      if (square.dataset.label === label) continue;
      square.dataset.label = label;
      square.className = `strip-day ${state}`;
      square.innerHTML = `<span aria-hidden="true">${weekView.signs[state]}</span><span class="visually-hidden">${escape(label)}</span>`;
      square.title = label;
    }
  },

  paintTable(week, news) {
    const chosen = weekView.range();
    const remarks = weekView.remarks();
    week.rows.forEach((row, number) => {
      const star = weekView.place.querySelector(`[data-star="${number}"]`);
      star.textContent = row.isFavourite ? "★ " : "";
      week.days.forEach(({ day }, column) => {
        const element = weekView.element(number, column);
        if (element.contains(weekView.input)) return;
        const cell = row.cells.get(day);
        const error = week.errors.get(`${row.key} ${day}`);
        const isIn = number >= chosen.top && number <= chosen.bottom && column >= chosen.left && column <= chosen.right;
        const isAt = number === week.at.row && column === week.at.column;
        const text = error?.typed ?? weekView.textOf(cell);
        const content = cell?.address ? `<a href="${escape(cell.address)}" tabindex="-1">${escape(text)}</a>` : escape(text);
        const noted = [cell?.note, remarks.get(`${row.key} ${day}`)].filter(Boolean).join("\n");
        const note = noted
          ? "<span class=\"note-mark\"></span>"
            + `<span class="visually-hidden">${escape(weekView.labelled(week.words.noted, noted))}</span>` : "";
        // A visit, a session or a shift of a day to come is planned: its figures count from that day on.
        const isPlanned = cell !== undefined && row.source !== "timesheet" && day > week.words.today;
        const planned = isPlanned ? `<span class="visually-hidden"> ${escape(week.words.planned)}</span>` : "";
        element.classList.toggle("planned", isPlanned);
        if (element.innerHTML !== content + planned + note) element.innerHTML = content + planned + note;
        element.classList.toggle("remarked", remarks.has(`${row.key} ${day}`));
        if (noted) element.title = noted;
        else element.removeAttribute("title");
        element.tabIndex = isAt ? 0 : -1;
        element.setAttribute("aria-selected", String(isIn));
        element.setAttribute("aria-readonly", String(week.isReadOnly(row, column)));
        element.classList.toggle("refused", error !== undefined);
        element.classList.toggle("news", news.includes(`${row.key} ${day}`));
        if (error) {
          element.setAttribute("aria-invalid", "true");
          element.setAttribute("aria-describedby", "week-errors");
        } else for (const name of ["aria-invalid", "aria-describedby"]) element.removeAttribute(name);
      });
      const minutes = week.days.reduce((sum, { day }) => sum + (row.cells.get(day)?.minutes ?? 0), 0);
      weekView.place.querySelector(`[data-total="${number}"]`).textContent = weekView.total(minutes, week);
    });
    let [all, expectedInAll] = [0, 0];
    for (const day of week.days) {
      all += day.workedMinutes;
      expectedInAll += day.expectedMinutes - day.absentMinutes;
      weekView.paintGap(day.day, day.workedMinutes, day.expectedMinutes - day.absentMinutes, day);
    }
    weekView.paintGap("all", all, expectedInAll);
  },

  // What whoever sent the week back said of single cells.
  remarks() {
    const said = JSON.parse(document.querySelector("[data-week-remarks]")?.dataset.weekRemarks ?? "[]");
    return new Map(said.map(({ row, day, comment }) => [`${row} ${day}`, comment]));
  },

  paintGap(key, worked, expected, day) {
    const { week } = weekView;
    weekView.place.querySelector(`[data-worked="${key}"]`).textContent = weekView.total(worked, week);
    const gap = weekView.place.querySelector(`[data-gap="${key}"]`);
    const difference = worked - expected;
    gap.className = `number ${difference > 0 ? "excess" : difference < 0 ? "missing" : ""}`;
    const even = expected === 0 ? "" : "✓";
    const text = difference === 0 ? even : `${difference > 0 ? "+" : "−"}${weekView.total(Math.abs(difference), week)}`;
    const away = day?.isHoliday ? week.words.holiday : day?.absentMinutes > 0 ? week.words.absent : "";
    gap.textContent = [text, away].filter(Boolean).join(" ");
    gap.title = week.words.expected.replace("{0}", amounts.hours(expected));
  },

  paintTools(week) {
    const row = week.rows[week.at.row];
    document.querySelectorAll("[data-week-do]").forEach(button => {
      const does = button.dataset.weekDo;
      if (does === "undo") button.disabled = week.done.length === 0;
      if (does === "redo") button.disabled = week.undone.length === 0;
      if (does === "view") button.setAttribute("aria-pressed", String(weekView.isByDay()));
      if (does === "favourite") button.setAttribute("aria-pressed", String(row?.isFavourite ?? false));
    });
    document.querySelectorAll("[data-week-unit]").forEach(button =>
      button.setAttribute("aria-pressed", String(button.dataset.weekUnit === week.unit)));
  },

  // In the reader's spacing.
  labelled(name, text) {
    return weekView.week.words.labelled.replace(/\{([01])\}/g, (_, place) => [name, text][place]);
  },

  paintErrors(week) {
    const lines = [...week.errors].map(([key, { text }]) => {
      const [, rowKey, day] = key.match(/^(.*) (\S+)$/);
      const row = week.rows.find(each => each.key === rowKey);
      const place = [weekView.longDay(day), row?.name, row?.purpose].filter(Boolean).join(", ");
      return `<p>${escape(weekView.labelled(place, text))}</p>`;
    }).join("");
    const list = weekView.place.querySelector("#week-errors");
    if (list.innerHTML !== lines) list.innerHTML = lines;
  },

  textOf(cell) {
    if (!cell) return "";
    const { week } = weekView;
    if (cell.quantity === null && cell.ids?.length > 1) return amounts.hours(cell.minutes);
    return amounts.text(cell.quantity, cell.unit, week.unit, week.words);
  },

  // Sums in the unit of the reader: days of this person, to the hundredth, or hours.
  total(minutes, week) {
    if (minutes === 0) return "0";
    const length = week.days.find(day => day.dayMinutes > 0)?.dayMinutes ?? 420;
    if (week.unit === "h") return amounts.hours(minutes);
    const days = Math.round(minutes * 100 / length) / 100;
    if (days === 0 && minutes > 0) return `${minutes} min`;
    return `${String(days).replace(".", week.words.decimal)} ${week.words.dayUnit}`;
  },

  showState() {
    const { week } = weekView;
    const line = weekView.place?.querySelector("[data-week-state]");
    if (!week?.queue || !line) return;
    const { waiting, failures, isSending } = week.queue;
    const text = waiting.size > 0 && failures > 0 ? week.words.offline.replace("{0}", waiting.size)
      : waiting.size > 0 || isSending ? week.words.saving
      : weekView.message || (week.hasSaved ? week.words.saved : "");
    if (line.textContent !== text) line.textContent = text;
    line.classList.toggle("warn", waiting.size > 0 && failures > 0);
  },

  say(text) {
    weekView.message = text;
    weekView.showState();
  },

  element(row, column) {
    return weekView.place.querySelector(`[data-cell="${row},${column}"]`);
  },

  range() {
    const { at, from } = weekView.week;
    return {
      top: Math.min(at.row, from.row), bottom: Math.max(at.row, from.row),
      left: Math.min(at.column, from.column), right: Math.max(at.column, from.column),
    };
  },

  go(row, column, isExtending = false) {
    const { week } = weekView;
    week.at = {
      row: Math.max(0, Math.min(week.rows.length - 1, row)),
      column: Math.max(0, Math.min(week.days.length - 1, column)),
    };
    if (!isExtending) week.from = week.at;
    weekView.paint(week);
    weekView.focus();
  },

  focus() {
    const { at } = weekView.week;
    const cell = weekView.isByDay() ? null : weekView.element(at.row, at.column);
    cell?.focus();
    cell?.scrollIntoView({ block: "nearest", inline: "nearest" });
  },

  edit(text = null) {
    const { week } = weekView;
    const row = week.rows[week.at.row];
    if (!row || week.isReadOnly(row, week.at.column)) {
      weekView.say((row?.source === "timesheet" && week.days[week.at.column].closedBecause) || week.words.readOnly);
      return;
    }
    const { day } = week.days[week.at.column];
    const element = weekView.element(week.at.row, week.at.column);
    const input = document.createElement("input");
    input.type = "text";
    input.autocomplete = "off";
    input.className = "cell-input";
    input.setAttribute("aria-label", `${row.name}, ${weekView.longDay(day)}`);
    input.value = text ?? week.errors.get(`${row.key} ${day}`)?.typed ?? weekView.textOf(row.cells.get(day));
    input.dataset.typing = text === null ? "" : "typed";
    element.replaceChildren(input);
    weekView.input = input;
    weekView.edited = { key: `${row.key} ${day}`, version: row.cells.get(day)?.version };
    input.focus();
    if (text === null) input.select();
  },

  // What is not understood stays to be mended.
  commit(move) {
    const { week, input } = weekView;
    if (!input) return true;
    const row = week.rows[week.at.row];
    const { column } = week.at;
    const value = amounts.parse(input.value, week.unit);
    if (!value) {
      week.errors.set(`${row.key} ${week.days[column].day}`, { text: week.words.notUnderstood, typed: input.value });
      if (move) {
        input.setAttribute("aria-invalid", "true");
        weekView.paintErrors(week);
        return false;
      }
    }
    weekView.input = null;
    input.remove();
    if (value) {
      week.errors.delete(`${row.key} ${week.days[column].day}`);
      week.change([{ row, column, value }]);
      // Meant for what stood there when it was begun: whoever has changed it since is not overwritten.
      const cell = row.cells.get(week.days[column].day);
      if (cell && week.queue.waiting.has(weekView.edited.key)) cell.version = weekView.edited.version;
    }
    weekView.paint(week);
    return true;
  },

  cancel() {
    const { week, input } = weekView;
    weekView.input = null;
    input.remove();
    week.errors.delete(`${week.rows[week.at.row].key} ${week.days[week.at.column].day}`);
    weekView.paint(week);
    weekView.focus();
  },

  cells() {
    const { week } = weekView;
    const { top, bottom, left, right } = weekView.range();
    return Array.from({ length: bottom - top + 1 }, (_, row) =>
      Array.from({ length: right - left + 1 }, (_, column) => ({ row: week.rows[top + row], column: left + column })));
  },

  clear() {
    weekView.week.change(weekView.cells().flat().filter(({ row }) => row).map(cell => ({ ...cell, value: { quantity: null } })));
  },

  valueAt(row, column) {
    const { week } = weekView;
    const cell = week.rows[row]?.cells.get(week.days[column].day);
    return { quantity: cell?.quantity ?? null, unit: cell?.unit ?? week.unit };
  },

  fill(isDown) {
    const { week } = weekView;
    const { top, bottom, left, right } = weekView.range();
    const isOne = isDown ? top === bottom : left === right;
    if (isOne && (isDown ? top : left) === 0) return;
    const [above, before] = [isOne ? top - 1 : top, isOne ? left - 1 : left];
    week.change(weekView.cells().flat().map(({ row, column }) => ({
      row, column, value: isDown ? weekView.valueAt(above, column) : weekView.valueAt(week.rows.indexOf(row), before),
    })));
  },

  copied() {
    return weekView.cells().map(line => line.map(({ row, column }) =>
      weekView.textOf(row?.cells.get(weekView.week.days[column].day))).join("\t")).join("\n");
  },

  paste(text) {
    const { week } = weekView;
    const lines = clipboardCells.parse(text);
    const { top, left, bottom, right } = weekView.range();
    const isOne = lines.length === 1 && lines[0].length === 1;
    const targets = isOne
      ? weekView.cells().flat().map(({ row, column }) => ({ row, column, text: lines[0][0] }))
      : lines.flatMap((line, down) => line.map((each, along) => ({ row: week.rows[top + down], column: left + along, text: each })));
    let [skipped, outside] = [0, 0];
    const changes = [];
    const errors = new Map();
    for (const { row, column, text: typed } of targets) {
      if (!row || column >= week.days.length) {
        if (typed.trim() !== "") outside++;
        continue;
      }
      if (week.isReadOnly(row, column)) {
        if (typed.trim() !== "") skipped++;
        continue;
      }
      const value = amounts.parse(typed, week.unit);
      if (value) changes.push({ row, column, value });
      else errors.set(`${row.key} ${week.days[column].day}`, { text: `${typed.trim().slice(0, 40)} – ${week.words.notUnderstood}` });
    }
    // All of it or nothing, as the server has it.
    if (errors.size > 0) {
      for (const [key, error] of errors) week.errors.set(key, error);
      weekView.paint(week);
      weekView.say(week.words.nothingDone);
      return;
    }
    if (!week.change(changes)) return;
    if (!isOne) {
      week.from = { row: top, column: left };
      week.at = {
        row: Math.min(week.rows.length - 1, Math.max(bottom, top + lines.length - 1)),
        column: Math.min(week.days.length - 1, Math.max(right, left + lines[0].length - 1)),
      };
      weekView.paint(week);
      weekView.focus();
    }
    const aside = [[skipped, week.words.skipped], [outside, week.words.outside]].filter(([count]) => count > 0);
    weekView.say(aside.map(([count, text]) => text.replace("{0}", count)).join(" "));
  },
};

// Keys of a spreadsheet.
const weekKeys = {
  moves: { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] },

  press(event) {
    const { week, input, place } = weekView;
    if (!week) return;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target.matches?.("#cell-note textarea")) {
      event.preventDefault();
      event.target.closest("dialog").close("save");
      return;
    }
    if (event.target.matches?.("body, main, main h1")) weekKeys.before(event);
    if (!place?.contains(event.target)) return;
    if (event.target.id === "row-finder") {
      rowFinder.press(event);
      return;
    }
    if (input && event.target === input) weekKeys.editing(event);
    else if (event.target.matches("[data-cell]")) weekKeys.walking(event);
  },

  // From the title one goes straight into the grid.
  before(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open], [data-connecting]")) return;
    if (event.key === "ArrowDown" && weekView.week.rows.length > 0) weekView.focus();
    else if (event.key === "n") weekActions.add();
    else if (event.key === "l") weekActions.copy(false);
    else if (event.key === "L") weekActions.copy(true);
    else return;
    event.preventDefault();
    event.stopPropagation();
  },

  editing(event) {
    const { at } = weekView.week;
    const { input } = weekView;
    const [down, along] = weekKeys.moves[event.key] ?? [0, 0];
    if (event.key === "Escape") weekView.cancel();
    else if (event.key === "Enter") {
      if (weekView.commit(true)) weekView.go(at.row + (event.shiftKey ? -1 : 1), at.column);
    } else if (event.key === "Tab") {
      if (weekView.commit(true)) weekKeys.tab(event.shiftKey ? -1 : 1);
    } else if ((down || along) && input.dataset.typing === "typed") {
      if (weekView.commit(true)) weekView.go(at.row + down, at.column + along);
    } else if (event.key === "F2") input.dataset.typing = "";
    else {
      event.stopPropagation();
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  },

  walking(event) {
    const isCtrl = event.ctrlKey || event.metaKey;
    if (event.altKey) return;
    if (isCtrl ? !weekKeys.withCtrl(event) : !weekKeys.plain(event)) return;
    event.preventDefault();
    event.stopPropagation();
  },

  plain(event) {
    const { week } = weekView;
    const { at } = week;
    const [down, along] = weekKeys.moves[event.key] ?? [0, 0];
    if (down || along) weekView.go(at.row + down, at.column + along, event.shiftKey);
    else if (event.key === "Tab") return weekKeys.tab(event.shiftKey ? -1 : 1);
    else if (event.key === "Enter") weekKeys.enter(event.shiftKey ? -1 : 1);
    else if (event.key === "F2" && event.shiftKey) weekActions.note();
    else if (event.key === "F2") weekView.edit();
    else if (event.key === "Delete" || event.key === "Backspace") weekView.clear();
    else if (event.key === "Home") weekView.go(at.row, 0, event.shiftKey);
    else if (event.key === "End") weekView.go(at.row, week.days.length - 1, event.shiftKey);
    else if (event.key === "Escape") weekKeys.leave();
    else if (event.key === "n" || event.key === "+") weekActions.add();
    else if (event.key === "l") weekActions.copy(false);
    else if (event.key === "L") weekActions.copy(true);
    else if (/^[0-9.,½djuh]$/.test(event.key)) weekView.edit(event.key);
    else return false;
    return true;
  },

  // What is chosen is one cell again, and what was refused there is given up.
  leave() {
    const { week } = weekView;
    const row = week.rows[week.at.row];
    week.errors.delete(`${row.key} ${week.days[week.at.column].day}`);
    weekView.go(week.at.row, week.at.column);
  },

  withCtrl(event) {
    const { week } = weekView;
    const key = event.key.toLowerCase();
    if (key === "z" && !event.shiftKey) week.undo();
    else if (key === "y" || key === "z") week.redo();
    else if (key === "d") weekView.fill(true);
    else if (key === "r" && !event.shiftKey) weekView.fill(false);
    else if (key === "a") {
      week.from = { row: 0, column: 0 };
      weekView.go(week.rows.length - 1, week.days.length - 1, true);
    } else if (key === "home") weekView.go(0, 0, event.shiftKey);
    else if (key === "end") weekView.go(week.rows.length - 1, week.days.length - 1, event.shiftKey);
    else if (weekKeys.moves[event.key]) {
      const [down, along] = weekKeys.moves[event.key];
      weekView.go(week.at.row + down * week.rows.length, week.at.column + along * week.days.length, event.shiftKey);
    } else return false;
    return true;
  },

  // Behind the last cell and before the first one, Tab leaves the grid.
  tab(step) {
    const { week } = weekView;
    const next = week.at.row * week.days.length + week.at.column + step;
    if (next < 0 || next >= week.rows.length * week.days.length) return false;
    weekView.go(Math.floor(next / week.days.length), next % week.days.length);
    return true;
  },

  enter(step) {
    const { week } = weekView;
    const link = weekView.element(week.at.row, week.at.column).querySelector("a");
    if (link) link.click();
    else weekView.go(week.at.row + step, week.at.column);
  },
};

// A row is found by words of any of its axes; without words the usual ones are offered.
const rowFinder = {
  found: [],
  chosen: 0,
  timer: 0,
  asked: 0,

  parts() {
    return { input: document.getElementById("row-finder"), list: document.getElementById("row-finder-list") };
  },

  findSoon(milliseconds = 120) {
    clearTimeout(rowFinder.timer);
    rowFinder.pending = new Promise(done => {
      rowFinder.timer = setTimeout(() => rowFinder.find().then(done), milliseconds);
    });
  },

  async find() {
    const { week } = weekView;
    const number = ++rowFinder.asked;
    let answer;
    try {
      answer = await gridApi.send("GET", week.address(`/rows?find=${encodeURIComponent(rowFinder.parts().input.value)}`));
    } catch {
      weekView.say(week.words.unreachable);
      return;
    }
    if (number !== rowFinder.asked || answer.status !== 200) return;
    const there = new Set(week.rows.map(row => row.key));
    rowFinder.found = answer.body.filter(row => rowFinder.parts().input.value !== "" || !there.has(row.row));
    rowFinder.chosen = 0;
    rowFinder.open();
  },

  open() {
    const { input, list } = rowFinder.parts();
    const { words } = weekView.week;
    list.innerHTML = rowFinder.found.length === 0
      ? `<li role="option" aria-disabled="true" class="none">${escape(words.noRow)}</li>`
      : rowFinder.found.map((row, number) => `<li role="option" id="row-option-${number}" data-number="${number}"
          aria-selected="${number === rowFinder.chosen}">${escape(row.name)}<small>${escape(row.purpose)}</small></li>`).join("");
    if (!list.matches(":popover-open")) list.showPopover();
    list.style.minWidth = `${input.offsetWidth}px`;
    place(list, input);
    input.setAttribute("aria-expanded", "true");
    if (rowFinder.found.length > 0) input.setAttribute("aria-activedescendant", `row-option-${rowFinder.chosen}`);
    else input.removeAttribute("aria-activedescendant");
    list.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" });
  },

  close() {
    const { input, list } = rowFinder.parts();
    if (list?.matches(":popover-open")) list.hidePopover();
    input?.setAttribute("aria-expanded", "false");
    input?.removeAttribute("aria-activedescendant");
  },

  press(event) {
    const move = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (move && rowFinder.found.length > 0) {
      rowFinder.chosen = (rowFinder.chosen + move + rowFinder.found.length) % rowFinder.found.length;
      rowFinder.open();
    } else if (event.key === "Enter") rowFinder.enter();
    else if (event.key === "Escape") {
      rowFinder.parts().input.value = "";
      rowFinder.close();
      weekView.focus();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  },

  // Enter may come before the answer: what was typed last is what is meant.
  async enter() {
    await rowFinder.pending;
    const row = rowFinder.found[rowFinder.chosen];
    if (row && rowFinder.parts().list.matches(":popover-open")) await rowFinder.take(row);
  },

  async take(row) {
    const { week } = weekView;
    const { input } = rowFinder.parts();
    input.value = "";
    rowFinder.close();
    let number = week.rows.findIndex(({ key }) => key === row.row);
    if (number < 0) {
      week.rows.push(WeekGrid.rowOf(row));
      number = week.rows.length - 1;
      weekView.draw();
      gridApi.send("POST", week.address("/rows"), { row: row.row }).then(
        ({ status, body }) => status >= 400 && weekView.say(body?.title ?? week.words.refused),
        () => weekView.say(week.words.unreachable),
      );
    }
    if (weekView.isByDay()) weekView.place.querySelector(`[data-card="${number}"] [data-step="1"]`)?.focus();
    else weekView.go(number, week.at.column);
  },
};

// What the buttons above the grid do, and some keys.
const weekActions = {
  undo: () => weekView.week.undo(),
  redo: () => weekView.week.redo(),
  rows: () => weekActions.copy(false),
  amounts: () => weekActions.copy(true),

  add() {
    const { input } = rowFinder.parts();
    input?.focus();
  },

  async copy(isWithAmounts) {
    const { week } = weekView;
    if (!week.isWritable) return;
    const monday = new Date(`${week.days[0].day}T12:00:00Z`);
    monday.setUTCDate(monday.getUTCDate() - 7);
    let answer;
    try {
      answer = await gridApi.send("POST", week.address("/copy"),
        { from: weekView.codeOf(monday.toISOString().slice(0, 10)), amounts: isWithAmounts });
    } catch {
      weekView.say(week.words.unreachable);
      return;
    }
    if (answer.status !== 200) {
      weekView.say(answer.body?.title ?? week.words.refused);
      return;
    }
    const { rows: count, cells, skipped } = answer.body;
    const before = new Set(week.rows.flatMap(row => [...row.cells.keys()].map(day => `${row.key} ${day}`)));
    await week.reload();
    weekActions.mayUndo(week, before);
    const reasons = [...new Set(skipped.map(({ reason }) => reason))].join(" ");
    weekView.say(`${week.words.copied.replace("{0}", count).replace("{1}", cells)} ${reasons}`.trim());
    weekView.focus();
  },

  // Amounts that came in one key leave in one.
  mayUndo(week, before) {
    const filled = week.rows.filter(row => row.source === "timesheet").flatMap(row => [...row.cells.keys()]
      .filter(day => !before.has(`${row.key} ${day}`))
      .map(day => ({ row, column: week.days.findIndex(each => each.day === day), value: { quantity: null } })));
    if (filled.length === 0) return;
    week.done.push(filled);
    week.undone = [];
    weekView.paint(week);
  },

  // A day at a time, or the week: as on a phone, or as a spreadsheet.
  view() {
    if (weekView.isByDay()) localStorage.removeItem("week-view");
    else localStorage.setItem("week-view", "day");
    weekView.draw();
  },

  async favourite() {
    const { week } = weekView;
    const row = week.rows[week.at.row];
    if (!row || row.source !== "timesheet") return;
    row.isFavourite = !row.isFavourite;
    weekView.paint(week);
    try {
      if (row.isFavourite) await gridApi.send("POST", week.address("/rows"), { row: row.key, isFavourite: true });
      else await gridApi.send("DELETE", week.address(`/rows?favourite=true&row=${encodeURIComponent(row.key)}`));
    } catch {
      weekView.say(week.words.unreachable);
    }
  },

  note() {
    const { week } = weekView;
    const row = week.rows[week.at.row];
    const cell = row?.cells.get(week.days[week.at.column].day);
    if (!row || !cell || cell.quantity === null || week.isReadOnly(row, week.at.column)) {
      weekView.say(week.words.noteWhere);
      return;
    }
    const dialog = document.getElementById("cell-note");
    const text = dialog.querySelector("textarea");
    text.value = cell.note ?? "";
    dialog.returnValue = "";
    dialog.onclose = () => {
      if (dialog.returnValue === "save") {
        const { quantity, unit } = cell;
        week.change([{ row, column: week.at.column, value: { quantity, unit, note: text.value.trim() } }]);
      }
      weekView.focus();
    };
    dialog.showModal();
    text.focus();
  },

  async timer() {
    const { week } = weekView;
    const row = week.rows[week.at.row];
    if (row) await weekTimer.start(row);
  },

  click(event) {
    const button = event.target.closest("[data-week-do]");
    if (button && weekView.week) weekActions[button.dataset.weekDo]();
    const unit = event.target.closest("[data-week-unit]");
    if (unit && weekView.week) {
      localStorage.setItem("week-unit", unit.dataset.weekUnit);
      weekView.draw();
    }
    const timer = event.target.closest("[data-timer-do]");
    if (timer) weekTimer.end(timer.dataset.timerDo);
    const saver = event.target.closest("[data-saves-note]");
    if (saver) saver.closest("dialog").close("save");
    const option = event.target.closest("#row-finder-list [data-number]");
    if (option) rowFinder.take(rowFinder.found[Number(option.dataset.number)]);
    const step = event.target.closest("[data-week-grid] [data-step]");
    if (step) weekCards.step(step);
    const tool = event.target.closest("[data-week-grid] [data-card-do]");
    if (tool) weekCards.act(tool);
    const day = event.target.closest("[data-week-grid] [data-day]");
    if (day) weekCards.choose(Number(day.dataset.day));
  },
};

// One timer runs a person, wherever it was started; it becomes a line of the row.
const weekTimer = {
  running: null,
  ticking: 0,

  get bar() {
    return document.querySelector("[data-week-timer]");
  },

  isOwn() {
    return weekView.week?.agent === weekView.week?.words.ownAgent;
  },

  async load() {
    if (!weekTimer.isOwn()) {
      weekTimer.running = null;
      weekTimer.show();
      return;
    }
    try {
      const answer = await gridApi.send("GET", "/timers");
      weekTimer.running = answer.status === 200 ? answer.body[0] ?? null : null;
    } catch {
      return; // shown when the page is looked at again
    }
    weekTimer.show();
  },

  async start(row) {
    if (!weekTimer.isOwn() || row.source !== "timesheet") return;
    if (weekTimer.running) await weekTimer.end("stop");
    const { activity, subActivity, domain, application, project, member } = row.axes;
    await weekTimer.call("POST", "/timers", { activity, subActivity, domain, application, project, member });
  },

  async end(how) {
    if (how === "stop") await weekTimer.call("POST", "/timers/stop", {});
    else await weekTimer.call("DELETE", "/timers");
    await weekView.week.reload();
  },

  async call(method, address, body) {
    const { week } = weekView;
    try {
      const answer = await gridApi.send(method, address, body);
      const why = Object.values(answer.body?.errors ?? {}).flat().join(" ") || answer.body?.title || week.words.refused;
      weekView.say(answer.status < 300 ? "" : why);
    } catch {
      weekView.say(week.words.unreachable);
    }
    await weekTimer.load();
  },

  show() {
    clearInterval(weekTimer.ticking);
    const { bar, running } = weekTimer;
    if (!bar) return;
    bar.hidden = !running;
    if (!running) return;
    bar.querySelector("[data-timer-name]").textContent = [running.row.name, running.row.purpose].filter(Boolean).join(" · ");
    const since = new Date(running.startedAt);
    const tick = () => {
      const text = amounts.hours(Math.max(0, Math.round((Date.now() - since) / 60000)));
      const time = bar.querySelector("[data-timer-time]");
      if (time.textContent !== text) time.textContent = text;
    };
    tick();
    weekTimer.ticking = setInterval(tick, 10_000);
  },
};

// One day at a time, as on a phone: a card a row, steps of half a day.
const weekCards = {
  text(week) {
    const days = week.days.map(({ day }, number) => `<button type="button" data-day="${number}" aria-pressed="false">
      ${escape(weekView.dayName(day))}<small></small></button>`);
    return `<div class="week-days" role="group" aria-label="${escape(week.words.days)}">${days.join("")}</div>
      <p class="day-sum">${escape(week.words.worked)} <strong data-worked="chosen"></strong>
        ${escape(week.words.gap)} <strong data-gap="chosen"></strong></p>
      <div class="week-cards" data-cards="${week.rows.length}"></div>`;
  },

  paint(week) {
    const { day: number, days } = week;
    weekView.place.querySelectorAll("[data-day]").forEach((button, index) => {
      button.setAttribute("aria-pressed", String(index === number));
      const state = weekView.stateOf(days[index]);
      button.className = state;
      button.querySelector("small").textContent = days[index].workedMinutes > 0 ? weekView.total(days[index].workedMinutes, week) : "";
    });
    const day = days[number];
    weekView.paintGap("chosen", day.workedMinutes, day.expectedMinutes - day.absentMinutes, day);
    const cards = weekView.place.querySelector("[data-cards]");
    const focused = document.activeElement?.dataset.step && document.activeElement.closest("[data-card]")?.dataset.card;
    const step = document.activeElement?.dataset.step;
    cards.innerHTML = week.rows.map((row, index) => weekCards.card(week, row, index)).join("")
      || `<p class="muted">${escape(week.words.empty)}</p>`;
    if (focused) cards.querySelector(`[data-card="${focused}"] [data-step="${step}"]`)?.focus();
  },

  card(week, row, index) {
    const day = week.days[week.day];
    const cell = row.cells.get(day.day);
    const isReadOnly = week.isReadOnly(row, week.day);
    if (isReadOnly && !cell) return "";
    const name = escape([row.name, row.purpose].filter(Boolean).join(", "));
    const value = escape(weekView.textOf(cell) || "0");
    const isOff = cell?.minutes ? "" : " disabled";
    const steps = isReadOnly
      ? cell.address ? `<a href="${escape(cell.address)}">${value}</a>` : value
      : `<button type="button" data-step="-1" aria-label="${weekView.labelled(escape(week.words.less), name)}"${isOff}>−</button>
         <output aria-live="polite">${value}</output>
         <button type="button" data-step="1" aria-label="${weekView.labelled(escape(week.words.more), name)}">+</button>`;
    const note = cell?.note ? `<span class="muted">${escape(cell.note)}</span>` : "";
    return `<article class="week-card" data-card="${index}">
      <div><strong>${escape(row.name)}</strong><span class="muted">${escape(row.purpose)} ${weekView.sourceOf(row)}</span>${note}</div>
      <div class="stepper">${steps}</div>
      ${isReadOnly ? "" : weekCards.tools(week, cell, name)}</article>`;
  },

  // A note is of an amount; a timer one's own.
  tools(week, cell, name) {
    const button = (does, icon, text) => `<button type="button" class="quiet" data-card-do="${does}"
      aria-label="${weekView.labelled(escape(text), name)}">
      <svg class="icon" aria-hidden="true"><use href="${week.words.icons}#${icon}"></use></svg>
      ${escape(text)}</button>`;
    return `<div class="actions week-card-tools">${cell?.quantity ? button("note", "draft", week.words.noted) : ""}
      ${weekTimer.isOwn() ? button("timer", "working", week.words.timer) : ""}</div>`;
  },

  act(button) {
    const { week } = weekView;
    week.at = { row: Number(button.closest("[data-card]").dataset.card), column: week.day };
    weekActions[button.dataset.cardDo]();
  },

  choose(number) {
    const { week } = weekView;
    week.day = number;
    week.at = { row: week.at.row, column: number };
    weekView.paint(week);
  },

  step(button) {
    const { week } = weekView;
    const row = week.rows[Number(button.closest("[data-card]").dataset.card)];
    const day = week.days[week.day];
    const cell = row.cells.get(day.day);
    const move = Number(button.dataset.step);
    const length = day.dayMinutes || 420;
    const value = week.unit === "h"
      ? amounts.of(Math.max(0, (cell?.minutes ?? 0) / 60 + move * 0.5), "h")
      : amounts.of(Math.max(0, Math.round(((cell?.minutes ?? 0) / length + move * 0.5) * 2) / 2), "d");
    week.change([{ row, column: week.day, value }]);
  },
};

document.addEventListener("keydown", weekKeys.press, true);
document.addEventListener("click", weekActions.click);
document.addEventListener("pointerdown", event => {
  const cell = event.target.closest?.("[data-week-grid] [data-cell]");
  if (!cell || cell.contains(weekView.input) || event.target.closest("a")) return;
  if (!weekView.commit(false)) return;
  const [row, column] = cell.dataset.cell.split(",").map(Number);
  event.preventDefault();
  weekView.go(row, column, event.shiftKey);
  const drag = move => {
    const over = document.elementFromPoint(move.clientX, move.clientY)?.closest("[data-cell]");
    if (over) weekView.go(...over.dataset.cell.split(",").map(Number), true);
  };
  document.addEventListener("pointermove", drag);
  document.addEventListener("pointerup", () => document.removeEventListener("pointermove", drag), { once: true });
});
document.addEventListener("dblclick", event => {
  if (event.target.closest?.("[data-week-grid] [data-cell]") && !event.target.closest("a, input")) weekView.edit();
});
document.addEventListener("focusin", event => {
  if (event.target.id === "row-finder") rowFinder.findSoon(0);
  weekView.isInside = event.target.closest?.("[data-week-grid] [data-cell]") !== null;
  const cell = event.target.matches?.("[data-week-grid] [data-cell]") && event.target.dataset.cell.split(",").map(Number);
  if (cell && (cell[0] !== weekView.week.at.row || cell[1] !== weekView.week.at.column)) weekView.go(...cell);
});
document.addEventListener("focusout", event => {
  if (event.target === weekView.input) weekView.commit(false);
  if (event.target.id === "row-finder") setTimeout(rowFinder.close, 150);
});
document.addEventListener("input", event => {
  if (event.target.id === "row-finder") rowFinder.findSoon();
});
for (const type of ["copy", "cut"]) document.addEventListener(type, event => {
  if (!document.activeElement?.matches("[data-week-grid] [data-cell]")) return;
  event.clipboardData.setData("text/plain", weekView.copied());
  event.preventDefault();
  if (type === "cut") weekView.clear();
});
document.addEventListener("paste", event => {
  if (!document.activeElement?.matches("[data-week-grid] [data-cell]")) return;
  event.preventDefault();
  weekView.paste(event.clipboardData.getData("text/plain"));
});
addEventListener("online", () => weekView.week?.queue.sendSoon(0));
addEventListener("beforeunload", event => {
  if (weekView.week?.queue.waiting.size > 0) event.preventDefault();
});
weekView.phone.addEventListener("change", () => weekView.week && weekView.draw());
new MutationObserver(weekView.look).observe(document.body, {
  childList: true, subtree: true, attributes: true, attributeFilter: ["data-week-data"],
});
weekView.look();
