// Search in a site of files: the index is a script beside the pages, read once somebody wants to search. Nothing is asked
// of anybody else, so that it works from a disk too. The rules are those of the server's search.
(() => {
  "use strict";
  const form = document.querySelector("form.search[data-index]");
  if (!form) return;
  let loading = null;
  const load = () => {
    loading ||= new Promise((done, failed) => {
      const script = document.createElement("script");
      script.src = form.dataset.index;
      script.addEventListener("load", () => done(window.weighIndex.map(([kind, id, name, note, path, weight, more]) => ({ kind, id, name, note, path, weight, have: words(`${name} ${id} ${more}`) }))));
      script.addEventListener("error", failed);
      document.head.append(script);
    });
    return loading;
  };
  const words = (text) => [...new Set(text.toLowerCase().split(/[^\p{L}\p{N}.]+/u).map((word) => word.replace(/^\.+|\.+$/g, "")).filter(Boolean))];
  const typos = (one, two) => {
    let before = null, last = [...Array(two.length + 1).keys()];
    for (let i = 1; i <= one.length; i++) {
      const row = [i];
      for (let j = 1; j <= two.length; j++) {
        row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (one[i - 1] === two[j - 1] ? 0 : 1));
        if (i > 1 && j > 1 && one[i - 1] === two[j - 2] && one[i - 2] === two[j - 1]) row[j] = Math.min(row[j], before[j - 2] + 1);
      }
      [before, last] = [last, row];
    }
    return last[two.length];
  };
  const distance = (word, other) => {
    if (word === other) return 0;
    if (other.startsWith(word)) return 1;
    if (word.length >= 3 && other.includes(word)) return 2;
    const allowed = word.length >= 8 ? 2 : word.length >= 4 ? 1 : 0;
    if (!allowed || /\d/.test(word) || Math.abs(other.length - word.length) > 2) return Infinity;
    const count = typos(word, other);
    return count <= allowed ? 2 + 2 * count : Infinity;
  };
  window.weighSearch = async (text, kind, most) => {
    const all = await load(), wanted = words(text);
    if (!wanted.length) return [];
    const misfit = (hit) => wanted.reduce((sum, word) => sum + Math.min(...hit.have.map((other) => distance(word, other))), 0);
    const found = all.filter((hit) => !kind || hit.kind === kind).map((hit) => ({ hit, misfit: misfit(hit) })).filter(({ misfit }) => misfit < Infinity);
    found.sort((a, b) => a.misfit - b.misfit || b.hit.weight - a.hit.weight || a.hit.have.length - b.hit.have.length || (a.hit.id < b.hit.id ? -1 : 1));
    return found.slice(0, most).map(({ hit }) => hit);
  };
  const input = form.querySelector("input");
  input.addEventListener("focus", () => { load().catch(() => {}); }, { once: true });

  // The page of results.
  const results = document.querySelector("[data-results]");
  const text = (new URLSearchParams(location.search).get("q") || "").trim();
  if (!results || !text) return;
  input.value = text;
  window.weighSearch(text, "", 50).then((hits) => {
    const list = document.createElement("ul");
    for (const hit of hits) {
      const link = document.createElement("a"), item = document.createElement("li");
      link.href = `.${hit.path}`;
      link.textContent = hit.name;
      item.append(link, ` ${hit.id} · ${hit.note}`);
      list.append(item);
    }
    results.replaceChildren(hits.length ? list : "Nothing fits. Use fewer or shorter words, or look through all models.");
  }, () => { results.textContent = "The search index cannot be read."; });
})();
