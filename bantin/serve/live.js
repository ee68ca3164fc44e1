// Lays the problems of the last build over the page. livereload.js, which follows in the same file, picks
// this plugin up by its name and hands it every message first.
"use strict";
{
  const script = new URL(document.currentScript.src);
  const problems = new URL("problems", script);
  const style = new URL("live.css", script);
  let asked = 0;

  const styled = () => new Promise((done) => {
    if (document.querySelector(`link[href="${style.pathname}"]`)) return done();
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.onload = link.onerror = done;
    link.setAttribute("href", style.pathname);
    document.head.append(link);
  });

  const remove = () => document.querySelector("dialog.bantin-problems")?.remove();

  const show = async () => {
    const mine = ++asked;
    const answer = await fetch(problems, { cache: "no-store" });
    const inside = answer.status === 200 ? await answer.text() : "";
    if (inside) await styled();
    if (mine !== asked) return; // a later message has overtaken this one
    remove();
    if (!inside) return;
    const dialog = document.createElement("dialog");
    dialog.className = "bantin-problems";
    dialog.lang = "vi";
    dialog.setAttribute("role", "alertdialog");
    dialog.setAttribute("aria-labelledby", "bantin-heading");
    dialog.setAttribute("aria-describedby", "bantin-list");
    dialog.innerHTML = inside; // escaped by serve
    dialog.addEventListener("close", remove);
    dialog.querySelector("button").addEventListener("click", () => dialog.close());
    document.body.append(dialog);
    dialog.showModal(); // Escape closes it
  };

  window.LiveReloadPluginBantin = class {
    static identifier = "bantin";
    static version = "1";

    // Sent to serve when the page connects, which then tells what this page has missed.
    analyze() {
      return { build_id: script.searchParams.get("build_id") };
    }

    reload(path) {
      if (path !== problems.pathname) return false;
      show();
      return true;
    }
  };
}
