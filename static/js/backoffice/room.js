// @ts-check
/** What the backoffice's pages load: one custom element for each behaviour. */

import "./scan-field.js"; // before whoever else takes keys
import "../components/one-answer.js";
import "../components/page-corners.js";
import "../components/receipt-printer.js";
import "../viewfinder.js";
import "./claim-lease.js";
import "./combo-box.js";
import "./counter-intake.js";
import "./current-section.js";
import "./far-document.js";
import "./guided-tour.js";
import "./held-keys.js";
import "./light-table.js";
import "./lost-answer.js";
import "./next-desk.js";
import "./page-viewer.js";
import "./pages-ahead.js";
import "./print-page.js";
import "./queue-ticks.js";
import "./quiet-fields.js";
import "./row-keys.js";
import "./screen-picture.js";
import "./search-everywhere.js";
import "./key-fields.js";
import "./shortcut-keys.js";
import "./time-line.js";
