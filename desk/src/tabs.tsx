// A page of several faces: its head with the ways back, the tabs, and the face that is chosen.

import type { ComponentChildren } from "preact";
import { part } from "./net";
import { lastIssue } from "./state";

type TabbedProps<T extends string> = {
  /** What the page is called, and its class beside `home`. */
  title: string;
  kind: string;
  all: readonly (readonly [T, string])[];
  chosen: T;
  choose: (tab: T) => void;
  children: ComponentChildren;
};

export function Tabbed<T extends string>(props: TabbedProps<T>) {
  const { title, kind, all, chosen, choose, children } = props;
  const last = lastIssue.value;
  const move = (event: KeyboardEvent) => {
    const by = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    if (by === 0) return;
    const next = all[(all.findIndex(([key]) => key === chosen) + by + all.length) % all.length];
    if (!next) return;
    choose(next[0]);
    document.getElementById(`tab-${next[0]}`)?.focus();
    event.preventDefault();
  };
  return (
    <main class={`home ${kind}`}>
      <header class="home-head">
        <h1>{title}</h1>
        <nav aria-label="回去">
          {last && (
            <a class="button" href={`#/issue/${part(last.name)}`}>
              回到{last.title}
            </a>
          )}
          <a class="button" href="#/">
            回到各期
          </a>
        </nav>
      </header>
      <div class="tabs" role="tablist" aria-label={title} tabIndex={-1} onKeyDown={move}>
        {all.map(([name, words]) => (
          <button
            key={name}
            type="button"
            role="tab"
            id={`tab-${name}`}
            aria-selected={name === chosen}
            aria-controls="face"
            tabIndex={name === chosen ? 0 : -1}
            onClick={() => choose(name)}
          >
            {words}
          </button>
        ))}
      </div>
      <section id="face" class={`${kind}-panel`} role="tabpanel" aria-labelledby={`tab-${chosen}`}>
        {children}
      </section>
    </main>
  );
}
