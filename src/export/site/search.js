(function () {
  "use strict";
  var form = document.getElementById("form"), box = document.getElementById("words"),
      told = document.getElementById("told"), list = document.getElementById("found"),
      loaded = {}, turn = 0, MOST = 200;
  function plain(text) { return text.normalize ? text.normalize("NFKC").toLowerCase() : text.toLowerCase(); }
  function add(parent, name, text) {
    var element = document.createElement(name);
    element.textContent = text;
    parent.appendChild(element);
    return element;
  }
  function marked(parent, text, words) {
    var low = text.toLowerCase(), at = 0;
    while (at < text.length) {
      var next = -1, length = 0;
      words.forEach(function (word) {
        var found = low.indexOf(word, at);
        if (found >= 0 && (next < 0 || found < next)) { next = found; length = word.length; }
      });
      if (next < 0) { break; }
      parent.appendChild(document.createTextNode(text.slice(at, next)));
      add(parent, "mark", text.slice(next, next + length));
      at = next + length;
    }
    parent.appendChild(document.createTextNode(text.slice(at)));
  }
  // A character beyond the first 65,536 takes two places, and is never cut between them.
  function whole(text, at) { return /[\uDC00-\uDFFF]/.test(text.charAt(at)) ? at + 1 : at; }
  function show(item, words) {
    var entry = document.createElement("li"), link = add(entry, "a", "");
    link.href = item[0];
    marked(link, item[3] || "（无标题）", words);
    add(entry, "span", " " + item[1] + (item[2] ? "【" + item[2] + "】" : "")).className = "when";
    var low = plain(item[4]), first = -1;
    words.forEach(function (word) {
      var found = low.indexOf(word);
      if (found >= 0 && (first < 0 || found < first)) { first = found; }
    });
    var start = whole(item[4], Math.max(0, first - 24)), end = whole(item[4], start + 90);
    var text = item[4].slice(start, end);
    var line = add(entry, "div", start > 0 ? "……" : "");
    line.className = "what";
    marked(line, text, words);
    if (end < item[4].length) { line.appendChild(document.createTextNode("……")); }
    list.appendChild(entry);
  }
  function load(year, then) {
    if (loaded[year]) { then(loaded[year]); return; }
    var script = document.createElement("script");
    script.src = "search/" + year + ".js";
    script.onload = function () { then(loaded[year] || []); };
    script.onerror = function () { then(null); };
    document.head.appendChild(script);
  }
  window.kuaibao = function (year, items) { loaded[year] = items; };
  function search(event) {
    if (event) { event.preventDefault(); }
    var words = plain(box.value).split(/\s+/).filter(function (word) { return word; });
    var mine = ++turn, count = 0, lost = [];
    list.textContent = "";
    told.textContent = "";
    if (!words.length) { return; }
    location.hash = encodeURIComponent(box.value);
    (function next(at) {
      if (mine !== turn) { return; }
      if (at >= YEARS.length) {
        told.textContent = (count ? "找到 " + count + " 条" + (count > MOST ? "，列出最近的 " + MOST + " 条" : "") : "没有找到")
          + (lost.length ? "；" + lost.join("、") + "年的没有读出来" : "");
        return;
      }
      told.textContent = "正在查 " + YEARS[at] + " 年……";
      load(YEARS[at], function (items) {
        if (mine !== turn) { return; }
        if (!items) { lost.push(YEARS[at]); items = []; }
        items.forEach(function (item) {
          var text = plain(item.slice(1).join(" "));
          if (words.every(function (word) { return text.indexOf(word) >= 0; }) && ++count <= MOST) { show(item, words); }
        });
        next(at + 1);
      });
    })(0);
  }
  form.addEventListener("submit", search);
  if (location.hash.length > 1) {
    try { box.value = decodeURIComponent(location.hash.slice(1)); } catch (error) { box.value = ""; }
    search();
  }
})();
