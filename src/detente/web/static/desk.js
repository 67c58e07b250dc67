// What the pages do beyond links and forms: the slider through time, words and claims that show each other, marking words,
// dropping things in, and the keyboard of the review queue. Everything works without it but the keyboard and the pointing.
"use strict";
document.documentElement.classList.add("script");

// --- the slider through time ---------------------------------------------------------------------------------------------
const DAY = 86400000;
const iso = (when) => new Date(when).toISOString().slice(0, 10);

function dayAt(form, step) {
  return step >= Number(form.dataset.steps) && iso(Date.parse(form.dataset.first) + step * DAY) > form.dataset.today
    ? form.dataset.today : iso(Math.min(Date.parse(form.dataset.first) + step * DAY, Date.parse(form.dataset.today)));
}
function stepOf(form, day) {
  const steps = Number(form.dataset.steps);
  return Math.max(0, Math.min(steps, Math.round((Date.parse(day) - Date.parse(form.dataset.first)) / DAY)));
}
function longDay(day) {
  return new Date(day + "T00:00:00Z").toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
}
let waiting = 0;
function moveTo(form, day, from) {
  const slider = form.querySelector(".slider"), field = form.elements.as_of;
  field.value = day;
  if (from !== slider) slider.value = stepOf(form, day);
  slider.setAttribute("aria-valuetext", longDay(day));
  clearTimeout(waiting);
  waiting = setTimeout(() => htmx.trigger(form, "asof"), 120);
}
document.addEventListener("input", (event) => {
  const form = event.target.closest("#asof");
  if (form && event.target.classList.contains("slider")) {
    const step = Number(event.target.value), last = step === Number(form.dataset.steps);
    moveTo(form, last ? form.dataset.today : dayAt(form, step), event.target);
  }
});
document.addEventListener("change", (event) => {
  const form = event.target.closest("#asof");
  if (form && event.target.name === "as_of" && event.target.value) moveTo(form, event.target.value);
});
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-go]");
  if (!button) return;
  const form = button.closest("form"), now = form.elements.as_of.value, days = form.dataset.days.split(" ").filter(Boolean);
  const next = button.dataset.go === "earlier" ? days.filter((d) => d < now).pop() : days.find((d) => d > now) || form.dataset.today;
  if (next) moveTo(form, next);
});

// --- a new try clears what was said of the last one ----------------------------------------------------------------------
document.addEventListener("htmx:beforeRequest", () => { document.getElementById("notice").textContent = ""; });

// --- words and claims show each other ------------------------------------------------------------------------------------
function light(ids) {
  for (const lit of document.querySelectorAll(".on")) lit.classList.remove("on");
  for (const id of ids) {
    document.getElementById("claim-" + id)?.classList.add("on");
    for (const words of document.querySelectorAll(".w")) if (words.dataset.claims.split(" ").includes(id)) words.classList.add("on");
  }
}
function pointed(event) {
  const words = event.target.closest?.(".w"), claim = event.target.closest?.(".claim");
  if (words) {
    const ids = words.dataset.claims.split(" ");
    light(ids);
    const list = document.querySelector(".claims"), shown = document.getElementById("claim-" + ids[0]);
    if (shown && list.scrollHeight > list.clientHeight) list.scrollTop += shown.getBoundingClientRect().top - list.getBoundingClientRect().top - 80;
  } else if (claim) {
    light([claim.dataset.claim]);
  } else if (event.type === "mouseover") {
    light([]);
  }
}
if (document.querySelector(".reading")) {
  document.addEventListener("mouseover", pointed);
  document.addEventListener("focusin", pointed);
}

// --- marking words -------------------------------------------------------------------------------------------------------
const points = (text) => Array.from(text).length;

function marked() {
  const form = document.getElementById("missed-form"), chosen = document.getSelection();
  if (!form || !chosen || chosen.isCollapsed || !chosen.rangeCount) return;
  const range = chosen.getRangeAt(0);
  const home = range.commonAncestorContainer.nodeType === 1 ? range.commonAncestorContainer : range.commonAncestorContainer.parentElement;
  const field = home.closest(".field-text");
  if (!field) return;
  const before = document.createRange();
  before.selectNodeContents(field);
  before.setEnd(range.startContainer, range.startOffset);
  const words = range.toString(), lead = words.length - words.trimStart().length;
  const start = points(before.toString()) + lead;
  form.closest("details").open = true;
  form.elements.words.value = words.trim();
  form.elements.field.value = field.dataset.field;
  form.elements.start.value = start;
  form.elements.end.value = start + points(words.trim());
}
document.addEventListener("mouseup", () => setTimeout(marked));
document.addEventListener("keyup", (event) => { if (event.shiftKey || event.key === "Shift") marked(); });
document.addEventListener("input", (event) => {
  // Words that were typed have no place yet: the desk looks for them.
  if (event.target.name === "words") for (const name of ["field", "start", "end"]) event.target.form.elements[name].value = "";
});

// --- printing: what is loaded when it comes into view is there before the page is printed --------------------------------
addEventListener("beforeprint", () => {
  for (const later of document.querySelectorAll('[hx-trigger="revealed"]')) {
    // The browser does not wait for anything but this.
    const asked = new XMLHttpRequest(), wanted = later.getAttribute("hx-select");
    asked.open("GET", later.getAttribute("hx-get"), false);
    try { asked.send(); } catch { continue; }
    const found = asked.status === 200 && new DOMParser().parseFromString(asked.responseText, "text/html").querySelector(wanted);
    if (found) document.querySelector(wanted).replaceWith(document.adoptNode(found));
  }
});

// --- dropping things in --------------------------------------------------------------------------------------------------
for (const form of document.querySelectorAll(".drop")) {
  form.addEventListener("dragover", (event) => { event.preventDefault(); form.classList.add("over"); });
  form.addEventListener("dragleave", () => form.classList.remove("over"));
  form.addEventListener("drop", (event) => {
    form.classList.remove("over");
    const given = event.dataTransfer, text = given.getData("text/plain").trim();
    event.preventDefault();
    if (given.files.length) form.elements.file.files = given.files;
    else if (/^https?:\/\/\S+$/.test(text)) form.elements.link.value = text;
    else form.elements.text.value = text;
    form.requestSubmit();
  });
}

// --- the keyboard of the review queue ------------------------------------------------------------------------------------
const queue = document.getElementById("queue");
if (queue) {
  const items = () => [...queue.querySelectorAll(".asked")];
  const decided = [];
  let current = items()[0];

  const go = (item) => {
    if (!item) return;
    for (const each of items()) each.tabIndex = -1;
    item.tabIndex = 0;
    current = item;
    item.focus({ preventScroll: true });
    item.scrollIntoView({ block: "nearest" });
  };
  const close = (item) => { for (const form of item.querySelectorAll(".act")) form.hidden = true; };
  const open = (item, act) => {
    const form = item.querySelector('[data-form="' + act + '"]');
    close(item);
    if (!form || item.classList.contains("done")) return;
    form.hidden = false;
    const first = form.querySelector("select") || form.querySelector("[name=reason]");
    first.focus();
    if (first.select) first.select();
  };
  const undo = () => {
    const made = decided.pop()?.querySelector(".decided");
    // Not by a click on its button: just after the answer came, htmx may not have looked at the button yet.
    if (made) htmx.ajax("POST", "/undo", { source: made, target: made, swap: "outerHTML", values: { decision: made.dataset.decision } });
  };

  queue.addEventListener("focusin", (event) => { current = event.target.closest(".asked") || current; });
  queue.addEventListener("click", (event) => {
    const button = event.target.closest("[data-act]");
    if (button) open(button.closest(".asked"), button.dataset.act);
  });
  queue.addEventListener("keydown", (event) => {
    const typing = event.target.matches("input, select, textarea");
    if (event.key === "Escape") { close(current); go(current); return; }
    if (event.key === "Enter" && event.target.matches("select")) { event.preventDefault(); event.target.form.requestSubmit(); return; }
    if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
    const all = items(), at = all.indexOf(current);
    const acts = { a: "accept", r: "reject", c: "correct", m: "merge", s: "split" };
    if (event.key === "j") go(all[at + 1]);
    else if (event.key === "k") go(all[at - 1]);
    else if (event.key === "u") undo();
    else if (event.key === "o") current.querySelector(".open").click();
    else if (acts[event.key]) open(current, acts[event.key]);
    else return;
    event.preventDefault();
  });
  document.body.addEventListener("htmx:afterSwap", (event) => {
    const item = event.target.closest?.(".asked");
    if (!item) return;
    const done = item.querySelector(".decided[data-decision]");
    const undone = done && !done.querySelector("[data-undo]");
    close(item);
    item.classList.toggle("done", Boolean(done) && !undone);
    if (done && !undone) {
      decided.push(item);
      const rest = items().slice(items().indexOf(item) + 1).find((each) => !each.classList.contains("done"));
      go(rest || item);
    } else {
      go(item);
    }
  });
  if (!document.activeElement || document.activeElement === document.body) go(current);
}
