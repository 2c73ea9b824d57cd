// Keeps what is typed in this tab until it is saved, or the screen is locked, or somebody signs out.
(() => {
  const MARK = "withstand-form:";
  const form = document.querySelector("form[data-device-copy]");
  const keys = () => Object.keys(sessionStorage).filter((key) => key.startsWith(MARK));
  const forget = (which = () => true) => keys().filter(which).forEach((key) => sessionStorage.removeItem(key));
  const own = form && `${MARK}${form.dataset.account}:${location.pathname}`;
  const asked = new URLSearchParams(location.search);

  const pairs = () => [...new FormData(form)].filter(([name]) => name !== "csrfmiddlewaretoken");
  const said = (list) => JSON.stringify(list.filter(([name, value]) => value && !["form-token", "act"].includes(name)));

  if (location.pathname.startsWith("/screen/")) forget();
  const saved = document.querySelector("[data-saved]");
  if (saved) forget((key) => JSON.parse(sessionStorage.getItem(key)).token === saved.dataset.saved);

  for (const leaving of document.querySelectorAll("form.quick[action^='/screen/'], form.quick[action='/sign-out/']")) {
    leaving.addEventListener("submit", (event) => {
      const unsaved = form && touched;
      forget();
      touched = false;
      clearTimeout(timer);
      if (!unsaved) return;
      event.preventDefault();
      const kept = fetch(`/enter/draft/${form.elements["form-token"].value}/`, { method: "POST", body: new FormData(form) });
      Promise.race([kept, new Promise((late) => setTimeout(late, 2000))]).catch(() => {}).finally(() => leaving.submit());
    });
  }
  let touched = false, timer = 0;
  if (form) {
    const keep = () => sessionStorage.setItem(own, JSON.stringify({ token: form.elements["form-token"].value, held: pairs() }));
    forget((key) => !key.startsWith(`${MARK}${form.dataset.account}:`));
    if (asked.has("new")) sessionStorage.removeItem(own);
    const copy = JSON.parse(sessionStorage.getItem(own) || "null");
    const another = form.dataset.fresh && copy && copy.token !== form.dataset.fresh;
    if (copy && "fresh" in form.dataset && !another && said(copy.held) !== said(pairs()) && !asked.has("pick")) {
      bringBack(copy);
      return;
    }
    form.addEventListener("input", () => { touched = true; clearTimeout(timer); timer = setTimeout(keep, 300); });
    window.addEventListener("pagehide", () => { if (touched) { clearTimeout(timer); keep(); } });
    form.addEventListener("submit", (event) => {
      keep();
      touched = false;
      if (!navigator.onLine) { event.preventDefault(); offline(true); }
    });
    const offline = (yes) => {
      const notice = document.getElementById("no-connection");
      if (notice) { notice.hidden = !yes; if (yes) notice.scrollIntoView({ block: "center" }); }
    };
    window.addEventListener("offline", () => { keep(); offline(true); });
    window.addEventListener("online", () => offline(false));
    document.getElementById("summary")?.focus();
    for (const list of form.querySelectorAll("select[data-search]")) searchable(list);
  }

  // The server draws the form with what was typed: it may have more rows than this page.
  function bringBack(copy) {
    const again = document.createElement("form");
    again.method = "post";
    again.action = form.action;
    const token = form.querySelector("[name=csrfmiddlewaretoken]").value;
    for (const [name, value] of [["csrfmiddlewaretoken", token], ...copy.held.filter(([name]) => name !== "act"), ["act", "show"]]) {
      const input = document.createElement("textarea");
      input.name = name;
      input.value = value;
      again.append(input);
    }
    again.hidden = true;
    document.body.append(again);
    again.submit();
  }

  // A long list gets a field that narrows it; without a script it is a plain list.
  function searchable(list) {
    const field = document.createElement("input");
    field.type = "search";
    field.setAttribute("aria-label", list.dataset.search);
    field.placeholder = list.dataset.search;
    const all = list.cloneNode(true);
    field.addEventListener("input", (event) => {
      event.stopPropagation();
      const words = field.value.trim().toLocaleLowerCase();
      const chosen = list.value;
      list.replaceChildren(...[...all.cloneNode(true).children]);
      for (const option of [...list.options]) {
        const heading = option.parentElement.label || "";
        const held = `${heading} ${option.label}`.toLocaleLowerCase();
        if (option.value && option.value !== chosen && !held.includes(words)) option.remove();
      }
      for (const group of [...list.querySelectorAll("optgroup")]) if (!group.children.length) group.remove();
      list.value = chosen;
    });
    list.before(field);
  }
})();
