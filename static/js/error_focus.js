/* A refused form is read from its top: the summary (or the two versions) takes the focus. */
const summary = document.querySelector("[data-focus]");
if (summary) summary.focus();
