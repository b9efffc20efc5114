//! The editing desk as a server: who is let in, what an edit leaves of the file, and that nothing typed
//! is lost when the program is killed.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::support::workspace_copy;

struct Desk {
    program: Child,
    port: u16,
    token: String,
}

impl Drop for Desk {
    fn drop(&mut self) {
        let _ = self.program.kill();
        let _ = self.program.wait();
    }
}

/// An answer: its code, its head and its body.
struct Answer(u16, String, String);

impl Desk {
    fn open(folder: &Path) -> Self {
        let mut program = Command::new(env!("CARGO_BIN_EXE_kuaibao"))
            .args(["desk", "--no-open", "--port", "0"])
            .current_dir(folder)
            .env_remove("KUAIBAO_WORKSPACE")
            .env("XDG_STATE_HOME", folder.join(".state"))
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program runs");
        let mut line = String::new();
        let said = program.stderr.take().unwrap();
        BufReader::new(said).read_line(&mut line).expect("it says its address");
        let address = line.split_once("http://127.0.0.1:").expect("an address").1.trim();
        let (port, token) = address.split_once("/?t=").expect("port and token");
        Self { port: port.parse().unwrap(), token: token.to_owned(), program }
    }

    fn cookie(&self) -> String {
        format!("Cookie: kuaibao-{}={}\r\n", self.port, self.token)
    }

    /// Sends a request as it is written.
    fn send(&self, line: &str, head: &str, body: &str) -> Answer {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
        let length = body.len();
        write!(
            stream,
            "{line} HTTP/1.1\r\n{head}Connection: close\r\nContent-Length: {length}\r\n\r\n{body}"
        )
        .unwrap();
        let mut bytes = vec![];
        stream.read_to_end(&mut bytes).unwrap();
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let (head, body) = text.split_once("\r\n\r\n").expect("an answer");
        let code = head.split(' ').nth(1).and_then(|code| code.parse().ok()).expect("a code");
        Answer(code, head.to_lowercase(), body.to_owned())
    }

    /// The newest version that the page is told to be in the file, as long as the desk is there.
    fn saved(&self) -> (Arc<AtomicU64>, JoinHandle<()>) {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        let head = self.host() + &self.cookie();
        write!(stream, "GET /api/issue/2023-43/events HTTP/1.1\r\n{head}\r\n").unwrap();
        let newest = Arc::new(AtomicU64::new(0));
        let told = newest.clone();
        let listen = move || {
            for line in BufReader::new(stream).lines().map_while(Result::ok) {
                let Some(data) = line.strip_prefix("data: ") else { continue };
                let Ok(data) = serde_json::from_str::<Value>(data) else { continue };
                if data["saved"] == true {
                    told.store(data["version"].as_u64().unwrap(), Ordering::SeqCst);
                }
            }
        };
        (newest, std::thread::spawn(listen))
    }

    fn host(&self) -> String {
        format!("Host: 127.0.0.1:{}\r\n", self.port)
    }

    fn origin(&self) -> String {
        format!("Origin: http://127.0.0.1:{}\r\n", self.port)
    }

    fn get(&self, path: &str) -> Answer {
        self.send(&format!("GET {path}"), &(self.host() + &self.cookie()), "")
    }

    fn value(&self, path: &str) -> Value {
        let Answer(code, _, body) = self.get(path);
        assert_eq!(code, 200, "{path}: {body}");
        serde_json::from_str(&body).expect("JSON")
    }

    fn post(&self, path: &str, value: &Value) -> Answer {
        let head =
            self.host() + &self.origin() + &self.cookie() + "Content-Type: application/json\r\n";
        self.send(&format!("POST {path}"), &head, &value.to_string())
    }

    fn edit(&self, value: &Value) -> Value {
        let Answer(code, _, body) = self.post("/api/issue/2023-43", value);
        assert_eq!(code, 200, "{value}: {body}");
        serde_json::from_str(&body).expect("JSON")
    }

    fn issue(&self) -> Value {
        self.value("/api/issue/2023-43")
    }
}

fn until(what: &str, is: impl Fn() -> bool) {
    let end = Instant::now() + Duration::from_secs(30);
    while !is() {
        assert!(Instant::now() < end, "never: {what}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

#[test]
fn only_the_page_of_this_run_is_answered() {
    let folder = workspace_copy();
    let desk = Desk::open(folder.path());
    let (host, cookie, origin) = (desk.host(), desk.cookie(), desk.origin());
    let office = "GET /api/office";
    let code = |line: &str, head: &str| desk.send(line, head, "").0;
    assert_eq!(code(office, &(host.clone() + &cookie)), 200);
    // A name that was made to lead here, and none at all.
    for foreign in ["evil.example", "127.0.0.1", "localhost.evil.example", "127.0.0.1:1"] {
        assert_eq!(code(office, &(format!("Host: {foreign}\r\n") + &cookie)), 403, "{foreign}");
    }
    assert_ne!(code(office, &cookie), 200);
    // Another page of the same browser.
    for foreign in ["http://evil.example", "null", "http://127.0.0.1:1", "https://127.0.0.1"] {
        let head = host.clone() + &cookie + &format!("Origin: {foreign}\r\n");
        assert_eq!(code(office, &head), 403, "{foreign}");
        assert_eq!(code("POST /api/issues", &head), 403, "{foreign}");
    }
    let crossing = host.clone() + &cookie + "Sec-Fetch-Site: cross-site\r\n";
    assert_eq!(code(office, &crossing), 403);
    // A change must say where it comes from; who has no token, or a wrong one, gets nothing.
    assert_eq!(code("POST /api/issues", &(host.clone() + &cookie)), 403);
    assert_eq!(code(office, &host), 403);
    assert_eq!(code("GET /", &host), 403);
    assert_eq!(code("GET /assets/desk.js", &host), 403);
    let wrong = format!("Cookie: kuaibao-{}={}\r\n", desk.port, "0".repeat(32));
    assert_eq!(code(office, &(host.clone() + &wrong)), 403);
    assert_eq!(code("GET /?t=0123", &host), 403);
    assert_eq!(code("POST /api/issues", &(host.clone() + &origin)), 403);
    // The token becomes a cookie that no other site sends, and leaves the address.
    let Answer(code, head, _) = desk.send(&format!("GET /?t={}", desk.token), &host, "");
    assert_eq!(code, 303);
    assert!(head.contains("samesite=strict") && head.contains("httponly"), "{head}");
    let Answer(_, head, page) = desk.get("/");
    assert!(head.contains("default-src 'self'") && !head.contains("unsafe"), "{head}");
    assert!(!head.contains("access-control"), "{head}");
    assert!(!page.contains("NONCE") && !page.contains(&desk.token));
}

#[test]
fn no_path_leads_outside() {
    let folder = workspace_copy();
    std::fs::write(folder.path().join("secret.toml"), "number = 1").unwrap();
    std::fs::write(folder.path().join("secret.txt"), "x").unwrap();
    let desk = Desk::open(folder.path());
    for path in [
        "/api/issue/..%2Fsecret",
        "/api/issue/..%5Csecret",
        "/api/issue/%2Fetc%2Fpasswd",
        "/api/issue/held",
        "/api/issue/",
        "/api/made/out/..%2Fsecret.txt",
        "/api/made/secret.txt",
        "/api/made/..%2F..%2Fetc%2Fpasswd",
        "/api/inbox?name=..%2Fsecret.txt",
        "/api/settings/secret.txt",
        "/api/settings/..%2Fsecret.toml",
        "/assets/..%2Findex.html",
    ] {
        let Answer(code, _, body) = desk.get(path);
        assert!([404, 405, 422].contains(&code), "{path}: {code} {body}");
    }
    let Answer(code, ..) = desk.post("/api/issue/..%2Fsecret", &json!({ "do": "undo" }));
    assert_eq!(code, 422);
}

#[test]
fn an_edit_changes_nothing_else_and_can_be_undone_after_reopening() {
    let folder = workspace_copy();
    let file = folder.path().join("drafts/2023-43.toml");
    let read = || std::fs::read_to_string(&file).unwrap();
    let before = read();
    let desk = Desk::open(folder.path());
    let issue = desk.issue();
    let item = &issue["columns"][1]["items"][0];
    let (id, was) = (&item["id"], item["headline"].as_str().unwrap());
    let new = "县住建局<script>alert(1)</script>\"引号\"与 \\ 反斜线";
    desk.edit(&json!({ "do": "write", "item": id, "field": "headline", "text": new, "was": was }));
    let expected = before.replace(was, &new.replace('\\', "\\\\").replace('"', "\\\""));
    until("the edit is in the file", || read() == expected);
    assert_eq!(desk.issue()["columns"][1]["items"][0]["headline"], new);

    let column = &issue["columns"][2]["id"];
    desk.edit(&json!({ "do": "move-item", "item": id, "column": column, "index": 0 }));
    until("the move is in the file", || read() != expected);
    drop(desk);
    let desk = Desk::open(folder.path());
    assert_eq!(desk.issue()["undo"], "移动条目");
    for _ in 0..2 {
        desk.edit(&json!({ "do": "undo" }));
    }
    until("all is undone", || read() == before);
    desk.edit(&json!({ "do": "redo" }));
    until("one is done again", || read() == expected);
}

#[test]
fn what_others_save_is_taken_over_and_put_together() {
    let folder = workspace_copy();
    let file = folder.path().join("drafts/2023-43.toml");
    let read = || std::fs::read_to_string(&file).unwrap();
    let desk = Desk::open(folder.path());
    let issue = desk.issue();
    let (one, two) = (&issue["columns"][0]["items"][0], &issue["columns"][1]["items"][0]);
    let their = |text: &str| text.replace(two["headline"].as_str().unwrap(), "别处改的标题");
    // Nothing is unsaved: it is taken over as it is.
    std::fs::write(&file, their(&read())).unwrap();
    until("it is taken over", || {
        desk.issue()["columns"][1]["items"][0]["headline"] == "别处改的标题"
    });
    // Something is: both are there.
    let edit = json!({
        "do": "write", "item": one["id"], "field": "headline", "text": "这里改的标题",
        "was": one["headline"],
    });
    desk.edit(&edit);
    std::fs::write(&file, read().replace("别处改的标题", "别处又改的标题")).unwrap();
    until("both are in the file", || {
        read().contains("这里改的标题") && read().contains("别处又改的标题")
    });
    let issue = desk.issue();
    assert_eq!(issue["columns"][0]["items"][0]["headline"], "这里改的标题");
    assert_eq!(issue["columns"][1]["items"][0]["headline"], "别处又改的标题");
}

#[test]
fn a_killed_desk_has_lost_nothing_that_it_called_saved() {
    let folder = workspace_copy();
    let file = folder.path().join("drafts/2023-43.toml");
    for round in 0..3 {
        let mut desk = Desk::open(folder.path());
        let item = desk.issue()["columns"][0]["items"][0].clone();
        let (saved, listening) = desk.saved();
        let mut was = item["headline"].as_str().unwrap().to_owned();
        let mut typed: Vec<(u64, String)> = vec![];
        for key in 0..40 {
            let text = format!("第{round}次打到第{key}个字");
            let edited = desk.edit(&json!({
                "do": "write", "item": item["id"], "field": "headline", "text": text, "was": was,
            }));
            typed.push((edited["version"].as_u64().unwrap(), text.clone()));
            was = text;
            if key == 20 {
                until("something is saved", || saved.load(Ordering::SeqCst) >= typed[0].0);
            }
            std::thread::sleep(Duration::from_millis(30));
        }
        desk.program.kill().unwrap();
        desk.program.wait().unwrap();
        listening.join().unwrap();
        let text = std::fs::read_to_string(&file).unwrap();
        let told = saved.load(Ordering::SeqCst);
        let old = typed.iter().rposition(|(version, _)| *version <= told);
        let kept = typed.iter().rposition(|(_, text_of)| text.contains(text_of.as_str()));
        assert!(old.is_some() && kept >= old, "{kept:?} of {old:?} in {text}");
        assert!(toml::from_str::<toml::Table>(&text).is_ok());
    }
}

#[test]
fn a_lost_manifest_is_told_as_the_command_tells_it() {
    let folder = workspace_copy();
    let at = folder.path();
    let release = crate::support::run(at, &["release", "drafts/2023-43.toml"]);
    assert_eq!(release.code, 0, "{}", release.stderr);
    let desk = Desk::open(at);
    assert_eq!(desk.value("/api/verify")["well"], true);
    std::fs::remove_file(at.join("archive/manifest.toml")).unwrap();
    let told = desk.value("/api/verify");
    assert_eq!(told["well"], false);
    assert!(told["said"][0].as_str().unwrap().contains("manifest.backup.toml"), "{told}");
    assert_eq!(crate::support::run(at, &["verify"]).code, 1);
}

#[test]
fn the_inbox_shows_what_was_sent_in_and_nothing_else() {
    let folder = workspace_copy();
    let letters = folder.path().join("来稿");
    std::fs::create_dir(&letters).unwrap();
    for name in ["林业局.txt", "~$林业局.docx", ".~lock.林业局.txt#", ".DS_Store"] {
        std::fs::write(letters.join(name), "正文").unwrap();
    }
    let desk = Desk::open(folder.path());
    let shown = desk.value("/api/inbox");
    assert_eq!(shown, json!([{ "name": "林业局.txt", "size": 6, "filed": null }]));
    assert_eq!(desk.get("/api/inbox?name=%E6%9E%97%E4%B8%9A%E5%B1%80.txt").0, 200);
    assert_eq!(desk.get("/api/inbox?name=.DS_Store").0, 422);
}

#[test]
fn a_list_is_shown_before_it_is_taken_over() {
    let folder = workspace_copy();
    let desk = Desk::open(folder.path());
    let units = || std::fs::read_to_string(folder.path().join("units.toml")).unwrap();
    let before = units();
    let take = |path: &str, cells: &str| {
        let head = desk.host() + &desk.origin() + &desk.cookie();
        let Answer(code, _, body) = desk.send(&format!("POST /api/lists/{path}"), &head, cells);
        (code, serde_json::from_str::<Value>(&body).expect("JSON"))
    };
    // As cells are pasted out of a spreadsheet.
    let cells = "单位全称\t署名\n延津县林业局\t林业局\n延津县财政局\t财政局\n";
    let (code, shown) = take("units", cells);
    assert_eq!((code, &shown["same"], &shown["written"]), (200, &json!(1), &json!(false)));
    assert_eq!(shown["changes"][0][0], "延津县林业局");
    assert_eq!(units(), before);
    let (_, done) = take("units?write=true", cells);
    assert_eq!(done["written"], true);
    assert!(units().contains("name = \"延津县林业局\"\ncredit = \"林业局\"\n"));
    let office = desk.value("/api/office");
    assert!(office["units"].as_array().unwrap().iter().any(|unit| unit["credit"] == "林业局"));
    let (_, wrong) = take("units?write=true", "单位\t署名\n延津县甲局\t林业局\n延津县林业局\t\n");
    assert!(!wrong["problems"].as_array().unwrap().is_empty() && wrong["written"] == false);
    let (code, none) = take("units", "一段没有表头的文字");
    assert_eq!(code, 422);
    assert!(none["error"].as_str().unwrap().contains("找不到表头"), "{none}");
    let (_, list) = take("distribution?write=true", "单位\t份数\n县委常委\t11\n档案馆\t2\n");
    assert_eq!(list["written"], true);
    let settings = std::fs::read_to_string(folder.path().join("bulletin.toml")).unwrap();
    assert!(settings.contains("distribution = \"县委常委，档案馆。\"\n"));
    assert!(settings.contains("copies = 13\n"));
    let Answer(code, head, book) = desk.get("/api/lists/units");
    assert!(code == 200 && head.contains("spreadsheetml") && book.starts_with("PK"));
}
