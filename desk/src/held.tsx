// Items that were kept for later, to be brought back into this issue.

import { useEffect, useState } from "preact/hooks";
import type { Held } from "./api";
import { get } from "./net";
import { failed, issue, send } from "./state";

export function HeldItems() {
  const [held, setHeld] = useState<Held[] | null>(null);
  const version = issue.value?.version;
  useEffect(() => {
    get<Held[]>("/api/held").then(setHeld, failed);
  }, [version]);
  const columns = issue.value?.columns ?? [];
  if (held === null) return <p class="quiet">…</p>;
  if (held.length === 0) return <p class="quiet empty">没有留用稿。在条目的“其他操作”里可以留用</p>;
  return (
    <div class="list">
      {held.map((one) => (
        <section class="submission" key={`${one.column}.${one.item}`} aria-label={one.headline}>
          <h2>{one.headline || "（没有标题）"}</h2>
          <p class="body">{one.body}</p>
          <p class="quiet">
            {one.credits.join("、")}
            {one.from && `　撤自 ${one.from}`}
          </p>
          <div class="actions">
            {columns.map((column) => (
              <button
                type="button"
                key={column.id}
                class={column.name === one.name ? "primary" : ""}
                onClick={() =>
                  void send({
                    do: "bring",
                    held_column: one.column,
                    held_item: one.item,
                    column: column.id,
                    index: column.items.length,
                  })
                }
              >
                放到“{column.name || "没有名称的栏目"}”
              </button>
            ))}
            {columns.length === 0 && <p class="quiet">先加一个栏目</p>}
          </div>
        </section>
      ))}
    </div>
  );
}
