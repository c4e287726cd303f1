// Enhances pages that are complete without it: suggestions, instant recalculation, sorting, claims beside their numbers,
// copying. Every number comes from the server; nothing is computed here.
(() => {
  "use strict";
  const root = new URL(document.querySelector("link[rel=stylesheet]").href).pathname.replace(/\/assets\/[^/]*$/, "");
  const make = (name, attributes = {}, ...children) => {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...children);
    return element;
  };
  const later = (wait, act) => {
    let timer;
    return (...given) => { clearTimeout(timer); timer = setTimeout(() => act(...given), wait); };
  };

  // Suggestions: a combobox after the ARIA pattern. Without them a form still sends what was typed.
  // A site of files brings a search of its own, `weighSearch`.
  const searched = async (text, kind, most) => {
    const answer = await fetch(`${root}/api/v1/search?limit=${most}${kind ? `&kind=${kind}` : ""}&q=${encodeURIComponent(text)}`);
    return answer.ok ? (await answer.json()).items : null;
  };
  let lists = 0;
  const suggest = (input, kind, choose) => {
    const list = make("ul", { class: "suggestions", role: "listbox", id: `suggestions-${++lists}`, "aria-label": "Suggestions" });
    list.hidden = true;
    const box = input.parentElement.classList.contains("search") ? input.parentElement : make("span", { class: "combo" });
    if (box !== input.parentElement) { input.replaceWith(box); box.append(input); }
    box.append(list);
    for (const [key, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-expanded", "false"], ["aria-controls", list.id]]) input.setAttribute(key, value);
    let hits = [], at = -1, newest = 0;
    const close = () => { list.hidden = true; at = -1; input.setAttribute("aria-expanded", "false"); input.removeAttribute("aria-activedescendant"); };
    const mark = (index) => {
      at = index;
      [...list.children].forEach((item, place) => item.setAttribute("aria-selected", String(place === at)));
      const item = list.children[at];
      if (item) { input.setAttribute("aria-activedescendant", item.id); item.scrollIntoView({ block: "nearest" }); }
    };
    const show = () => {
      list.replaceChildren(...hits.map((hit, index) => {
        const item = make("li", { role: "option", id: `${list.id}-${index}`, "aria-selected": "false" }, hit.name, make("small", {}, `${hit.id} · ${hit.note}`));
        item.addEventListener("mousedown", (event) => { event.preventDefault(); close(); choose(hit); });
        return item;
      }));
      list.hidden = hits.length === 0;
      input.setAttribute("aria-expanded", String(!list.hidden));
      at = -1;
    };
    const ask = later(80, async () => {
      const text = input.value.trim(), mine = ++newest;
      if (!text) { hits = []; return show(); }
      try {
        const found = await (window.weighSearch || searched)(text, kind, 8);
        if (!found || mine !== newest) return;
        hits = found;
        show();
      } catch { close(); }
    });
    input.addEventListener("input", ask);
    input.addEventListener("blur", () => setTimeout(close, 100));
    input.addEventListener("keydown", (event) => {
      if (list.hidden) return;
      if (event.key === "ArrowDown") { event.preventDefault(); mark((at + 1) % hits.length); }
      else if (event.key === "ArrowUp") { event.preventDefault(); mark((at + hits.length - 1) % hits.length); }
      else if (event.key === "Escape") close();
      else if (event.key === "Enter" && at >= 0) { event.preventDefault(); const hit = hits[at]; close(); choose(hit); }
    });
  };
  const everywhere = document.querySelector("#q");
  if (everywhere) suggest(everywhere, "", (hit) => { location.href = root + hit.path; });
  const suggestModels = (within) => {
    for (const input of within.querySelectorAll("input[data-suggest=model]")) {
      suggest(input, "model", (hit) => { input.value = hit.id; if (input.form.matches("[data-question]")) input.form.requestSubmit(); });
    }
  };
  suggestModels(document);

  // Instant recalculation: the server's page for the new question takes the place of the old text.
  const main = document.querySelector("main");
  const answers = (text) => new DOMParser().parseFromString(text, "text/html");
  let asked = 0;
  const recalculate = later(250, async (form) => {
    const mine = ++asked, status = form.querySelector("[data-status]");
    const address = `${form.action}?${new URLSearchParams([...new FormData(form)].filter(([, value]) => value))}`;
    main.setAttribute("data-busy", "");
    try {
      const answer = await fetch(address);
      const page = answers(await answer.text());
      if (mine !== asked) return;
      if (!answer.ok) { status.textContent = page.querySelector("h1").textContent; return; }
      status.textContent = "Recalculated.";
      history.replaceState(null, "", answer.url);
      const fresh = page.querySelector("main");
      for (const old of [...main.children]) if (old.tagName === "SECTION" || old.matches(".intro")) old.remove();
      main.append(...[...fresh.children].filter((child) => child.tagName === "SECTION" || child.matches(".intro")));
      const [old, out] = [main.querySelector(".out"), fresh.querySelector(".out")];
      if (old && out) { old.replaceWith(out); copyButtons(out); }
      sortable(main);
    } catch { status.textContent = "The server does not answer."; }
    finally { if (mine === asked) main.removeAttribute("data-busy"); }
  });
  const question = document.querySelector("form[data-question]");
  if (question && question.querySelectorAll("input[type=hidden][name=model]").length > 1) {
    question.addEventListener("input", (event) => { if (event.target.name !== "model") recalculate(question); });
  }

  // Tables without links in their headings are sorted where they stand; the rows keep what the server wrote.
  const number = (text) => {
    const found = /-?\d[\d,]*(\.\d+)?/.exec(text);
    if (!found) return null;
    const size = { k: 1e3, M: 1e6, B: 1e9, T: 1e12 }[text.slice(found.index + found[0].length).trim()[0]] || 1;
    return Number(found[0].replaceAll(",", "")) * size;
  };
  const words = (cell) => {
    if (!cell) return "";
    const copy = cell.cloneNode(true);
    copy.querySelectorAll("sup,.mark").forEach((mark) => mark.remove());
    return copy.textContent.trim();
  };
  function sortable(within) {
    for (const table of within.querySelectorAll("table")) {
      const body = table.tBodies[0];
      if (!body || body.rows.length < 3 || !table.querySelector("thead th.n") || table.querySelector("thead a, thead button")) continue;
      [...table.tHead.rows[0].cells].forEach((heading, column) => {
        const title = heading.textContent;
        if (!title) return;
        const button = make("button", { type: "button", class: "sort" }, title);
        heading.replaceChildren(button);
        button.addEventListener("click", () => {
          const down = heading.getAttribute("aria-sort") === "ascending";
          for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
          heading.setAttribute("aria-sort", down ? "descending" : "ascending");
          const numeric = heading.classList.contains("n");
          const keyed = [...body.rows].map((row) => {
            const text = words(row.cells[column]);
            return { row, key: numeric ? number(text) : (text === "unknown" ? null : text) };
          });
          keyed.sort((a, b) => {
            if (a.key === null || b.key === null) return (a.key === null) - (b.key === null);
            const order = numeric ? a.key - b.key : a.key.localeCompare(b.key, "en", { numeric: true });
            return down ? -order : order;
          });
          body.append(...keyed.map(({ row }) => row));
        });
      });
    }
  }
  sortable(document);

  // A number's claims beside it, on pointing or focus; a click still leads to the list.
  let claim = null;
  const hide = () => { if (claim) { claim.remove(); claim = null; } };
  const open = (link) => {
    const target = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (!target) return;
    hide();
    claim = make("div", { class: "claim", role: "tooltip", id: "claim" }, ...[...target.cloneNode(true).childNodes]);
    claim.querySelectorAll("[id]").forEach((part) => part.removeAttribute("id"));
    claim.querySelectorAll(".back").forEach((part) => part.remove());
    document.body.append(claim);
    const place = link.getBoundingClientRect();
    const left = Math.max(8, Math.min(place.left, document.documentElement.clientWidth - claim.offsetWidth - 8));
    claim.style.left = `${left + scrollX}px`;
    claim.style.top = `${place.bottom + scrollY + 6}px`;
  };
  const citation = (event) => event.target.closest && event.target.closest("sup a[href^='#']");
  document.addEventListener("mouseover", (event) => { const link = citation(event); if (link) open(link); else if (!event.target.closest(".claim")) hide(); });
  document.addEventListener("focusin", (event) => { const link = citation(event); if (link) open(link); else hide(); });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") hide(); });

  // Copying.
  function copyButtons(within) {
    if (!navigator.clipboard) return;
    const wire = (button, text) => {
      button.hidden = false;
      const label = button.textContent;
      button.addEventListener("click", async () => {
        await navigator.clipboard.writeText(text());
        button.textContent = "Copied";
        setTimeout(() => { button.textContent = label; }, 1500);
      });
    };
    within.querySelectorAll("[data-copy]").forEach((button) => wire(button, () => document.querySelector(button.dataset.copy).textContent));
    within.querySelectorAll("[data-copy-link]").forEach((button) => wire(button, () => location.href));
  }
  copyButtons(document);
})();
