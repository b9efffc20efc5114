// Words looked for in all issues.

import { useEffect, useState } from "preact/hooks";
import type { Hit, Hits, Piece } from "./api";
import { get, part } from "./net";
import { failed } from "./state";

/** Typing that goes on is waited for. */
const PAUSE = 180;

export function Search({ words }: { words: string }) {
  const [found, setFound] = useState<Hits | null>(null);
  useEffect(() => {
    let late = false;
    const timer = setTimeout(() => {
      get<Hits>(`/api/find?name=${part(words)}`).then((hits) => {
        if (!late) setFound(hits);
      }, failed);
    }, PAUSE);
    return () => {
      late = true;
      clearTimeout(timer);
    };
  }, [words]);
  if (found === null) return <p class="quiet waiting">正在找…</p>;
  return (
    <section class="found" aria-label="找到的">
      <p class="quiet" role="status">
        {found.items === 0 ? "没有找到" : `共 ${found.issues} 期 ${found.items} 条`}
        {found.hits.length < found.items && `，列出 ${found.hits.length} 条`}
        {found.near.length > 0 && `；也找了 ${found.near.join("、")}`}
      </p>
      <ul>
        {found.hits.map((hit) => (
          <li key={`${hit.place} ${hit.number}`}>
            <Row hit={hit} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Row({ hit }: { hit: Hit }) {
  const inside = (
    <>
      <span class="found-place">
        {hit.place}　{hit.number}
      </span>
      <span class="found-headline">
        {hit.column.length > 0 && (
          <span class="quiet">
            【<Pieces all={hit.column} />】
          </span>
        )}
        <Pieces all={hit.headline} />
        {hit.credits.length > 0 && (
          <span class="quiet">
            （
            {hit.credits.map((credit, at) => (
              <span key={credit.map((piece) => piece.text).join("")}>
                {at > 0 && " "}
                <Pieces all={credit} />
              </span>
            ))}
            ）
          </span>
        )}
      </span>
      {hit.passages.map((passage) => (
        <span class="found-passage" key={passage.map((piece) => piece.text).join("")}>
          <Pieces all={passage} />
        </span>
      ))}
    </>
  );
  if (hit.issue === null) return <div class="found-row">{inside}</div>;
  const at = /^\d/.test(hit.number) ? `/${hit.number}` : "";
  return (
    <a class="found-row" href={`#/issue/${part(hit.issue)}${at}`}>
      {inside}
    </a>
  );
}

function Pieces({ all }: { all: Piece[] }) {
  return (
    <>
      {all.map((piece, at) =>
        piece.hit ? <mark key={`${at}-${piece.text}`}>{piece.text}</mark> : piece.text,
      )}
    </>
  );
}
