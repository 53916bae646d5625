// Nothing here is needed to read: without it the language switch leads to the top of the page.

// The section the reader is looking at: the last heading above the upper third of the window.
const section = () => {
  const read = [...document.querySelectorAll("main section[id]")].filter(
    (one) => one.getBoundingClientRect().top < window.innerHeight / 3);
  return read.length ? `#${read.at(-1).id}` : location.hash;
};

// Code is folded away; a link to it must open it in browsers that do not.
const unfold = () => {
  const id = decodeURIComponent(location.hash.slice(1));
  const target = id && document.getElementById(id);
  const fold = target && target.closest("details");
  if (fold && !fold.open) {
    fold.open = true;
    target.scrollIntoView();
  }
};

// A wide table scrolls on its own: the keyboard scrolls it too, and it fades where it goes on.
const tables = [...document.querySelectorAll(".pst-scrollable-table-container")];
const hint = (container) => {
  const hidden = container.scrollWidth - container.clientWidth;
  container.tabIndex = hidden > 0 ? 0 : -1;
  container.classList.toggle("goes-on", hidden - container.scrollLeft > 1);
};
tables.forEach((container) => container.addEventListener("scroll", () => hint(container)));
const hintAll = () => tables.forEach(hint);
["load", "resize"].forEach((event) => window.addEventListener(event, hintAll));
hintAll();

document.querySelectorAll("a.language-switch").forEach((link) => {
  link.addEventListener("click", () => { link.hash = section(); });
});
window.addEventListener("hashchange", unfold);
document.querySelectorAll("a[href^='#code-']").forEach((link) => {
  link.addEventListener("click", () => setTimeout(unfold));
});
unfold();

// Claims: buttons for what became of them and for each index open the folds asked for, and leave
// the rows that are meant. Without them every fold stands there to be opened.
const filter = document.querySelector(".claims-filter");
if (filter) {
  const folds = [...filter.closest("section").querySelectorAll("details.fold")];
  const summaries = folds.map((fold) => fold.querySelector("summary"));
  const titles = summaries.map((summary) => summary.textContent);
  const rows = folds.map((fold) => [...fold.querySelectorAll("tbody tr")]);
  const index = (row) => row.querySelector(".about").textContent;
  const indices = [...new Set(rows.flat().map(index))];
  const asked = { kind: null, index: null };

  const apply = () => folds.forEach((fold, place) => {
    const meant = rows[place].filter((row) => {
      row.hidden = asked.index !== null && index(row) !== asked.index;
      return !row.hidden;
    });
    fold.hidden = meant.length === 0 || (asked.kind !== null && asked.kind !== titles[place]);
    fold.open = !fold.hidden && (asked.kind !== null || asked.index !== null);
    summaries[place].textContent = titles[place].replace(/\d+/, meant.length);
    hintAll();
  });

  const buttons = (name, values) => {
    const group = document.createElement("div");
    group.className = "claims-buttons";
    group.setAttribute("role", "group");
    const label = filter.querySelector(`.${name}`).textContent;
    group.setAttribute("aria-label", label);
    group.append(`${label}:`);
    const all = filter.querySelector(".all").textContent;
    [[null, all], ...values.map((value) => [value, value.replace(/\s*\(.*/, "")])].forEach(
      ([value, text]) => {
        const button = document.createElement("button");
        button.type = "button";
        button.textContent = text;
        button.setAttribute("aria-pressed", value === null);
        button.addEventListener("click", () => {
          asked[name] = value;
          [...group.querySelectorAll("button")].forEach((one) =>
            one.setAttribute("aria-pressed", one === button));
          apply();
        });
        group.append(button);
      });
    filter.before(group);
  };
  buttons("kind", titles);
  buttons("index", indices);
}
