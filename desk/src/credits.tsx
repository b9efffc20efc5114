// The units of an item, picked as one types: by any form of the name, or the first letters of its pinyin.

import { useEffect, useId, useRef, useState } from "preact/hooks";
import type { Id, Unit } from "./api";
import { Icon } from "./icons";
import { credit, office, target } from "./state";

const MOST = 8;

function matches(units: Unit[], typed: string, taken: string[]): Unit[] {
  const wanted = typed.trim().toLowerCase();
  if (wanted === "") return [];
  const score = (unit: Unit): number => {
    if (unit.credit === typed.trim()) return 0;
    if (unit.credit.startsWith(wanted)) return 1;
    if (unit.initials.some((letters) => letters.startsWith(wanted))) return 2;
    if (unit.forms.some((form) => form.includes(wanted))) return 3;
    if (unit.initials.some((letters) => letters.includes(wanted))) return 4;
    return 9;
  };
  return units
    .filter((unit) => !taken.includes(unit.credit))
    .map((unit) => ({ unit, rank: score(unit) }))
    .filter(({ rank }) => rank < 9)
    .sort((a, b) => a.rank - b.rank)
    .slice(0, MOST)
    .map(({ unit }) => unit);
}

export function Credits({ item, units, number }: { item: Id; units: string[]; number: string }) {
  const [typed, setTyped] = useState("");
  const [chosen, setChosen] = useState(0);
  const input = useRef<HTMLInputElement>(null);
  const list = useId();
  const roster = office.value?.units ?? [];
  const offers = matches(roster, typed, units);

  const wanted = target.value;
  useEffect(() => {
    if (wanted?.item !== item || wanted.field !== "credits") return;
    target.value = null;
    input.current?.focus();
    input.current?.closest(".card")?.scrollIntoView({ block: "nearest" });
  }, [wanted]);

  const add = (name: string) => {
    const clean = name.trim();
    if (clean !== "" && !units.includes(clean)) credit(item, [...units, clean]);
    setTyped("");
    setChosen(0);
  };
  const remove = (index: number) => {
    credit(
      item,
      units.filter((_, other) => other !== index),
    );
    input.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.isComposing) return;
    if (event.key === "ArrowDown" && offers.length > 0) {
      setChosen((chosen + 1) % offers.length);
      event.preventDefault();
    } else if (event.key === "ArrowUp" && offers.length > 0 && !event.altKey) {
      setChosen((chosen + offers.length - 1) % offers.length);
      event.preventDefault();
    } else if (
      (event.key === "Enter" || event.key === "、" || event.key === ",") &&
      typed.trim() !== ""
    ) {
      add(offers[chosen]?.credit ?? typed);
      event.preventDefault();
    } else if (event.key === "Backspace" && typed === "" && units.length > 0) {
      remove(units.length - 1);
      event.preventDefault();
    } else if (event.key === "Escape" && typed !== "") {
      setTyped("");
      event.stopPropagation();
    }
  };
  return (
    <div class="credits">
      <span class="credits-label" aria-hidden="true">
        供稿
      </span>
      {units.map((unit, index) => {
        const known = roster.length === 0 || roster.some((other) => other.credit === unit);
        return (
          <span
            key={unit}
            class={known ? "chip" : "chip unknown"}
            title={known ? "" : "单位名录里没有这个写法"}
          >
            {unit}
            <button
              type="button"
              class="chip-close"
              aria-label={`去掉${unit}`}
              onClick={() => remove(index)}
            >
              <Icon sign="close" />
            </button>
          </span>
        );
      })}
      <span class="combo">
        <input
          ref={input}
          class="plain"
          role="combobox"
          aria-label={`${number} 的供稿单位`}
          aria-expanded={offers.length > 0}
          aria-controls={list}
          aria-autocomplete="list"
          aria-activedescendant={offers.length > 0 ? `${list}-${chosen}` : undefined}
          autocomplete="off"
          placeholder={units.length === 0 ? "单位名或拼音首字母，如 rsj" : "再加"}
          value={typed}
          onInput={(event) => {
            setTyped(event.currentTarget.value);
            setChosen(0);
          }}
          onKeyDown={onKeyDown}
          onBlur={() => {
            // Letters left behind are no unit: only a name that is one is taken.
            const exact = roster.find((unit) => unit.forms.includes(typed.trim()));
            if (exact) add(exact.credit);
          }}
        />
        <div
          id={list}
          role="listbox"
          class={offers.length > 0 ? "offers" : "offers none"}
          aria-label="单位"
        >
          {offers.map((unit, index) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the field
            // biome-ignore lint/a11y/useFocusableInteractive: the field keeps the focus
            <div
              key={unit.credit}
              id={`${list}-${index}`}
              role="option"
              aria-selected={index === chosen}
              class={index === chosen ? "offer chosen" : "offer"}
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => {
                add(unit.credit);
                input.current?.focus();
              }}
            >
              <b>{unit.credit}</b>
              <span class="quiet">{unit.name}</span>
            </div>
          ))}
        </div>
      </span>
    </div>
  );
}
