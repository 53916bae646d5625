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
