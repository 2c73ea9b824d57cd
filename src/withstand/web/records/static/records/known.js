// The slider over days: it fills in the field "As known on" and asks for the record as of then. Without a script the field is enough.
const slide = document.getElementById("slide");
const form = document.getElementById("moment");
if (slide && form) {
  const range = slide.querySelector("input");
  const field = form.elements.known_on;
  const first = Date.parse(`${slide.dataset.first}T00:00:00Z`);
  const last = Number(slide.dataset.days);
  const dayAt = (place) => new Date(first + place * 86400000).toISOString().slice(0, 10);
  const lang = document.documentElement.lang;
  const words = new Intl.DateTimeFormat(lang === "en" ? "en-GB" : lang, { dateStyle: "long", timeZone: "UTC" });
  const tell = () => range.setAttribute("aria-valuetext", words.format(first + range.value * 86400000));
  range.addEventListener("input", () => { field.value = Number(range.value) === last ? "" : dayAt(range.value); tell(); });
  range.addEventListener("change", () => {
    form.requestSubmit();
    history.replaceState(null, "", `${form.getAttribute("action")}?${new URLSearchParams([...new FormData(form)].filter(([, value]) => value))}`);
  });
  field.addEventListener("change", () => { range.value = field.value ? (Date.parse(`${field.value}T00:00:00Z`) - first) / 86400000 : last; tell(); });
  tell();
  slide.hidden = last < 1;
}
