// @ts-check
/**
 * Sends the form [data-straight-on] as soon as it is there, for whoever touched the icon to hand in. Not when they came
 * back to it: they wanted the page itself.
 */

const form = document.querySelector("form[data-straight-on]");
const [came] = performance.getEntriesByType("navigation");
const isNew = came instanceof PerformanceNavigationTiming && came.type !== "back_forward";
if (isNew && form instanceof HTMLFormElement) form.submit();
