// Zoom, pan and selection of the map. Without this every button and area is a link to the same.
const frame = document.getElementById("map-frame");
const map = frame && frame.querySelector("svg.map");
if (map) {
  const [, , width, height] = map.dataset.whole.split(" ").map(Number);
  const closer = 1.6, closest = closer ** 6, near = 2.5;
  let [left, top, wide, high] = map.getAttribute("viewBox").split(" ").map(Number);
  const show = () => {
    wide = Math.min(width, Math.max(width / closest, wide)); high = wide * height / width;
    left = Math.min(width - wide, Math.max(0, left)); top = Math.min(height - high, Math.max(0, top));
    map.setAttribute("viewBox", [left, top, wide, high].map((n) => n.toFixed(2)).join(" "));
    const scale = wide / width;
    map.classList.toggle("near", 1 / scale >= near);
    for (const mark of map.querySelectorAll(".marks > g")) mark.setAttribute("transform", mark.getAttribute("transform").replace(/scale\([^)]*\)/, `scale(${scale.toFixed(4)})`));
  };
  const zoom = (by, x = left + wide / 2, y = top + high / 2) => {
    const to = Math.min(width, Math.max(width / closest, wide / by)), share = to / wide;
    left = x - (x - left) * share; top = y - (y - top) * share; wide = to; show();
  };
  const move = (x, y) => { left += x * wide / 4; top += y * high / 4; show(); };
  const steps = {
    in: () => zoom(closer), out: () => zoom(1 / closer), whole: () => { left = top = 0; wide = width; show(); },
    west: () => move(-1, 0), east: () => move(1, 0), north: () => move(0, -1), south: () => move(0, 1),
  };
  const keys = { "+": "in", "=": "in", "-": "out", 0: "whole", ArrowLeft: "west", ArrowRight: "east", ArrowUp: "north", ArrowDown: "south" };
  frame.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || !keys[event.key]) return;
    event.preventDefault(); steps[keys[event.key]]();
  });
  document.querySelector(".map-tools").addEventListener("click", (event) => {
    const step = event.target.closest("[data-step]");
    if (step) { event.preventDefault(); steps[step.dataset.step](); }
  });
  // Going through the areas by Tab brings each into view.
  map.addEventListener("focusin", (event) => {
    const area = event.target.closest("a[data-area]");
    if (!area || wide >= width) return;
    const box = area.getBBox(), x = box.x + box.width / 2, y = box.y + box.height / 2;
    if (x < left || x > left + wide || y < top || y > top + high) { left = x - wide / 2; top = y - high / 2; show(); }
  });
  const told = document.getElementById("chosen");
  map.addEventListener("click", async (event) => {
    const area = event.target.closest("a[data-area]");
    if (!area || dragged || event.ctrlKey || event.metaKey || event.shiftKey) { if (dragged) event.preventDefault(); return; }
    event.preventDefault();
    const answer = await fetch(area.href.baseVal, { headers: { "HX-Request": "true" } }).catch(() => null);
    if (!answer || !answer.ok || answer.status === 204) { location.assign(area.href.baseVal); return; }
    told.innerHTML = await answer.text();
    for (const other of map.querySelectorAll("a.chosen")) { other.classList.remove("chosen"); other.removeAttribute("aria-current"); }
    area.classList.add("chosen"); area.setAttribute("aria-current", "true");
  });
  let from = null, dragged = false;
  map.addEventListener("pointerdown", (event) => { dragged = false; if (event.pointerType === "mouse" && event.button === 0) from = [event.clientX, event.clientY]; });
  window.addEventListener("pointerup", () => { from = null; });
  map.addEventListener("pointermove", (event) => {
    if (!from) return;
    const [x, y] = from, pixel = wide / map.clientWidth;
    if (!dragged && Math.hypot(event.clientX - x, event.clientY - y) < 5) return;
    dragged = true; left -= (event.clientX - x) * pixel; top -= (event.clientY - y) * pixel; from = [event.clientX, event.clientY]; show();
  });
  map.addEventListener("dragstart", (event) => event.preventDefault());
}
