// What is pasted from Word, WPS, Excel and web pages, as the texts of a draft.

/** What stands in a text, behind so many paragraphs of it. */
export type Among<T> = { what: T; behind: number };

export type Pasted = {
  text: string;
  tables: Among<string[][]>[];
  /** Pictures that stand in the text itself. */
  pictures: Among<File>[];
  /** How many pictures only the program knows that they were copied in. */
  missing: number;
};

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
const DROPPED = new Set(["STYLE", "SCRIPT", "META", "LINK", "TITLE", "HEAD", "XML", "O:P", "DEL"]);
/** What Word copies along and nobody sees in the text: remarks, and the marks that lead to them. */
const REMARK = /mso-element:\s*comment|mso-special-character:\s*comment/;
const HIDDEN = /display:\s*none|mso-hide:\s*all/;
/** Raised figures as they are written in a line: 平方米 is m². */
const RAISED: Record<string, string> = { "1": "¹", "2": "²", "3": "³" };

/** A clipboard's HTML; nothing of it is ever put into the page. */
export function fromHtml(html: string): Pasted {
  const parsed = new DOMParser().parseFromString(html, "text/html");
  const paragraphs: string[] = [""];
  const pasted: Pasted = { text: "", tables: [], pictures: [], missing: 0 };
  const add = (text: string, strong: boolean) => {
    // Word breaks the lines of its HTML anywhere: between Chinese characters that is no space.
    const whole = text.replace(/([\u0100-\uffff])[ \t]*\r?\n[ \t]*(?=[\u0100-\uffff])/g, "$1");
    const plain = whole.replace(/[\s\u00a0]+/g, " ");
    if (plain.trim() === "") return;
    const last = paragraphs.length - 1;
    const marked = strong ? `**${plain.trim()}**` : plain;
    paragraphs[last] = `${paragraphs[last] ?? ""}${marked}`;
  };
  /** What comes after it is another paragraph. */
  function among<T>(what: T): Among<T> {
    const behind = written(paragraphs).length;
    paragraphs.push("");
    return { what, behind };
  }
  const walk = (node: Node, strong: boolean) => {
    if (node.nodeType === Node.TEXT_NODE) {
      add(node.textContent ?? "", strong);
      return;
    }
    if (!(node instanceof Element) || unseen(node)) return;
    if (node.nodeName === "BR") {
      paragraphs.push("");
      return;
    }
    if (node.nodeName === "IMG") {
      const file = picture(node.getAttribute("src") ?? "", pasted.pictures.length + 1);
      if (file) pasted.pictures.push(among(file));
      else pasted.missing += 1;
      return;
    }
    if (node instanceof HTMLTableElement) {
      const table = grid(node);
      // One that only frames a text is no table.
      if ((table[0]?.length ?? 0) > 1) {
        pasted.tables.push(among(table));
        return;
      }
    }
    const style = node.getAttribute("style") ?? "";
    const weight = /font-weight:\s*(bold|[6-9]00)/.test(style);
    const light = /font-weight:\s*(normal|[1-5]00)/.test(style);
    const bold =
      !light && (strong || weight || node.nodeName === "B" || node.nodeName === "STRONG");
    const block = BLOCKS.has(node.nodeName) || node.nodeName === "TR";
    if (block) paragraphs.push("");
    if (node.nodeName === "LI") add(entry(node), strong);
    if (node.nodeName === "SUP") {
      const text = node.textContent ?? "";
      add([...text].map((c) => RAISED[c] ?? c).join(""), bold);
    } else {
      node.childNodes.forEach((child) => {
        walk(child, bold);
      });
    }
    if (block) paragraphs.push("");
  };
  walk(parsed.body, false);
  return { ...pasted, text: joined(paragraphs) };
}

function unseen(node: Element): boolean {
  const style = node.getAttribute("style") ?? "";
  return (
    DROPPED.has(node.nodeName) ||
    HIDDEN.test(style) ||
    REMARK.test(style) ||
    node.classList.contains("MsoCommentReference")
  );
}

/** The number of an entry of a numbered list, which is nowhere in its text. */
function entry(node: Element): string {
  const list = node.parentElement;
  if (list?.nodeName !== "OL") return "";
  const before = [...list.children].filter((other) => other.nodeName === "LI").indexOf(node);
  return `${Number(list.getAttribute("start") ?? 1) + before}.`;
}

/** A picture that stands in the HTML itself; others are on the machine that it was copied on. */
function picture(source: string, number: number): File | null {
  const [, kind, data] = /^data:image\/(png|jpe?g);base64,([\s\S]*)$/.exec(source) ?? [];
  if (!kind || !data) return null;
  try {
    const bytes = Uint8Array.from(atob(data.replace(/\s/g, "")), (c) => c.charCodeAt(0));
    return new File([bytes], `图${number}.${kind}`, { type: `image/${kind}` });
  } catch {
    return null;
  }
}

/** Plain text: lines of a chat or a mail are paragraphs; columns between tabs are a table. */
export function fromText(text: string): Pasted {
  const lines = text.replace(/\r\n?/g, "\n").replace(/\n+$/, "").split("\n");
  const cells = lines.map((line) => line.split("\t"));
  const width = cells[0]?.length ?? 0;
  if (width > 1 && lines.length > 1 && cells.every((row) => row.length === width)) {
    const table = cells.map((row) => row.map((cell) => cell.trim()));
    return { text: "", tables: [{ what: table, behind: 0 }], pictures: [], missing: 0 };
  }
  return { text: joined(lines), tables: [], pictures: [], missing: 0 };
}

function joined(paragraphs: string[]): string {
  return written(paragraphs).join("\n\n");
}

/** The paragraphs that have something in them. */
function written(paragraphs: string[]): string[] {
  const clean = paragraphs.map((text) =>
    text.replace(/\*\*\*\*/g, "").replace(/^[\s\u3000]+|\s+$/g, ""),
  );
  return clean.filter((text) => text !== "");
}

/** A text that is pasted, and where in it its tables and pictures stand. */
export type Placing = { insert: string; tables: number[]; pictures: number[]; caret: number };

/**
 * Pastes between two parts of a text. Tables and pictures stand between paragraphs: where one comes in the
 * middle of one, that is divided. Places are counted from where the text is pasted.
 */
export function placed(before: string, behind: string, pasted: Pasted): Placing {
  const { text, tables, pictures } = pasted;
  const ends: number[] = [];
  const all = text === "" ? [] : text.split("\n\n");
  all.reduce((end, paragraph, index) => {
    const now = end + (index > 0 ? 2 : 0) + paragraph.length;
    ends.push(now);
    return now;
  }, 0);
  const insets = [...tables, ...pictures];
  const head = before.slice(before.lastIndexOf("\n") + 1);
  const tail = behind.split("\n")[0] ?? "";
  const first = insets.some((inset) => inset.behind === 0);
  const last = insets.some((inset) => inset.behind === all.length);
  // Between the parts alone one division is enough.
  const above = first && head.trim() !== "" && (all.length > 0 || tail.trim() !== "");
  const below = last && tail.trim() !== "" && all.length > 0;
  const open = (part: string) => (part.match(/\*\*/g)?.length ?? 0) % 2 === 1;
  const strong = open(head) && open(tail) ? "**" : "";
  const insert =
    above && all.length === 0
      ? `${strong}\n\n${strong}`
      : `${above ? `${strong}\n\n` : ""}${text}${below ? `\n\n${strong}` : ""}`;
  const start = above && all.length > 0 ? strong.length + 2 : 0;
  const at = (inset: Among<unknown>) =>
    inset.behind === 0 ? (above ? strong.length : 0) : start + (ends[inset.behind - 1] ?? 0);
  return {
    insert,
    tables: tables.map(at),
    pictures: pictures.map(at),
    caret: insert.length - (above && all.length === 0 ? strong.length : 0),
  };
}

/** The text of a cell in one line. Two lines of it are never run together: 1200 and 300 are two figures. */
function inside(cell: Element): string {
  let text = "";
  const walk = (node: Node) => {
    if (node.nodeType === Node.TEXT_NODE) text += (node.textContent ?? "").replace(/\s+/g, " ");
    if (!(node instanceof Element) || unseen(node)) return;
    const block = BLOCKS.has(node.nodeName) || /^(BR|TR|TD)$/.test(node.nodeName);
    if (block) text += "\n";
    node.childNodes.forEach(walk);
    if (block) text += "\n";
  };
  cell.childNodes.forEach(walk);
  return text
    .replace(/([\u3000-\uffff])[ \u00a0]*\n\s*(?=[\u3000-\uffff])/g, "$1")
    .replace(/[\s\u00a0]+/g, " ")
    .trim();
}

/** The cells of a table where they stand: one that covers several has its text in the first. */
function grid(table: HTMLTableElement): string[][] {
  const rows: string[][] = [...table.rows].map(() => []);
  [...table.rows].forEach((row, r) => {
    let c = 0;
    for (const cell of row.cells) {
      while (rows[r]?.[c] !== undefined) c += 1;
      const text = inside(cell);
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
