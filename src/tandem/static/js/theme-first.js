// Runs before the first paint, so that a chosen theme never flashes the other one.
// Nothing chosen: the page follows the system.
try {
  const theme = localStorage.getItem("tandem-theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {
  // Storage may be switched off; then the system decides.
}
