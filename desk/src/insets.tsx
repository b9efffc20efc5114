// Tables and pictures of an item.

import { useEffect, useRef, useState } from "preact/hooks";
import type { Figure, Item, Table } from "./api";
import { Icon } from "./icons";
import { send } from "./state";

/** Behind which paragraph of the body it is printed. */
function Place(props: { item: Item; after: number | null; set: (after: number | null) => void }) {
  const count = props.item.body.split(/\n\s*\n/).filter((text) => text.trim() !== "").length;
  const own = props.after ?? 0;
  return (
    <label class="place">
      放在
      <select
        value={String(own)}
        onChange={(event) => {
          const after = Number(event.currentTarget.value);
          props.set(after === 0 ? null : after);
        }}
      >
        {Array.from({ length: Math.max(count, own) }, (_, index) => (
          <option key={index} value={String(index + 1)}>
            第 {index + 1} 段后
          </option>
        ))}
        <option value="0">最后</option>
      </select>
    </label>
  );
}

export function Tables({ item }: { item: Item }) {
  return (
    <>
      {item.tables.map((table, index) => (
        <Grid key={index} item={item} table={table} index={index} />
      ))}
    </>
  );
}

function Grid({ item, table, index }: { item: Item; table: Table; index: number }) {
  const [shown, setShown] = useState({ caption: table.caption, rows: table.rows });
  // What is typed is there at once; what is shown comes a moment later.
  const typed = useRef(shown);
  const type = (change: Partial<typeof shown>) => {
    typed.current = { ...typed.current, ...change };
    setShown(typed.current);
  };
  // What comes back is what was sent: more may have been typed since.
  const written = JSON.stringify([table.caption, table.rows]);
  const sent = useRef(written);
  const waiting = useRef(0);
  useEffect(() => {
    if (waiting.current > 0 || sent.current === written) return;
    sent.current = written;
    type({ caption: table.caption, rows: table.rows });
  }, [written]);
  const save = (after = table.after) => {
    const { caption, rows } = typed.current;
    const now = JSON.stringify([caption, rows]);
    if (now === written && after === table.after) return;
    sent.current = now;
    waiting.current += 1;
    void send({ do: "set-table", item: item.id, index, caption, rows, after }).then(() => {
      waiting.current -= 1;
    });
  };
  const { caption, rows } = shown;
  const set = (rows: string[][]) => {
    type({ rows });
    save();
  };
  const width = rows[0]?.length ?? 0;
  return (
    <figure class="inset">
      <figcaption>
        <input
          class="plain"
          aria-label="表题"
          placeholder="表题"
          value={caption}
          onInput={(event) => type({ caption: event.currentTarget.value })}
          onBlur={() => save()}
        />
        <Place item={item} after={table.after} set={save} />
        <span class="tools">
          {table.file === null && (
            <>
              <button
                type="button"
                class="small"
                onClick={() => set([...rows, Array<string>(width).fill("")])}
              >
                加行
              </button>
              <button
                type="button"
                class="small"
                onClick={() => set(rows.map((row) => [...row, ""]))}
              >
                加列
              </button>
              <button
                type="button"
                class="small"
                disabled={rows.length < 2}
                onClick={() => set(rows.slice(0, -1))}
              >
                减行
              </button>
              <button
                type="button"
                class="small"
                disabled={width < 2}
                onClick={() => set(rows.map((row) => row.slice(0, -1)))}
              >
                减列
              </button>
            </>
          )}
          <button
            type="button"
            class="icon-button"
            aria-label="删去这张表"
            title="删去这张表"
            onClick={() => void send({ do: "drop-table", item: item.id, index })}
          >
            <Icon sign="close" />
          </button>
        </span>
      </figcaption>
      {table.file === null ? (
        <table>
          <tbody>
            {rows.map((row, r) => (
              <tr key={r} class={r < table.head ? "head" : ""}>
                {row.map((cell, c) => (
                  <td key={c}>
                    <input
                      class="plain"
                      aria-label={`第${r + 1}行第${c + 1}列`}
                      value={cell}
                      onInput={(event) => {
                        const text = event.currentTarget.value;
                        const change = (row: string[]) =>
                          row.map((was, at) => (at === c ? text : was));
                        type({
                          rows: typed.current.rows.map((row, at) => (at === r ? change(row) : row)),
                        });
                      }}
                      onBlur={() => save()}
                    />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      ) : (
        <p class="quiet">内容在文件 {table.file} 里</p>
      )}
    </figure>
  );
}

export function Figures({ item }: { item: Item }) {
  return (
    <>
      {item.figures.map((figure, index) => (
        <Picture key={index} item={item} figure={figure} index={index} />
      ))}
    </>
  );
}

function Picture({ item, figure, index }: { item: Item; figure: Figure; index: number }) {
  const own = {
    caption: figure.caption,
    alt: figure.alt,
    width: figure.width === null ? "" : String(figure.width),
  };
  const [shown, setShown] = useState(own);
  const typed = useRef(shown);
  const type = (change: Partial<typeof shown>) => {
    typed.current = { ...typed.current, ...change };
    setShown(typed.current);
  };
  const written = JSON.stringify(own);
  const sent = useRef(written);
  const waiting = useRef(0);
  useEffect(() => {
    if (waiting.current > 0 || sent.current === written) return;
    sent.current = written;
    type(own);
  }, [written]);
  const save = (after = figure.after) => {
    const { caption, alt, width } = typed.current;
    const now = JSON.stringify(typed.current);
    if (now === written && after === figure.after) return;
    sent.current = now;
    waiting.current += 1;
    const wide = Number(width);
    void send({
      do: "set-figure",
      item: item.id,
      index,
      caption,
      alt,
      width: width.trim() !== "" && Number.isInteger(wide) ? wide : null,
      after,
    }).then(() => {
      waiting.current -= 1;
    });
  };
  const { caption, alt, width } = shown;
  return (
    <figure class="inset">
      <figcaption>
        <span class="quiet">图片 {figure.file}</span>
        <span class="spring" />
        <Place item={item} after={figure.after} set={save} />
        <button
          type="button"
          class="icon-button"
          aria-label={`删去图片 ${figure.file}`}
          title="从这一条里删去（文件留着）"
          onClick={() => void send({ do: "drop-figure", item: item.id, index })}
        >
          <Icon sign="close" />
        </button>
      </figcaption>
      <div class="pair">
        <label>
          图题
          <input
            value={caption}
            onInput={(event) => type({ caption: event.currentTarget.value })}
            onBlur={() => save()}
          />
        </label>
        <label>
          图里是什么
          <input
            value={alt}
            onInput={(event) => type({ alt: event.currentTarget.value })}
            onBlur={() => save()}
          />
        </label>
        <label>
          宽（%）
          <input
            inputMode="numeric"
            class="short"
            value={width}
            onInput={(event) => type({ width: event.currentTarget.value })}
            onBlur={() => save()}
          />
        </label>
      </div>
    </figure>
  );
}
