// The head of a table: what each column is, and of one whose rows are changed, where.

export function Heads({ of, changed = false }: { of: string[]; changed?: boolean }) {
  return (
    <thead>
      <tr>
        {of.map((head) => (
          <th key={head} scope="col">
            {head}
          </th>
        ))}
        {changed && (
          <th scope="col">
            <span class="seen">改</span>
          </th>
        )}
      </tr>
    </thead>
  );
}
