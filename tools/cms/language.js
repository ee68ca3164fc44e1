// Vietnamese until somebody chooses another language. Loaded before the editor, which reads it at once.
const PREFERENCES = "sveltia-cms.prefs";
try {
  const chosen = JSON.parse(localStorage.getItem(PREFERENCES) ?? "{}");
  if (!chosen.locale) localStorage.setItem(PREFERENCES, JSON.stringify({ ...chosen, locale: "vi" }));
} catch {
  // A browser that keeps nothing takes its own language.
}
