// input[data-day-from]: says at once when the day typed lies outside the period; the portal stores it all the same.
const DAY = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/;

function iso(text) {
  const found = DAY.exec(text.trim());
  return found ? `${found[3]}-${found[2].padStart(2, "0")}-${found[1].padStart(2, "0")}` : "";
}

function placeOf(input) {
  if (!input.dayPlace) {
    input.dayPlace = document.createElement("p");
    input.dayPlace.className = "small day-outside";
    input.dayPlace.setAttribute("role", "status");
    input.after(input.dayPlace);
  }
  return input.dayPlace;
}

function check(input) {
  const day = iso(input.value);
  const isOutside = day && (day < input.dataset.dayFrom || day > input.dataset.dayTo);
  placeOf(input).textContent = isOutside ? input.dataset.dayOutside : "";
}

for (const input of document.querySelectorAll("[data-day-from]")) {
  check(input);
  input.addEventListener("input", () => check(input));
}
