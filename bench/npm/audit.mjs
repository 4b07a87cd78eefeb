/**
 * Audits pages by Lighthouse: reads JSON ({ runs, flags, pages: [{ name, url, headers }] }), writes a line of JSON for
 * each run of each page. CHROME_PATH names the browser, which is started anew for each run.
 */

import { readFileSync } from "node:fs";
import { launch } from "chrome-launcher";
import lighthouse from "lighthouse";

const CATEGORIES = ["performance", "accessibility", "best-practices"];
const { runs, flags, pages } = JSON.parse(readFileSync(0, "utf8"));

for (const { name, url, headers } of pages) {
  for (let run = 0; run < runs; run += 1) {
    const chrome = await launch({ chromeFlags: flags, logLevel: "silent" });
    const result = await lighthouse(url, { port: chrome.port, onlyCategories: CATEGORIES, extraHeaders: headers, logLevel: "silent" });
    chrome.kill();
    if (!result) throw new Error(`${name}: no result`);
    const { audits, categories, finalDisplayedUrl, runtimeError } = result.lhr;
    if (runtimeError) throw new Error(`${name}: ${runtimeError.message}`);
    const scored = Object.values(categories).flatMap((each) => each.auditRefs);
    const missed = scored.filter(({ id, weight }) => weight && (audits[id].score ?? 1) < 0.9).map(({ id }) => id);
    const told = {
      name,
      url: finalDisplayedUrl,
      version: result.lhr.lighthouseVersion,
      scores: CATEGORIES.map((each) => Math.round(100 * (categories[each].score ?? 0))),
      largestPaintMs: audits["largest-contentful-paint"].numericValue,
      firstPaintMs: audits["first-contentful-paint"].numericValue,
      blockedMs: audits["total-blocking-time"].numericValue,
      shift: audits["cumulative-layout-shift"].numericValue,
      missed,
    };
    process.stdout.write(`${JSON.stringify(told)}\n`);
  }
}
