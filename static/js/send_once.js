/* A second press within two seconds is not sent again: one click too many makes no second record. */
const PAUSE = 2000;

document.addEventListener("submit", (event) => {
  const form = event.target;
  const now = Date.now();
  if (now - Number(form.dataset.sentAt || 0) < PAUSE) event.preventDefault();
  else form.dataset.sentAt = String(now);
});
