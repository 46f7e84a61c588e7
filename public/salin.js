// Buttons that copy the text beside them (app/src/components/kit.rs). Without it the text can be marked and copied.
export function wake(root) {
  if (!navigator.clipboard) return;
  for (const button of root.querySelectorAll("button[data-copies]")) {
    button.hidden = false;
    button.onclick = async () => {
      const text = document.getElementById(button.dataset.copies);
      try {
        await navigator.clipboard.writeText(text.value);
        button.textContent = button.dataset.done;
      } catch {
        text.select();
      }
    };
  }
}
