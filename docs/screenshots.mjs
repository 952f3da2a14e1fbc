// Takes the pictures of this folder from a report: light, dark, a phone's width, the map with a topic chosen, and the
// first page of the print.
//
//   npm install playwright-core            (and a Chromium: apt-get install chromium poppler-utils)
//   node screenshots.mjs report.html /usr/bin/chromium
import { execFileSync } from "node:child_process";
import { resolve } from "node:path";
import { chromium } from "playwright-core";

const [report, executablePath] = process.argv.slice(2);
const url = "file://" + resolve(report);
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"] });

async function shoot(name, width, height, colorScheme, act) {
  const page = await browser.newPage({ viewport: { width, height }, colorScheme });
  const faults = [];
  page.on("console", (m) => m.type() === "error" && faults.push(m.text()));
  page.on("pageerror", (e) => faults.push(String(e)));
  page.on("request", (r) => r.url() !== url && faults.push("request " + r.url()));
  await page.goto(url);
  if (act) await act(page);
  await page.waitForTimeout(300);
  await page.screenshot({ path: name + ".png" });
  const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
  if (wide) faults.push("the page is wider than the window");
  if (faults.length) console.error(name, faults);
  await page.close();
}

const atMap = async (page) => {
  await page.locator("#map").scrollIntoViewIfNeeded();
  await page.evaluate(() => document.getElementById("map").scrollIntoView());
};

await shoot("report-light", 1200, 1500, "light");
await shoot("report-dark", 1200, 1500, "dark");
await shoot("report-phone", 390, 1200, "light");
await shoot("report-map", 1200, 800, "light", atMap);

const page = await browser.newPage();
await page.goto(url);
await page.pdf({ path: "report.pdf", format: "A4" });
await browser.close();
execFileSync("pdftoppm", ["-png", "-r", "60", "-f", "1", "-l", "1", "-singlefile", "report.pdf", "report-print"]);
