// [data-drop]: a file may be dropped; says which files are chosen, and before sending when one is too large.
const inputOf = (drop) => drop.querySelector("input[type=file]");

function check(drop) {
  const input = inputOf(drop);
  const limit = Number(drop.dataset.maxBytes || 0);
  const tooLarge = limit ? [...input.files].filter((file) => file.size > limit) : [];
  const message = tooLarge.length ? `${tooLarge.map((file) => file.name).join(", ")}: ${drop.dataset.tooLarge}` : "";
  const place = drop.querySelector("[data-drop-error]");
  place.textContent = message;
  place.hidden = !message;
  input.setCustomValidity(message);
  const chosen = drop.querySelector("[data-drop-names]");
  chosen.dataset.none ??= chosen.textContent;
  chosen.textContent = [...input.files].map((file) => file.name).join(", ") || chosen.dataset.none;
  chosen.hidden = false;
  drop.dataset.ready = "";
}

for (const drop of document.querySelectorAll("[data-drop]")) check(drop);

for (const kind of ["dragenter", "dragover"]) {
  document.addEventListener(kind, (event) => {
    const drop = event.target.closest?.("[data-drop]");
    if (!drop) return;
    event.preventDefault();
    drop.classList.add("drop-over");
  });
}

document.addEventListener("dragleave", (event) => {
  const drop = event.target.closest?.("[data-drop]");
  if (drop && !drop.contains(event.relatedTarget)) drop.classList.remove("drop-over");
});

document.addEventListener("drop", (event) => {
  const drop = event.target.closest?.("[data-drop]");
  if (!drop) return;
  event.preventDefault();
  drop.classList.remove("drop-over");
  const input = inputOf(drop);
  const files = new DataTransfer();
  const wanted = input.multiple ? [...event.dataTransfer.files] : [...event.dataTransfer.files].slice(0, 1);
  for (const file of wanted) files.items.add(file);
  input.files = files.files;
  input.dispatchEvent(new Event("change", { bubbles: true }));
});

document.addEventListener("change", (event) => {
  const drop = event.target.closest?.("[data-drop]");
  if (drop && event.target.type === "file") check(drop);
});
