// The co-op can be installed, and says so kindly when there is no network.
export function keepAShell() {
  if (document.querySelector("[data-offline-page]")) addEventListener("online", () => location.reload());
  if (!("serviceWorker" in navigator)) return;
  addEventListener("load", async () => {
    try {
      await navigator.serviceWorker.register("/sw.js");
      const { active } = await navigator.serviceWorker.ready;
      active.postMessage({ language: document.documentElement.lang });
    } catch {
      // A browser that keeps no workers, such as a private window: everything else works.
    }
  });
}
