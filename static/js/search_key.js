/* Ctrl+K goes to the search box; the hint in the box shows only where this script runs. */
document.documentElement.classList.add("has-script");

document.addEventListener("keydown", (event) => {
  if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "k") return;
  const box = document.querySelector("[data-search]");
  if (!box || !box.offsetParent) return;
  event.preventDefault();
  box.select();
});
