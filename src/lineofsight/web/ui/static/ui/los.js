// Enhancements only: every page works without this file.
// What each part needs is in the markup, as data attributes.

const meta = (name) => document.querySelector(`meta[name="${name}"]`)?.content;

// The public-sector design system's own behaviours: focus on the error summary, characters left,
// one press of a button counted once.
async function startGovuk() {
  const address = meta("los-govuk");
  if (!address) return;
  document.body.classList.add("js-enabled", "govuk-frontend-supported");
  const { Button, CharacterCount, ErrorSummary, createAll } = await import(address);
  document.querySelectorAll("[data-module=govuk-character-count] textarea").forEach((each) => {
    each.classList.add("govuk-js-character-count");
  });
  createAll(ErrorSummary);
  createAll(CharacterCount);
  createAll(Button, { preventDoubleClick: true });
}

// Two minutes before the session ends, say so, and let the person stay with one press.
function warnBeforeTheEnd() {
  const { sessionEnds, sessionWarns } = document.body.dataset;
  const box = document.getElementById("session-ending");
  if (!sessionEnds || !box) return;
  const stay = box.querySelector("[data-session-stay]");
  let timer;
  const begin = () => {
    clearTimeout(timer);
    box.hidden = true;
    timer = setTimeout(() => { box.hidden = false; stay.focus(); }, (sessionEnds - sessionWarns) * 1000);
  };
  stay.addEventListener("click", async () => {
    const token = document.querySelector("input[name=csrfmiddlewaretoken]")?.value
      ?? stay.dataset.token ?? "";
    const answer = await fetch(stay.dataset.sessionStay, {
      method: "POST", headers: { "X-CSRFToken": token }, redirect: "manual",
    });
    if (answer.ok) begin(); else location.reload();
  });
  document.body.addEventListener("htmx:afterRequest", begin);
  begin();
}

// Screen privacy: names are blanked until the person shows them again, on every page.
function hideNames() {
  const apply = (hidden) => {
    document.documentElement.classList.toggle("names-hidden", hidden);
    document.querySelectorAll("[data-hide-names]").forEach((each) => {
      each.textContent = hidden ? "Show names" : "Hide names";
      each.setAttribute("aria-pressed", hidden);
    });
  };
  let hidden = sessionStorage.getItem("names-hidden") === "yes";
  const toggle = () => {
    hidden = !hidden;
    sessionStorage.setItem("names-hidden", hidden ? "yes" : "no");
    apply(hidden);
  };
  document.querySelectorAll("[data-hide-names]").forEach((each) => {
    each.hidden = false;
    each.addEventListener("click", toggle);
  });
  apply(hidden);
  return toggle;
}

// Keys: "/" search, "g" then a letter to go, "?" the list of keys, Ctrl+S saves, "n" hides names.
// All but Ctrl+S can be switched off on the page of shortcuts.
function keys(toggleNames) {
  const on = () => localStorage.getItem("keys-off") !== "yes";
  let went = 0;
  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key === "s") {
      const save = document.querySelector("[data-saves]");
      if (save) { event.preventDefault(); save.click(); }
      return;
    }
    const typing = event.target.closest("input, textarea, select, [contenteditable]");
    if (!on() || typing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "/") {
      const find = document.getElementById("find");
      if (find) { event.preventDefault(); find.focus(); }
    } else if (event.key === "?") {
      location.assign("/keyboard/");
    } else if (event.key === "n") {
      toggleNames();
    } else if (event.key === "g") {
      went = event.timeStamp;
    } else if (event.timeStamp - went < 1500) {
      const link = document.querySelector(`.los-nav a[data-key="${event.key}"]`);
      went = 0;
      if (link) location.assign(link.href);
    }
  });
  document.querySelectorAll("[data-keys-switch]").forEach((button) => {
    const show = () => { button.textContent = on() ? "Switch the keys off" : "Switch the keys on"; };
    button.hidden = false;
    button.addEventListener("click", () => {
      localStorage.setItem("keys-off", on() ? "yes" : "no");
      show();
    });
    show();
  });
}

// A grid of checks: arrows move between cells, a letter answers and moves on. Tab and the
// plain radio buttons work as everywhere; without this file they are all there is.
function answerGrids() {
  const answers = { y: "yes", n: "no", p: "partly", a: "not-applicable" };
  document.querySelectorAll("[data-grid]").forEach((grid) => {
    const rows = [...grid.querySelectorAll("tbody tr:not(.dip__notes)")].map((row) => [...row.querySelectorAll("td")]);
    const help = document.querySelector("[data-grid-help]");
    if (help) help.hidden = false;
    const go = (row, column) => {
      const cell = rows[row]?.[column];
      if (!cell) return false;
      (cell.querySelector("input:checked") ?? cell.querySelector("input"))?.focus();
      cell.scrollIntoView({ block: "nearest", inline: "nearest" });
      return true;
    };
    grid.addEventListener("keydown", (event) => {
      const cell = event.target.closest("td");
      const row = rows.findIndex((cells) => cells.includes(cell));
      if (row < 0 || event.ctrlKey || event.metaKey || event.altKey || event.target.matches("textarea")) return;
      const column = rows[row].indexOf(cell);
      const moves = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
      if (moves[event.key]) {
        event.preventDefault();
        go(row + moves[event.key][0], column + moves[event.key][1]);
        return;
      }
      const value = answers[event.key.toLowerCase()];
      const option = value && event.target.type === "radio"
        && [...cell.querySelectorAll("input")].find((each) => each.value === value);
      if (!option) return;
      event.preventDefault();
      event.stopPropagation();
      option.checked = true;
      option.dispatchEvent(new Event("change", { bubbles: true }));
      if (!go(row, column + 1)) go(row + 1, 0) || option.focus();
    });
  });
}

// Text is never lost to a broken connection: say so, and keep what was typed.
function sayWhenNotSaved() {
  document.body.addEventListener("htmx:sendError", (event) => {
    const place = event.target.closest("form")?.querySelector(".saved");
    if (place) place.textContent = "Not saved: no connection. Your text stays here; it is tried again when you type.";
  });
}

document.querySelectorAll("[data-print]").forEach((each) => {
  each.hidden = false;
  each.addEventListener("click", () => window.print());
});
startGovuk();
warnBeforeTheEnd();
answerGrids();
keys(hideNames());
sayWhenNotSaved();
