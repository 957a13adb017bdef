// Runs before the first paint, so that a chosen appearance never flashes. Not a module: modules wait.
try {
  const theme = localStorage.getItem("theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {
  // Storage is closed to us: the device's own choice stands.
}
