// Measures how the map of a report moves: real mouse events point at it, drag it and zoom it, and the times between frames
// and the times that the page's script took in each frame are printed. Chromium draws without a graphics processor.
//
//   npm install playwright-core            (and a Chromium: apt-get install chromium)
//   node pan.mjs report.html /usr/bin/chromium [seconds for each step, 5]
import { resolve } from "node:path";
import { chromium } from "playwright-core";

const [report, executablePath, seconds = "5"] = process.argv.slice(2);
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"] });
const page = await browser.newPage({ viewport: { width: 1200, height: 900 } });
page.on("pageerror", (e) => console.error(String(e)));

// Every callback of a frame is timed, and a callback of our own notes when frames begin.
await page.addInitScript(() => {
  const request = window.requestAnimationFrame.bind(window);
  const seen = window.seen = { frames: [], draws: [] };
  window.requestAnimationFrame = (draw) => request((now) => {
    const begin = performance.now();
    draw(now);
    seen.draws.push(performance.now() - begin);
  });
  request(function tick(now) { seen.frames.push(now); request(tick); });
});
await page.goto("file://" + resolve(report));
const points = await page.evaluate(() => JSON.parse(document.getElementById("cloud").textContent).runs.reduce((n, run) => n + run.n, 0));
console.log(`${points} points, Chromium ${browser.version()}`);

const map = page.locator("#canvas");
await page.evaluate(() => document.getElementById("map").scrollIntoView({ behavior: "instant" }));
await page.waitForTimeout(2000);
const box = await map.boundingBox();
const middle = [box.x + box.width / 2, box.y + box.height / 2];
const round = (t, radius) => [middle[0] + radius * Math.cos(t), middle[1] + radius * Math.sin(t)];

function summary(times) {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share) => (sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0).toFixed(1);
  return `median ${at(0.5)}, p95 ${at(0.95)}, worst ${at(1)} ms`;
}

// measure calls act with 0, 1, 2 ... for the set time and prints what the frames took meanwhile.
async function measure(name, act) {
  await page.waitForTimeout(300);
  await page.evaluate(() => { seen.frames.length = 0; seen.draws.length = 0; });
  const end = Date.now() + 1000 * Number(seconds);
  for (let i = 0; Date.now() < end; i++) await act(i);
  const { frames, draws } = await page.evaluate(() => seen);
  const between = frames.slice(1).map((t, i) => t - frames[i]);
  console.log(`${name}: ${between.length} frames, ${summary(between)}; drawn ${draws.length} times, ${summary(draws)}`);
}

async function drag(name) {
  await page.mouse.move(...middle);
  await page.mouse.down();
  await measure(name, (i) => page.mouse.move(...round(i / 25, 150 * Math.sin(i / 90))));
  await page.mouse.up();
}

async function zoom(turns) {
  await page.keyboard.down("Control");
  await page.mouse.move(...middle);
  for (let i = 0; i < Math.abs(turns); i++) await page.mouse.wheel(0, -100 * Math.sign(turns));
  await page.keyboard.up("Control");
}

await measure("point at topics", (i) => page.mouse.move(...round(i / 40, 200 * Math.sin(i / 130))));
await drag("drag the whole map");
await page.keyboard.down("Control");
await page.mouse.move(...middle);
await measure("zoom in and out", (i) => page.mouse.wheel(0, i % 20 < 10 ? -100 : 100));
await page.keyboard.up("Control");
await page.locator("#zoom button").nth(2).click();
for (const turns of [4, 4, 3]) {
  await zoom(turns);
  await drag(`drag after ${turns} more turns of the wheel`);
}
await browser.close();
