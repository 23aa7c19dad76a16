"use strict";
(() => {
  const page = document.documentElement;
  page.classList.add("has-script");
  const all = (selector, from = document) => Array.from(from.querySelectorAll(selector));
  const tip = document.getElementById("tip");

  // Tips: one box for the mouse and for the keyboard, in place of the browser's own.
  const words = new Map();
  for (const title of all("svg title")) {
    words.set(title.parentNode, title.textContent);
    title.parentNode.setAttribute("aria-label", title.textContent);
    title.remove();
  }
  const line = (link) => {
    const row = document.getElementById(link.getAttribute("href").slice(1));
    if (!row || row.tagName !== "TR") return "";
    const lines = [row];
    while (lines.at(-1).nextElementSibling && !lines.at(-1).nextElementSibling.id) lines.push(lines.at(-1).nextElementSibling);
    const cells = lines.map((row) => all("td", row).map((cell) => cell.textContent));
    return cells[0].slice(0, 4).join("  ") + "\n" + cells.map((cell) => cell[4]).join("\n");
  };
  const say = (target, x, y) => {
    const link = target.closest("svg a");
    const text = words.get(target) || (link ? line(link) : "");
    tip.hidden = !text;
    if (!text) return;
    tip.textContent = text;
    const box = tip.getBoundingClientRect();
    tip.style.left = Math.max(4, Math.min(x + 14, innerWidth - box.width - 4)) + "px";
    tip.style.top = (y + box.height + 22 < innerHeight ? y + 18 : Math.max(4, y - box.height - 10)) + "px";
  };
  const drawn = (event) => event.target instanceof SVGElement;
  document.addEventListener("pointermove", (event) => {
    if (drawn(event)) say(event.target, event.clientX, event.clientY);
    else tip.hidden = true;
  });
  document.addEventListener("focusin", (event) => {
    if (!drawn(event)) return void (tip.hidden = true);
    const box = event.target.getBoundingClientRect();
    say(event.target, box.left, box.bottom - 10);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") tip.hidden = true;
  });
  document.addEventListener("scroll", () => (tip.hidden = true), { passive: true });

  // A link into the transcript opens the version it is in, lets its line be seen, and marks what led to it.
  const follow = () => {
    const row = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    all("tr.chain,tr.here").forEach((row) => row.classList.remove("chain", "here"));
    if (!row) return;
    const folded = row.closest("details");
    if (folded) folded.open = true;
    if (row.tagName !== "TR") return;
    row.hidden = false;
    row.classList.add("here");
    const open = [row];
    const seen = new Set(open);
    while (open.length) {
      for (const link of all("a", open.pop())) {
        const earlier = document.getElementById(link.getAttribute("href").slice(1));
        if (earlier && !seen.has(earlier)) {
          seen.add(earlier);
          open.push(earlier);
          earlier.hidden = false;
          earlier.classList.add("chain");
        }
      }
    }
    row.scrollIntoView({ block: "center" });
  };
  addEventListener("hashchange", follow);
  follow();

  // The filter of the transcript.
  const form = document.querySelector("form.filter");
  if (form) {
    const rows = all(".story tbody tr").map((row) => ({ row, cells: all("td", row).map((cell) => cell.textContent) }));
    const offer = (select, column) => {
      const names = new Set(rows.map((line) => line.cells[column]));
      for (const name of Array.from(names).filter(Boolean).sort()) select.append(new Option(name, name));
    };
    offer(form.who, 2);
    offer(form.part, 3);
    const filter = () => {
      const wanted = form.words.value.toLowerCase();
      let shown = 0;
      for (const { row, cells } of rows) {
        const fits =
          (!wanted || cells.some((cell) => cell.toLowerCase().includes(wanted))) &&
          (!form.who.value || cells[2] === form.who.value) &&
          (!form.part.value || cells[3] === form.part.value) &&
          (form.files.checked || !row.classList.contains("file"));
        row.hidden = !fits;
        shown += fits;
      }
      form.count.value = shown + " of " + rows.length + " lines";
    };
    form.addEventListener("input", filter);
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("reset", () => setTimeout(filter));
    filter();
    follow();
  }

  for (const button of all("[data-copy]")) {
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(button.dataset.copy);
      button.textContent = "Copied";
    });
  }

  // On paper nothing can be unfolded.
  let folded = [];
  addEventListener("beforeprint", () => {
    folded = all("details:not([open])");
    folded.forEach((details) => (details.open = true));
  });
  addEventListener("afterprint", () => folded.forEach((details) => (details.open = false)));
})();
