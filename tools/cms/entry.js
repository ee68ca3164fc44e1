// Starts the form editor with the settings that the page names.
import "./language.js";
import * as sveltia from "@sveltia/cms";

const CMS = sveltia.default ?? sveltia;

// What the editor would rewrite in passing stays as it was written: the alignment of a table's columns, and
// charts, which it would take for pictures that are missing.
const kept = (id, label, pattern) =>
  CMS.registerEditorComponent({
    id,
    label,
    pattern,
    fields: [{ name: "markdown", label, widget: "text" }],
    fromBlock: ([markdown]) => ({ markdown: markdown.trimEnd() }),
    toBlock: ({ markdown }) => markdown ?? "",
    toPreview: ({ markdown }) => `<pre>${(markdown ?? "").replace(/[&<]/g, (sign) => ({ "&": "&amp;", "<": "&lt;" })[sign])}</pre>`,
  });

kept("table", "Bảng", /^\|.*\|[ \t]*(?:\n\|.*\|[ \t]*)+$/m);
kept("chart", "Biểu đồ", /^!\[[^\]\n]*\]\([^)\s]+\.toml(?:#[^)\s]*)?(?: "[^"\n]*")?\)[ \t]*$/m);

CMS.init();
