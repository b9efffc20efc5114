// Shows only the parts that hold all words looked for. Without scripts the whole page is there.
const search = document.getElementById("search");
const found = document.getElementById("found");
const parts = [];
for (const section of document.querySelectorAll("main section")) {
  let part = [];
  for (const child of [...section.children]) {
    if (/^H[12]$/.test(child.tagName) && part.length) {
      parts.push(part);
      part = [];
    }
    part.push(child);
  }
  parts.push(part);
}
search.addEventListener("input", () => {
  const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
  let count = 0;
  for (const part of parts) {
    const text = part.map((element) => element.textContent).join(" ").toLowerCase();
    const hit = words.every((word) => text.includes(word));
    if (hit) count += 1;
    for (const element of part) element.classList.toggle("hidden", !hit);
  }
  found.textContent = words.length ? (count ? `找到 ${count} 处` : "没有找到") : "";
});
