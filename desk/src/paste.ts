// What is pasted from Word, WPS, Excel and web pages, as the texts of a draft.

export type Pasted = { text: string; table: string[][] | null };

const BLOCKS = new Set([
  "P",
  "DIV",
  "LI",
  "H1",
  "H2",
  "H3",
  "H4",
  "H5",
  "H6",
  "SECTION",
  "ARTICLE",
  "BLOCKQUOTE",
]);
const DROPPED = new Set(["STYLE", "SCRIPT", "META", "LINK", "TITLE", "HEAD", "XML", "O:P"]);

/** A clipboard's HTML; nothing of it is ever put into the page. */
export function fromHtml(html: string): Pasted {
  const parsed = new DOMParser().parseFromString(html, "text/html");
  const tables = parsed.querySelectorAll("table");
  const first = tables[0];
  if (tables.length === 1 && first) {
    const table = grid(first);
    const rest = (parsed.body.textContent ?? "").replace(/\s/g, "").length;
    const inside = (first.textContent ?? "").replace(/\s/g, "").length;
    if (rest === inside && (table[0]?.length ?? 0) > 1) return { text: "", table };
  }
  const paragraphs: string[] = [""];
  const add = (text: string, strong: boolean) => {
    // Word breaks the lines of its HTML anywhere: between Chinese characters that is no space.
    const whole = text.replace(/([\u0100-\uffff])[ \t]*\r?\n[ \t]*(?=[\u0100-\uffff])/g, "$1");
    const plain = whole.replace(/[\s\u00a0]+/g, " ");
    if (plain.trim() === "") return;
    const last = paragraphs.length - 1;
    const marked = strong ? `**${plain.trim()}**` : plain;
    paragraphs[last] = `${paragraphs[last] ?? ""}${marked}`;
  };
  const walk = (node: Node, strong: boolean) => {
    if (node.nodeType === Node.TEXT_NODE) {
      add(node.textContent ?? "", strong);
      return;
    }
    if (!(node instanceof Element) || DROPPED.has(node.nodeName)) return;
    if (node.nodeName === "BR") {
      paragraphs.push("");
      return;
    }
    const style = node.getAttribute("style") ?? "";
    if (/display:\s*none|mso-hide:\s*all/.test(style)) return;
    const weight = /font-weight:\s*(bold|[6-9]00)/.test(style);
    const light = /font-weight:\s*(normal|[1-5]00)/.test(style);
    const bold =
      !light && (strong || weight || node.nodeName === "B" || node.nodeName === "STRONG");
    const block = BLOCKS.has(node.nodeName) || node.nodeName === "TR";
    if (block) paragraphs.push("");
    node.childNodes.forEach((child) => {
      walk(child, bold);
    });
    if (block) paragraphs.push("");
  };
  walk(parsed.body, false);
  return { text: joined(paragraphs), table: null };
}

/** Plain text: lines of a chat or a mail are paragraphs; columns between tabs are a table. */
export function fromText(text: string): Pasted {
  const lines = text.replace(/\r\n?/g, "\n").replace(/\n+$/, "").split("\n");
  const cells = lines.map((line) => line.split("\t"));
  const width = cells[0]?.length ?? 0;
  if (width > 1 && lines.length > 1 && cells.every((row) => row.length === width)) {
    return { text: "", table: cells.map((row) => row.map((cell) => cell.trim())) };
  }
  return { text: joined(lines), table: null };
}

function joined(paragraphs: string[]): string {
  const clean = paragraphs.map((text) =>
    text.replace(/\*\*\*\*/g, "").replace(/^[\s\u3000]+|\s+$/g, ""),
  );
  return clean.filter((text) => text !== "").join("\n\n");
}

/** The cells of a table where they stand: one that covers several has its text in the first. */
function grid(table: HTMLTableElement): string[][] {
  const rows: string[][] = [...table.rows].map(() => []);
  [...table.rows].forEach((row, r) => {
    let c = 0;
    for (const cell of row.cells) {
      while (rows[r]?.[c] !== undefined) c += 1;
      const text = (cell.textContent ?? "").replace(/\s+/g, " ").trim();
      const high = Math.min(cell.rowSpan || 1, rows.length - r);
      const wide = Math.min(cell.colSpan || 1, 100);
      for (let y = 0; y < high; y += 1) {
        const line = rows[r + y];
        for (let x = 0; line && x < wide; x += 1) line[c + x] = y === 0 && x === 0 ? text : "";
      }
      c += wide;
    }
  });
  const width = Math.max(0, ...rows.map((row) => row.length));
  return rows.map((row) => Array.from({ length: width }, (_, c) => row[c] ?? ""));
}
