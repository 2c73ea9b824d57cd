// The keyboard's way to the lock: Ctrl+Alt+L. Everything else works without a script.
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey && event.altKey && event.code === "KeyL") {
    const form = document.getElementById("quick-lock");
    if (form) { event.preventDefault(); form.requestSubmit(); }
  }
});
// A page that the browser kept is not shown again after locking or signing out.
window.addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
document.querySelector(".menu [aria-current]")?.scrollIntoView({ inline: "center", block: "nearest" });
