"use strict";
(() => {
  const one = (selector, root = document) => root.querySelector(selector);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const root = document.documentElement;
  const repaints = []; // what to run when colours change

  // The theme follows the system until the button is pressed.
  function theme() {
    const system = matchMedia("(prefers-color-scheme: dark)");
    const repaint = () => repaints.forEach((paint) => paint());
    const button = one("#theme");
    button.hidden = false;
    button.addEventListener("click", () => {
      const dark = root.dataset.theme ? root.dataset.theme === "dark" : system.matches;
      root.dataset.theme = dark ? "light" : "dark";
      repaint();
    });
    system.addEventListener("change", repaint);

    // Paper is light, and nothing on it can be opened.
    let before = null;
    addEventListener("beforeprint", () => {
      const closed = all("details:not([open])");
      before = { theme: root.dataset.theme, closed };
      root.dataset.theme = "light";
      closed.forEach((d) => { d.open = true; });
      repaint();
    });
    addEventListener("afterprint", () => {
      if (!before) return;
      if (before.theme) root.dataset.theme = before.theme; else delete root.dataset.theme;
      before.closed.forEach((d) => { d.open = false; });
      before = null;
      repaint();
    });
  }

  // Tables are sorted by their columns; a topic's rows are one tbody and stay together, and an area's topics stay below its
  // heading. What has no number comes last.
  function sorting() {
    const collator = new Intl.Collator(root.lang);
    for (const table of all("table.sortable")) {
      const heads = all("thead th", table);
      heads.forEach((head, column) => {
        const kind = head.dataset.sort;
        if (!kind) return;
        const button = document.createElement("button");
        button.type = "button";
        button.append(...head.childNodes);
        head.append(button);
        const key = (row) => {
          const cell = row.cells[column];
          if (kind === "text") return cell.textContent.trim();
          return "v" in cell.dataset ? Number(cell.dataset.v) : null;
        };
        button.addEventListener("click", () => {
          const now = head.getAttribute("aria-sort");
          const up = now ? now === "descending" : kind === "text" || column === 0;
          heads.forEach((h) => h.removeAttribute("aria-sort"));
          head.setAttribute("aria-sort", up ? "ascending" : "descending");
          const several = table.tBodies.length > 1;
          const items = several ? [...table.tBodies] : [...table.tBodies[0].rows];
          const order = (a, b) => {
            if (a.key === null || b.key === null) return (a.key === null) - (b.key === null);
            const rising = kind === "text" ? collator.compare(a.key, b.key) : a.key - b.key;
            return up ? rising : -rising;
          };
          let area = null;
          const keyed = items.map((item, i) => {
            const entry = { item, i, key: key(several ? item.rows[0] : item) };
            if (item.classList.contains("area")) area = entry;
            return { ...entry, area };
          });
          keyed.sort((a, b) => {
            if (a.area !== b.area) return order(a.area, b.area) || a.area.i - b.area.i;
            return (b.i === b.area?.i) - (a.i === a.area?.i) || order(a, b);
          });
          (several ? table : table.tBodies[0]).append(...keyed.map((k) => k.item));
        });
      });
    }
  }

  // Of the slices, one is shown at a time.
  function slices() {
    const links = all("#switch a");
    const show = (chosen) => links.forEach((link) => {
      if (link === chosen) link.setAttribute("aria-current", "true"); else link.removeAttribute("aria-current");
      one(link.hash).hidden = link !== chosen;
    });
    links.forEach((link) => link.addEventListener("click", (event) => {
      event.preventDefault();
      show(link);
    }));
    const follow = () => {
      const link = links.find((l) => l.hash === location.hash);
      if (link) { show(link); one(link.hash).scrollIntoView(); }
    };
    addEventListener("hashchange", follow);
    if (links.length) show(links[0]);
    follow();
  }

  // A link to a topic opens it.
  function opening() {
    const open = () => {
      const target = /^#topic-\d+$/.test(location.hash) && one(location.hash);
      if (target) one("details", target).open = true;
    };
    addEventListener("hashchange", open);
    addEventListener("click", (event) => {
      const link = event.target.closest && event.target.closest("a[href^='#topic-']");
      if (link && link.hash === location.hash) open();
    });
    open();
  }

  theme();
  sorting();
  slices();
  opening();
  map(one, all, root, repaints);
})();
