/** The deposit page for a bundler, with those parts of the libraries alone that it uses. */
import Uppy from "@uppy/core";
import Dashboard from "@uppy/dashboard";
import Tus from "@uppy/tus";
import Webcam from "@uppy/webcam";
import { Button, createAll, SkipLink } from "govuk-frontend";

createAll(Button);
createAll(SkipLink);
new Uppy({ restrictions: { allowedFileTypes: ["image/*", "application/pdf"] } })
  .use(Dashboard, { inline: true, target: "#dashboard" })
  .use(Webcam, { modes: ["picture"], facingMode: "environment" })
  .use(Tus, { endpoint: "/uploads" });
