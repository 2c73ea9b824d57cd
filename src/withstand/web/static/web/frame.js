// The keyboard's way to the lock: Ctrl+Alt+L. Everything else works without a script.
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey && event.altKey && event.code === "KeyL") {
    const form = document.getElementById("quick-lock");
    if (form) { event.preventDefault(); form.requestSubmit(); }
  }
});
// What nobody looks after is covered: by the lock, after the time that the server waits too, in all windows at once.
const leaving = document.querySelectorAll("form.quick");
const quick = document.getElementById("quick-lock");
if (quick) {
  const windows = new BroadcastChannel("withstand");
  let timer = 0, told = 0, gone = false;
  const wait = () => { clearTimeout(timer); timer = setTimeout(() => quick.requestSubmit(), 1000 * quick.dataset.after); };
  const used = () => {
    wait();
    if (Date.now() - told > 5000) { told = Date.now(); windows.postMessage("used"); }
  };
  for (const form of leaving) form.addEventListener("submit", () => { gone = true; windows.postMessage("gone"); });
  windows.addEventListener("message", ({ data }) => {
    if (data === "used") wait();
    else if (!gone) quick.requestSubmit();
  });
  for (const sign of ["keydown", "pointerdown", "input"]) window.addEventListener(sign, used, { passive: true });
  wait();
}
// A page that the browser kept is not shown again after locking or signing out.
window.addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
document.querySelector(".menu [aria-current]")?.scrollIntoView({ inline: "center", block: "nearest" });
