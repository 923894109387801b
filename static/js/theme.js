// Light or dark by choice. The choice is a cookie, so that the server writes it into the page and nothing flashes.
const root = document.documentElement;
root.dataset.js = "";

const YEAR = 31536000;
const chosen = () => root.dataset.theme || "";

function choose(theme) {
  if (theme) {
    root.dataset.theme = theme;
    document.cookie = `theme=${theme}; path=/; max-age=${YEAR}; samesite=lax`;
  } else {
    delete root.dataset.theme;
    document.cookie = "theme=; path=/; max-age=0; samesite=lax";
  }
  show();
}

function show() {
  for (const button of document.querySelectorAll("[data-theme-value]")) {
    button.setAttribute("aria-pressed", String(button.dataset.themeValue === chosen()));
  }
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-theme-value]");
  if (button) choose(button.dataset.themeValue);
});
show();
