// Tables and pictures of an item.

import { useEffect, useState } from "preact/hooks";
import type { Figure, Item, Table } from "./api";
import { Icon } from "./icons";
import { send } from "./state";

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
  const [caption, setCaption] = useState(table.caption);
  const [rows, setRows] = useState(table.rows);
  useEffect(() => {
    setCaption(table.caption);
    setRows(table.rows);
  }, [table]);
  const save = (caption: string, rows: string[][]) =>
    void send({ do: "set-table", item: item.id, index, caption, rows, after: table.after });
  const set = (rows: string[][]) => {
    setRows(rows);
    save(caption, rows);
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
          onInput={(event) => setCaption(event.currentTarget.value)}
          onBlur={() => caption !== table.caption && save(caption, rows)}
        />
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
                        setRows(
                          rows.map((old, at) =>
                            at === r ? old.map((was, n) => (n === c ? text : was)) : old,
                          ),
                        );
                      }}
                      onBlur={() => save(caption, rows)}
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
  const [caption, setCaption] = useState(figure.caption);
  const [alt, setAlt] = useState(figure.alt);
  const [width, setWidth] = useState(figure.width === null ? "" : String(figure.width));
  const save = () => {
    const wide = Number(width);
    void send({
      do: "set-figure",
      item: item.id,
      index,
      caption,
      alt,
      width: width.trim() !== "" && Number.isInteger(wide) ? wide : null,
      after: figure.after,
    });
  };
  return (
    <figure class="inset">
      <figcaption>
        <span class="quiet">图片 {figure.file}</span>
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
            onInput={(event) => setCaption(event.currentTarget.value)}
            onBlur={save}
          />
        </label>
        <label>
          图里是什么
          <input value={alt} onInput={(event) => setAlt(event.currentTarget.value)} onBlur={save} />
        </label>
        <label>
          宽（%）
          <input
            inputMode="numeric"
            class="short"
            value={width}
            onInput={(event) => setWidth(event.currentTarget.value)}
            onBlur={save}
          />
        </label>
      </div>
    </figure>
  );
}
