/** The deposit page on the builds that the libraries publish for pages without a bundler. */
import { initAll } from "./govuk.js";
import { Dashboard, Tus, Uppy, Webcam } from "./uppy.js";

initAll();
new Uppy({ restrictions: { allowedFileTypes: ["image/*", "application/pdf"] } })
  .use(Dashboard, { inline: true, target: "#dashboard" })
  .use(Webcam, { modes: ["picture"], facingMode: "environment" })
  .use(Tus, { endpoint: "/uploads" });
