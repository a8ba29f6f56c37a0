/* A browser says “Choose File” in its own language; the page says it in Vietnamese, with the name of what was chosen. */
document.addEventListener("change", (event) => {
  const field = event.target.closest(".file-field input");
  if (!field) return;
  const name = field.files.length ? field.files[0].name : "Chưa chọn tệp";
  field.closest(".file-field").querySelector(".file-name").textContent = name;
});
