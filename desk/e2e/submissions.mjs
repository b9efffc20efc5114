// What three units send in: a Word document, lines of a chat, a web page.

import { crc32 as sum } from "node:zlib";

export const CHAT = `县水利局抢抓晴好天气推进水库除险加固
县水利局组织3支施工队伍，对2座小型水库开展除险加固，目前已完成坝体灌浆1200米，完成投资380万元，预计月底前全部完工。
（水利局）
`;

export const WEB = `<!doctype html><html><body><h1>县教体局扎实做好秋季开学准备工作</h1>
<p>检查校舍58处，更换课桌椅<b>460套</b>，培训食堂从业人员210人次，确保新学期平稳开学。</p><p>（教体局）</p></body></html>`;

const run = (text, bold) =>
  `<w:r>${bold ? "<w:rPr><w:b/></w:rPr>" : ""}<w:t xml:space="preserve">${text}</w:t></w:r>`;
const paragraph = (runs) => `<w:p>${runs}</w:p>`;
const DOCUMENT = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${[
  run("城关镇开展人居环境集中整治", true),
  run("出动人员600余人次，清理垃圾120余吨，") +
    run("整治乱堆乱放90处", true) +
    run("，发放宣传页1500份。"),
  run("（城关镇）"),
]
  .map(paragraph)
  .join("")}</w:body></w:document>`;

/** A Word document, as its three parts in an archive that is not compressed. */
export const WORD = archive({
  "[Content_Types].xml": `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`,
  "_rels/.rels": `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`,
  "word/document.xml": DOCUMENT,
});

function archive(files) {
  const parts = [];
  const directory = [];
  let at = 0;
  for (const [name, text] of Object.entries(files)) {
    const [path, bytes] = [Buffer.from(name), Buffer.from(text)];
    const head = Buffer.alloc(26);
    head.writeUInt16LE(20, 0);
    head.writeUInt16LE(0x21, 8);
    head.writeUInt32LE(sum(bytes), 10);
    head.writeUInt32LE(bytes.length, 14);
    head.writeUInt32LE(bytes.length, 18);
    head.writeUInt16LE(path.length, 22);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(at, 10);
    parts.push(Buffer.from("PK\x03\x04"), head, path, bytes);
    directory.push(Buffer.from("PK\x01\x02\x14\x00"), head, place, path);
    at += 4 + head.length + path.length + bytes.length;
  }
  const list = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  const count = Object.keys(files).length;
  end.writeUInt16LE(count, 4);
  end.writeUInt16LE(count, 6);
  end.writeUInt32LE(list.length, 8);
  end.writeUInt32LE(at, 12);
  return Buffer.concat([...parts, list, Buffer.from("PK\x05\x06"), end]);
}
