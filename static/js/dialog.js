// A link or button with data-dialog="id" opens that <dialog> in the page. Without this script the link leads on.
document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-dialog]");
  if (opener) {
    const dialog = document.getElementById(opener.dataset.dialog);
    if (dialog && typeof dialog.showModal === "function") {
      event.preventDefault();
      dialog.showModal();
    }
    return;
  }
  if (event.target.closest("[data-dialog-close]")) {
    event.target.closest("dialog")?.close();
    return;
  }
  // A click on the ground behind the dialog closes it too.
  if (event.target instanceof HTMLDialogElement) event.target.close();
});
