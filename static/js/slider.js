// Writes the figure of a slider beside it while it moves; without this the page says it after "Look".
const shown = (text) => text.replace(".", ",");

for (const slider of document.querySelectorAll("[data-slider]")) {
  const figure = document.createElement("output");
  figure.htmlFor = slider.id;
  figure.className = "num strong";
  figure.textContent = shown(slider.value);
  slider.insertAdjacentElement("afterend", figure);
  slider.addEventListener("input", () => {
    figure.textContent = shown(slider.value);
  });
}
