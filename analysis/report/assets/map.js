
// map draws the texts as points on a canvas that can be dragged, zoomed and read out. Every frame is drawn anew from the
// coordinates, pixel by pixel: 100,000 points take a few milliseconds so, and a tenth of a second as shapes of the canvas.
function map(one, all, root, repaints) {
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

  const pen = canvas.getContext("2d", { alpha: false });
  const tip = one("#tip");
  const pad = 24, cell = 12, deepest = 32;
  let width = 0, height = 0, scale = 1;
  let ink, paper, font; // of the names
  let ground, colours; // as pixels
  let image, pixels, across; // what is drawn, with an edge around it that a point may reach into
  let hovered = -1, selected = -1; // indices of runs
  let x0, y0; // of each point in pixels of the page, where nothing is zoomed or moved
  let first, next, columns; // points in a grid of cells, as linked lists
  let zoom = 1, left = 0, top = 0; // a point is at x0 * zoom + left
  let due = false;
  const px = (v) => (v / 32767 + 1) / 2 * (width - 2 * pad) + pad;
  const py = (v) => (1 - v / 32767) / 2 * (height - 2 * pad) + pad;

  // diameter is that of a point in pixels of the screen: larger where fewer are in view.
  const diameter = () => Math.max(1, Math.round(scale * Math.min(6, Math.max(1.1, 0.3 * zoom * Math.sqrt(width * height / Math.max(points, 1))))));
  const edge = () => Math.ceil(6 * scale) + 1;

  // disc returns how much of each of size x size pixels a point covers, times an opacity, from 0 to 256.
  function disc(size, opacity) {
    const cover = new Uint16Array(size * size).fill(Math.round(256 * opacity));
    const fine = 4, middle = size * fine / 2;
    for (let i = 0; size > 2 && i < cover.length; i++) {
      let inside = 0;
      for (let s = 0; s < fine * fine; s++) {
        const x = (i % size) * fine + s % fine + 0.5, y = Math.floor(i / size) * fine + Math.floor(s / fine) + 0.5;
        if ((x - middle) ** 2 + (y - middle) ** 2 <= middle ** 2) inside++;
      }
      cover[i] = Math.round(256 * opacity * inside / (fine * fine));
    }
    return cover;
  }

  // dots blends the points of a run into the pixels, two colours of a pixel at a time.
  function dots(run, colour, cover, size) {
    const down = pixels.length / across;
    const z = zoom * scale, dx = left * scale + edge() - size / 2 + 0.5, dy = top * scale + edge() - size / 2 + 0.5;
    const pairs = colour & 0xff00ff, green = colour & 0xff00;
    for (let p = run.from; p < run.to; p++) {
      const x = Math.floor(x0[p] * z + dx), y = Math.floor(y0[p] * z + dy);
      if (x < 0 || y < 0 || x + size > across || y + size > down) continue;
      for (let r = 0, c = 0, at = y * across + x; r < size; r++, at += across - size) {
        for (const end = c + size; c < end; c++, at++) {
          const a = cover[c], b = 256 - a, old = pixels[at];
          pixels[at] = 0xff000000
            | (Math.imul(old & 0xff00ff, b) + Math.imul(pairs, a)) >>> 8 & 0xff00ff
            | (Math.imul(old & 0xff00, b) + Math.imul(green, a)) >>> 8 & 0xff00;
        }
      }
    }
  }

  // prepare reads the colours and the widths of the names.
  function prepare() {
    const style = getComputedStyle(document.body);
    const colour = (element) => getComputedStyle(element).color;
    [ink, paper, font] = [style.color, getComputedStyle(one("#plot")).backgroundColor, style.fontFamily];
    const swab = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
    const known = new Map();
    const pixel = (css) => {
      if (!known.has(css)) {
        swab.fillStyle = css;
        swab.fillRect(0, 0, 1, 1);
        known.set(css, new Uint32Array(swab.getImageData(0, 0, 1, 1).data.buffer)[0]);
      }
      return known.get(css);
    };
    ground = pixel(paper);
    const none = pixel(colour(one(".hint")));
    colours = runs.map((run) => run.row ? pixel(colour(one(".swatch", run.row))) : none);
    pen.font = `600 ${letters()}px ${font}`;
    for (const i of topics) {
      const run = runs[i];
      const texts = [run.name.length > 30 ? run.name.slice(0, 29) + "…" : run.name, String(run.topic)];
      run.names = texts.map((text) => ({ text, half: pen.measureText(text).width / 2 + 3 }));
    }
  }
  const letters = () => width < 480 ? 11 : 13;

  // names writes those names, larger topics first, that overlap no other; of others the number.
  function names(active) {
    const size = letters();
    pen.font = `600 ${size}px ${font}`;
    pen.textAlign = "center";
    pen.textBaseline = "middle";
    pen.lineJoin = "round";
    pen.lineWidth = 4;
    pen.strokeStyle = paper;
    pen.fillStyle = ink;
    const taken = [];
    const order = active < 0 ? topics : [active, ...topics.filter((i) => i !== active)];
    for (const i of order) {
      const at = [px(runs[i].at[0] * 32767) * zoom + left, py(runs[i].at[1] * 32767) * zoom + top];
      if (at[0] < 0 || at[0] > width || at[1] < 0 || at[1] > height) continue;
      for (const { text, half } of runs[i].names) {
        const [x, y] = [Math.min(Math.max(at[0], half), width - half), at[1]];
        const box = [x - half, y - size * 0.75, x + half, y + size * 0.75];
        if (taken.some((t) => box[0] < t[2] && t[0] < box[2] && box[1] < t[3] && t[1] < box[3])) continue;
        taken.push(box);
        pen.globalAlpha = active < 0 || i === active ? 1 : 0.45;
        pen.strokeText(text, x, y);
        pen.fillText(text, x, y);
        break;
      }
    }
    pen.globalAlpha = 1;
  }

  function draw() {
    const active = hovered >= 0 ? hovered : selected;
    const size = diameter();
    const opacity = active < 0 ? 0.75 : 0.13;
    const [strong, weak, bright] = [disc(size, opacity), disc(size, opacity / 2), disc(size, 0.85)];
    pixels.fill(ground);
    runs.forEach((run, i) => dots(run, colours[i], run.row ? strong : weak, size));
    if (active >= 0) dots(runs[active], colours[active], bright, size);
    pen.setTransform(1, 0, 0, 1, 0, 0);
    pen.putImageData(image, -edge(), -edge());
    pen.setTransform(scale, 0, 0, scale, 0, 0);
    names(active);
  }

  // paint draws once before the next frame, however often it was called.
  function paint() {
    if (due) return;
    due = true;
    requestAnimationFrame(() => { due = false; draw(); });
  }

  function resize() {
    const box = canvas.getBoundingClientRect();
    if (!box.width || (box.width === width && box.height === height)) return;
    [left, top] = width ? [left * box.width / width, top * box.height / height] : [0, 0];
    [width, height, scale] = [box.width, box.height, devicePixelRatio || 1];
    canvas.width = Math.round(width * scale);
    canvas.height = Math.round(height * scale);
    image = new ImageData(canvas.width + 2 * edge(), canvas.height + 2 * edge());
    pixels = new Uint32Array(image.data.buffer);
    across = image.width;
    columns = Math.ceil(width / cell) + 1;
    first = new Int32Array(columns * (Math.ceil(height / cell) + 1)).fill(-1);
    next = new Int32Array(points);
    [x0, y0] = [new Float32Array(points), new Float32Array(points)];
    for (let p = 0; p < points; p++) {
      [x0[p], y0[p]] = [px(xy[2 * p]), py(xy[2 * p + 1])];
      const c = Math.floor(y0[p] / cell) * columns + Math.floor(x0[p] / cell);
      next[p] = first[c];
      first[c] = p;
    }
    prepare();
    draw();
  }

  // at returns the run of the nearest point of a topic within 12 pixels, or -1.
  function at(x, y) {
    [x, y] = [(x - left) / zoom, (y - top) / zoom];
    let best = (cell / zoom) ** 2, found = -1;
    const column = Math.floor(x / cell), row = Math.floor(y / cell);
    for (let r = row - 1; r <= row + 1; r++) {
      for (let c = Math.max(column - 1, 0); c <= Math.min(column + 1, columns - 1); c++) {
        for (let p = first[r * columns + c] ?? -1; p >= 0; p = next[p]) {
          const d = (x0[p] - x) ** 2 + (y0[p] - y) ** 2;
          if (d < best && runs[runOf[p]].row) { best = d; found = runOf[p]; }
        }
      }
    }
    return found;
  }

  // look moves the map; the middle of the picture stays on it.
  function look(z, l, t) {
    const hold = (size, offset) => Math.min(Math.max(offset, size / 2 - size * z), size / 2);
    [zoom, left, top] = [z, hold(width, l), hold(height, t)];
    canvas.style.touchAction = zoom > 1 ? "pinch-zoom" : ""; // whole, it lets a finger scroll the page
    paint();
  }
  const move = (x, y) => look(zoom, left + x, top + y);
  function magnify(by, x = width / 2, y = height / 2) {
    const z = Math.min(Math.max(zoom * by, 1), deepest);
    if (z === 1) look(1, 0, 0); else look(z, x - (x - left) * z / zoom, y - (y - top) * z / zoom);
  }

  function hover(i, x, y) {
    tip.hidden = i < 0;
    if (i >= 0) {
      tip.textContent = `${runs[i].name}\n${facts(runs[i])}`;
      const beside = Math.min(Math.max(x + 14, 4), Math.max(width - tip.offsetWidth - 4, 4));
      const below = y + 18 + tip.offsetHeight > height ? y - tip.offsetHeight - 10 : y + 18;
      tip.style.transform = `translate(${beside}px, ${Math.max(below, 4)}px)`;
    }
    if (i === hovered) return;
    hovered = i;
    canvas.style.cursor = i < 0 ? "" : "pointer";
    paint();
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

  // choose selects a topic that was not pointed at, and brings it into the picture.
  function choose(i) {
    const [x, y] = [px(runs[i].at[0] * 32767) * zoom, py(runs[i].at[1] * 32767) * zoom];
    if (x + left < 0 || x + left > width || y + top < 0 || y + top > height) look(zoom, width / 2 - x, height / 2 - y);
    select(i);
  }

  let from = null, dragged = false; // where the map is held, and whether it was moved
  canvas.addEventListener("pointerdown", (e) => {
    dragged = false;
    if (e.button !== 0 || e.pointerType === "touch" && zoom === 1) return;
    from = { x: e.offsetX, y: e.offsetY };
    canvas.setPointerCapture(e.pointerId);
  });
  canvas.addEventListener("pointermove", (e) => {
    if (!from) { hover(at(e.offsetX, e.offsetY), e.offsetX, e.offsetY); return; }
    const [x, y] = [e.offsetX - from.x, e.offsetY - from.y];
    if (!dragged && Math.hypot(x, y) < 4) return;
    if (!dragged) { dragged = true; hover(-1); canvas.style.cursor = "grabbing"; }
    from = { x: e.offsetX, y: e.offsetY };
    move(x, y);
  });
  for (const end of ["pointerup", "pointercancel"]) canvas.addEventListener(end, () => { from = null; canvas.style.cursor = ""; });
  canvas.addEventListener("pointerleave", () => hover(-1));
  canvas.addEventListener("click", (e) => { if (!dragged) select(at(e.offsetX, e.offsetY)); });
  canvas.addEventListener("wheel", (e) => {
    if (!e.ctrlKey && !e.metaKey) return; // the page scrolls
    e.preventDefault();
    hover(-1);
    magnify(Math.exp(-0.003 * e.deltaY * (e.deltaMode ? 16 : 1)), e.offsetX, e.offsetY);
  }, { passive: false });
  const step = 1.5, stride = 60;
  const keys = {
    "+": () => magnify(step), "=": () => magnify(step), "-": () => magnify(1 / step), 0: () => look(1, 0, 0),
    ArrowRight: () => move(-stride, 0), ArrowLeft: () => move(stride, 0), ArrowUp: () => move(0, stride), ArrowDown: () => move(0, -stride),
  };
  canvas.addEventListener("keydown", (e) => {
    if (e.ctrlKey || e.metaKey || e.altKey) return; // the browser's own zoom
    const here = topics.indexOf(selected);
    const to = {
      ArrowRight: here + 1, ArrowDown: here + 1, ArrowLeft: here - 1, ArrowUp: here - 1, Home: 0, End: -1,
    }[e.key];
    if (keys[e.key] && (e.shiftKey || to === undefined)) keys[e.key]();
    else if (to !== undefined) choose(topics.at(to < 0 ? -1 : to % topics.length));
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
    choose(i);
  });
  const zooms = one("#zoom");
  [...zooms.children].forEach((button, i) => button.addEventListener("click", keys[["+", "-", "0"][i]]));

  canvas.hidden = false;
  zooms.hidden = false;
  one("#map-keys").hidden = false;
  one("#bubbles").remove();
  one("#map-plain").remove();
  card.hidden = false;
  repaints.push(() => { prepare(); draw(); });
  new ResizeObserver(resize).observe(canvas);
  resize();
}
