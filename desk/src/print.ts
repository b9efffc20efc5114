// The browser's own print dialog, on the PDF itself.

import { bytes } from "./net";

let last: { frame: HTMLIFrameElement; url: string } | null = null;

/** Opens the dialog; a browser that does not let it be opened from here shows the PDF instead. */
export async function printPdf(path: string): Promise<void> {
  const url = URL.createObjectURL(await bytes(path));
  if (last) {
    last.frame.remove();
    URL.revokeObjectURL(last.url);
  }
  const frame = document.createElement("iframe");
  last = { frame, url };
  frame.className = "printing";
  frame.title = "打印";
  frame.src = url;
  frame.addEventListener("load", () => {
    try {
      frame.contentWindow?.focus();
      frame.contentWindow?.print();
    } catch {
      window.open(url);
    }
  });
  document.body.append(frame);
}
