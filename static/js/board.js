/* The board of the yearly turn: units move by mouse, by the arrow keys, or ticked and sent to a column.
   The keys in each column's hidden field are what is saved; without this script the server moves them. */
const board = document.querySelector("[data-board]");
const said = document.querySelector("[data-board-said]");
const chooser = board.querySelector("[data-board-to]");

const columns = () => [...board.querySelectorAll("[data-column]")];
const unitsOf = (column) => column.querySelector("[data-units]");
const keysOf = (column) => column.querySelector("input[name='waiting'], input[name$='-units']");
const titleOf = (column) => column.dataset.title || nameOf(column) || "Cụm, khối mới";

function nameOf(column) {
  const typed = (end) => column.querySelector(`[name$='-${end}']`);
  const number = typed("number").value.trim();
  const kind = typed("kind").selectedOptions[0];
  const proposed = number ? `${kind.text} số ${number}` : kind.value === "bloc" ? kind.text : "";
  return typed("name").value.trim() || proposed;
}

function keep(column) {
  const units = [...unitsOf(column).children];
  keysOf(column).value = units.map((unit) => unit.dataset.unit).join(" ");
  column.querySelector("[data-count]").textContent = `${String(units.length).padStart(2, "0")} đơn vị`;
}

function move(units, column) {
  const left = new Set(units.map((unit) => unit.closest("[data-column]")));
  for (const unit of units) {
    unit.classList.add("is-moved");
    unit.querySelector("input").checked = false;
    unitsOf(column).append(unit);
  }
  [...left, column].forEach(keep);
  said.textContent = `${units.map((unit) => unit.innerText.split("\n")[0]).join(", ")}: ${titleOf(column)}`;
}

/* ticked units and the list of columns */
const ticked = () => [...board.querySelectorAll("[data-unit]:has(input:checked)")];

function fillChooser() {
  const chosen = chooser.value;
  chooser.replaceChildren(...columns().map((column) => new Option(titleOf(column), column.dataset.column)));
  chooser.value = chosen;
}
chooser.addEventListener("focus", fillChooser);

board.addEventListener("click", (event) => {
  if (!event.target.closest("[data-board-move]")) return;
  event.preventDefault();
  const column = columns().find((each) => each.dataset.column === chooser.value);
  if (column && ticked().length) move(ticked(), column);
});

/* names as they are typed */
board.addEventListener("input", (event) => {
  const column = event.target.closest("[data-column]");
  const shown = column?.querySelector("[data-name]");
  if (shown) shown.textContent = titleOf(column);
});

/* keys: left and right to the neighbouring column, up and down between units */
const STEPS = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -1, ArrowDown: 1 };

board.addEventListener("keydown", (event) => {
  const unit = event.target.closest("[data-unit]");
  const step = STEPS[event.key];
  if (!unit || !step || event.ctrlKey || event.altKey || event.metaKey) return;
  event.preventDefault();
  const across = event.key === "ArrowLeft" || event.key === "ArrowRight";
  const focus = across ? stepAcross(unit, step) : neighbour(unit, step);
  focus?.querySelector("input").focus();
  focus?.scrollIntoView({ block: "nearest" });
});

function stepAcross(unit, step) {
  const all = columns();
  const target = all[all.indexOf(unit.closest("[data-column]")) + step];
  if (target) move([unit], target);
  return unit;
}

const neighbour = (unit, step) => (step < 0 ? unit.previousElementSibling : unit.nextElementSibling);

/* mouse */
let dragged = [];

board.addEventListener("dragstart", (event) => {
  const unit = event.target.closest?.("[data-unit]");
  if (!unit) return;
  dragged = unit.querySelector("input").checked ? ticked() : [unit];
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", unit.dataset.unit);
});

board.addEventListener("dragover", (event) => {
  const column = event.target.closest("[data-column]");
  if (!dragged.length || !column) return;
  event.preventDefault();
  mark(column);
});

board.addEventListener("drop", (event) => {
  const column = event.target.closest("[data-column]");
  if (!dragged.length || !column) return;
  event.preventDefault();
  move(dragged, column);
});

board.addEventListener("dragend", () => {
  dragged = [];
  mark(null);
});

function mark(column) {
  columns().forEach((each) => each.classList.toggle("is-over", each === column));
}
