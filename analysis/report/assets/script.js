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

  // Tables are sorted by their columns; a topic's rows are one tbody and stay together. What has no number comes last.
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
          const keyed = items.map((item) => ({ item, key: key(several ? item.rows[0] : item) }));
          keyed.sort((a, b) => {
            if (a.key === null || b.key === null) return (a.key === null) - (b.key === null);
            const order = kind === "text" ? collator.compare(a.key, b.key) : a.key - b.key;
            return up ? order : -order;
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

  function map() {
    const canvas = one("#canvas");
    if (!canvas) return;
    const data = JSON.parse(one("#cloud").textContent);
    const xy = new Int16Array(Uint8Array.from(atob(data.xy), (c) => c.charCodeAt(0)).buffer);
    const points = xy.length / 2;
    const runOf = new Uint16Array(points);
    let start = 0;
    const runs = data.runs.map((run, i) => {
      const row = one(`#map-list tr[data-topic="${run.topic}"]`);
      const from = start;
      start += run.n;
      runOf.fill(i, from, start);
      return { ...run, from, to: start, row, name: row ? one("a", row).textContent : "" };
    });
    const topics = runs.map((run, i) => i).filter((i) => runs[i].row);
    const heads = all("#map-list thead th").map((head) => head.textContent.trim());
    const facts = (run) => [2, 3].map((i) => {
      const [value, range] = [run.row.cells[i].textContent.trim(), one("small", run.row.cells[i])];
      if (!range) return `${heads[i]} ${value}`;
      return `${heads[i]} ${one("b", run.row.cells[i]).textContent} (${range.textContent})`;
    }).join(" · ");

    const pen = canvas.getContext("2d");
    const tip = one("#tip");
    const pad = 24;
    let width = 0, height = 0, size = 1;
    let full, pale, colours, ink, paper;
    let hovered = -1, selected = -1; // indices of runs
    let first, next, columns; // points in a grid of cells, as linked lists
    const cell = 12;
    const px = (v) => (v / 32767 + 1) / 2 * (width - 2 * pad) + pad;
    const py = (v) => (1 - v / 32767) / 2 * (height - 2 * pad) + pad;

    function dots(to, run, i, opacity) {
      to.globalAlpha = opacity;
      to.fillStyle = colours[i];
      if (size < 3) {
        for (let p = run.from; p < run.to; p++) to.fillRect(px(xy[2 * p]) - size / 2, py(xy[2 * p + 1]) - size / 2, size, size);
      } else {
        for (let p = run.from; p < run.to; p++) {
          to.beginPath();
          to.arc(px(xy[2 * p]), py(xy[2 * p + 1]), size / 2, 0, 7);
          to.fill();
        }
      }
      to.globalAlpha = 1;
    }

    // All points are painted twice, strong and pale, when size or colours change; pointing at a topic only combines these.
    function prepare() {
      const style = getComputedStyle(root);
      const colour = (element) => getComputedStyle(element).color;
      ink = colour(document.body);
      paper = getComputedStyle(one("#plot")).backgroundColor;
      colours = runs.map((run) => run.row ? colour(one(".swatch", run.row)) : colour(one(".hint")));
      const scale = devicePixelRatio || 1;
      [full, pale] = [0.75, 0.13].map((opacity) => {
        const layer = document.createElement("canvas");
        layer.width = canvas.width;
        layer.height = canvas.height;
        const to = layer.getContext("2d");
        to.scale(scale, scale);
        runs.forEach((run, i) => dots(to, run, i, run.row ? opacity : opacity / 2));
        return layer;
      });
    }

    function names(active) {
      const size = width < 480 ? 11 : 13;
      pen.font = `600 ${size}px ${getComputedStyle(document.body).fontFamily}`;
      pen.textAlign = "center";
      pen.textBaseline = "middle";
      pen.lineJoin = "round";
      pen.lineWidth = 4;
      const taken = [];
      const order = active < 0 ? topics : [active, ...topics.filter((i) => i !== active)];
      for (const i of order) {
        const run = runs[i];
        for (const text of [run.name.length > 30 ? run.name.slice(0, 29) + "…" : run.name, String(run.topic)]) {
          const half = pen.measureText(text).width / 2 + 3;
          const x = Math.min(Math.max(px(run.at[0] * 32767), half), width - half);
          const y = py(run.at[1] * 32767);
          const box = [x - half, y - size * 0.75, x + half, y + size * 0.75];
          if (taken.some((t) => box[0] < t[2] && t[0] < box[2] && box[1] < t[3] && t[1] < box[3])) continue;
          taken.push(box);
          pen.globalAlpha = active < 0 || i === active ? 1 : 0.45;
          pen.strokeStyle = paper;
          pen.fillStyle = ink;
          pen.strokeText(text, x, y);
          pen.fillText(text, x, y);
          break;
        }
      }
      pen.globalAlpha = 1;
    }

    function paint() {
      const active = hovered >= 0 ? hovered : selected;
      const scale = devicePixelRatio || 1;
      pen.setTransform(1, 0, 0, 1, 0, 0);
      pen.clearRect(0, 0, canvas.width, canvas.height);
      pen.drawImage(active < 0 ? full : pale, 0, 0);
      pen.setTransform(scale, 0, 0, scale, 0, 0);
      if (active >= 0) dots(pen, runs[active], active, 0.85);
      names(active);
    }

    function resize() {
      const box = canvas.getBoundingClientRect();
      if (!box.width || (box.width === width && box.height === height)) return;
      [width, height] = [box.width, box.height];
      const scale = devicePixelRatio || 1;
      canvas.width = Math.round(width * scale);
      canvas.height = Math.round(height * scale);
      size = Math.min(6, Math.max(1.1, 0.3 * Math.sqrt(width * height / Math.max(points, 1))));
      columns = Math.ceil(width / cell) + 1;
      first = new Int32Array(columns * (Math.ceil(height / cell) + 1)).fill(-1);
      next = new Int32Array(points);
      for (let p = 0; p < points; p++) {
        const c = Math.floor(py(xy[2 * p + 1]) / cell) * columns + Math.floor(px(xy[2 * p]) / cell);
        next[p] = first[c];
        first[c] = p;
      }
      prepare();
      paint();
    }

    // at returns the run of the nearest point of a topic within one cell's width, or -1.
    function at(x, y) {
      let best = cell * cell, found = -1;
      const column = Math.floor(x / cell), row = Math.floor(y / cell);
      for (let r = row - 1; r <= row + 1; r++) {
        for (let c = Math.max(column - 1, 0); c <= Math.min(column + 1, columns - 1); c++) {
          for (let p = first[r * columns + c] ?? -1; p >= 0; p = next[p]) {
            const d = (px(xy[2 * p]) - x) ** 2 + (py(xy[2 * p + 1]) - y) ** 2;
            if (d < best && runs[runOf[p]].row) { best = d; found = runOf[p]; }
          }
        }
      }
      return found;
    }

    function hover(i, x, y) {
      tip.hidden = i < 0;
      if (i >= 0) {
        tip.textContent = `${runs[i].name}\n${facts(runs[i])}`;
        const left = Math.min(Math.max(x + 14, 4), Math.max(width - tip.offsetWidth - 4, 4));
        const top = y + 18 + tip.offsetHeight > height ? y - tip.offsetHeight - 10 : y + 18;
        tip.style.transform = `translate(${left}px, ${Math.max(top, 4)}px)`;
      }
      if (i === hovered) return;
      hovered = i;
      canvas.style.cursor = i < 0 ? "" : "pointer";
      requestAnimationFrame(paint);
    }

    const card = one("#chosen");
    const [hint, shown] = card.children;
    function select(i) {
      selected = i;
      all("#map-list [aria-current], .topics .picked").forEach((e) => { e.removeAttribute("aria-current"); e.classList.remove("picked"); });
      hint.hidden = i >= 0;
      shown.hidden = i < 0;
      if (i >= 0) {
        const run = runs[i];
        const link = one("a", run.row);
        const entry = one(link.hash);
        const list = one("#map-list");
        link.setAttribute("aria-current", "true");
        entry.classList.add("picked");
        const hidden = one("thead", list).offsetHeight;
        if (run.row.offsetTop - hidden < list.scrollTop || run.row.offsetTop + run.row.offsetHeight > list.scrollTop + list.clientHeight) {
          list.scrollTop = run.row.offsetTop - list.clientHeight / 2;
        }
        one("h3", shown).replaceChildren(...[...link.childNodes].map((n) => n.cloneNode(true)));
        one(".of", shown).textContent = facts(run);
        one(".words", shown).textContent = one("summary", entry).lastChild.textContent;
        const quotes = one(".quotes", entry);
        one(".said", shown).replaceChildren(...(quotes ? [quotes.cloneNode(true)] : []));
        one("a", shown).hash = link.hash;
      }
      paint();
    }

    canvas.addEventListener("pointermove", (e) => hover(at(e.offsetX, e.offsetY), e.offsetX, e.offsetY));
    canvas.addEventListener("pointerleave", () => hover(-1));
    canvas.addEventListener("click", (e) => select(at(e.offsetX, e.offsetY)));
    canvas.addEventListener("keydown", (e) => {
      const here = topics.indexOf(selected);
      const to = {
        ArrowRight: here + 1, ArrowDown: here + 1, ArrowLeft: here - 1, ArrowUp: here - 1, Home: 0, End: -1,
      }[e.key];
      if (to !== undefined) select(topics.at(to < 0 ? -1 : to % topics.length));
      else if (e.key === "Escape") select(-1);
      else if (e.key === "Enter" && selected >= 0) one("a", shown).click();
      else return;
      e.preventDefault();
    });
    one("#map-list").addEventListener("click", (e) => {
      const row = e.target.closest("tbody tr");
      const i = row ? runs.findIndex((run) => run.row === row) : -1;
      if (i < 0) return;
      e.preventDefault();
      select(i);
    });

    canvas.hidden = false;
    one("#map-keys").hidden = false;
    one("#bubbles").remove();
    one("#map-plain").remove();
    card.hidden = false;
    repaints.push(() => { prepare(); paint(); });
    new ResizeObserver(resize).observe(canvas);
    resize();
  }

  theme();
  sorting();
  slices();
  opening();
  map();
})();
