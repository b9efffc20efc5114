// What came of a longer job: in words, with the files that were made.

import type { Done } from "./api";
import { part } from "./net";

export function Told({ done }: { done: Done }) {
  return (
    <div class={done.well ? "done" : "failed"} role="status">
      {!done.well && <p>有错误，没有做：</p>}
      {done.said.map((line) => (
        <p key={line}>{line}</p>
      ))}
      {done.files.map((file) => (
        <p key={file}>
          <a
            href={`/api/made/${file.split("/").map(part).join("/")}`}
            target="_blank"
            rel="noreferrer"
          >
            {file}
          </a>
        </p>
      ))}
    </div>
  );
}
