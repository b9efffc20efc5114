//! `--watch`: what is saved is printed and checked again, and what cannot be printed leaves the old
//! PDF alone.

use std::io::{BufRead as _, BufReader, Read};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;

use crate::support::{root, workspace_copy};

/// A draft that somebody works on while the program watches it.
struct Watching {
    folder: tempfile::TempDir,
    program: Child,
    said: Receiver<String>,
}

const DRAFT: &str = "drafts/2023-43.toml";
const PRINTED: &str = "已生成";
const CHECKED: &str = "检查了 1 份稿件";

impl Watching {
    fn begin(command: &str) -> Self {
        let folder = workspace_copy();
        let mut program = Command::new(env!("CARGO_BIN_EXE_kuaibao"))
            .args([command, "--watch", DRAFT])
            .current_dir(folder.path())
            .env_remove("KUAIBAO_WORKSPACE")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program runs");
        let (sender, said) = channel();
        tell(program.stdout.take().unwrap(), sender.clone());
        tell(program.stderr.take().unwrap(), sender);
        let watching = Self { folder, program, said };
        // The two come by different ways, either first.
        watching.wait_for(&["正在监视", if command == "check" { CHECKED } else { PRINTED }]);
        watching
    }

    /// Waits until all of these are said; everything that was said by then.
    fn wait_for(&self, words: &[&str]) -> String {
        let mut all = String::new();
        while !words.iter().all(|words| all.contains(words)) {
            let line = self.said.recv_timeout(Duration::from_secs(60));
            all.push_str(&line.unwrap_or_else(|_| panic!("never said {words:?}: {all}")));
        }
        all
    }

    fn draft(&self) -> String {
        std::fs::read_to_string(self.folder.path().join(DRAFT)).unwrap()
    }

    /// Saves as editors do: a new file in the place of the old.
    fn save(&self, text: &str) {
        let new = self.folder.path().join("drafts/.new");
        std::fs::write(&new, text).unwrap();
        std::fs::rename(new, self.folder.path().join(DRAFT)).unwrap();
    }

    fn pdf(&self) -> Vec<u8> {
        std::fs::read(self.folder.path().join("out/2023-43.pdf")).unwrap()
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        let _ = self.program.kill();
        let _ = self.program.wait();
    }
}

fn tell(output: impl Read + Send + 'static, sender: Sender<String>) {
    std::thread::spawn(move || {
        for line in BufReader::new(output).lines().map_while(Result::ok) {
            let _ = sender.send(format!("{line}\n"));
        }
    });
}

/// The text with the credit of its first item gone.
fn without_credit(text: &str) -> String {
    let start = text.find("credits = ").unwrap();
    let end = start + text[start..].find('\n').unwrap();
    format!("{}credits = []{}", &text[..start], &text[end..])
}

#[test]
fn what_is_saved_is_printed_again() {
    let watching = Watching::begin("build");
    let (text, first) = (watching.draft(), watching.pdf());
    watching.save(&text.replace("县供销社备播先备种", "县供销社备播先备好种"));
    watching.wait_for(&[PRINTED]);
    let second = watching.pdf();
    assert_ne!(first, second);
    watching.save(&without_credit(&text));
    let said = watching.wait_for(&["没有重印"]);
    assert!(said.contains("missing-credit"), "{said}");
    assert_eq!(watching.pdf(), second, "the last good one stays");
    watching.save(&text);
    watching.wait_for(&[PRINTED]);
    assert_eq!(watching.pdf(), first, "the same text gives the same bytes");
}

#[test]
fn what_is_saved_is_checked_again() {
    let watching = Watching::begin("check");
    let text = watching.draft();
    watching.save(&without_credit(&text));
    let said = watching.wait_for(&[CHECKED]);
    assert!(said.contains("missing-credit"), "{said}");
    watching.save(&text);
    let said = watching.wait_for(&[CHECKED]);
    assert!(!said.contains("missing-credit"), "{said}");
}

/// The settings count as well: a draft is judged by them.
#[test]
fn settings_that_are_saved_count() {
    let watching = Watching::begin("check");
    let settings = watching.folder.path().join("bulletin.toml");
    let text = std::fs::read_to_string(&settings).unwrap();
    std::fs::write(&settings, text.replace("editor = [\"李勉\"]", "editor = [\"李四\"]")).unwrap();
    let said = watching.wait_for(&[CHECKED]);
    assert!(said.contains("unlisted-signer"), "{said}");
}

/// What is kept from print to print is read again when it has changed, and so are the others.
#[test]
fn neighbours_and_settings_that_are_saved_count_for_printing() {
    let watching = Watching::begin("build");
    let file = |name: &str| watching.folder.path().join(name);
    let (text, first) = (watching.draft(), watching.pdf());
    std::fs::write(file("drafts/2023-44.toml"), &text).unwrap();
    let said = watching.wait_for(&["没有重印"]);
    assert!(said.contains("duplicate-number"), "{said}");
    std::fs::remove_file(file("drafts/2023-44.toml")).unwrap();
    watching.wait_for(&["已是最新"]);
    let settings = std::fs::read_to_string(file("bulletin.toml")).unwrap();
    let other = settings.replace("publisher = \"", "publisher = \"中共");
    assert_ne!(settings, other);
    std::fs::write(file("bulletin.toml"), other).unwrap();
    watching.wait_for(&[PRINTED]);
    assert_ne!(watching.pdf(), first);
    std::fs::write(file("bulletin.toml"), settings).unwrap();
    watching.wait_for(&[PRINTED]);
    assert_eq!(watching.pdf(), first);
}

/// A folder that has been taken away and put back is another one, to be watched as the first was.
#[test]
fn a_folder_that_was_put_back_counts() {
    let watching = Watching::begin("build");
    let file = |name: &str| watching.folder.path().join(name);
    let (text, first) = (watching.draft(), watching.pdf());
    std::fs::rename(file("drafts"), file("elsewhere")).unwrap();
    watching.wait_for(&["没有“drafts/2023-43.toml”这个文件"]);
    std::fs::create_dir(file("drafts")).unwrap();
    std::fs::write(file(DRAFT), text.replace("县供销社备播先备种", "县供销社备播先备好种"))
        .unwrap();
    watching.wait_for(&[PRINTED]);
    assert_ne!(watching.pdf(), first);
    watching.save(&text);
    watching.wait_for(&[PRINTED]);
    assert_eq!(watching.pdf(), first);
}

/// So are the folders in it.
#[test]
fn a_template_in_a_folder_that_was_put_back_counts() {
    let watching = Watching::begin("build");
    let templates = watching.folder.path().join("templates");
    let template = std::fs::read_to_string(root().join("templates/kuaibao/main.typ")).unwrap();
    let save = |comment: &str| {
        std::fs::write(templates.join("kuaibao/main.typ"), format!("{template}\n// {comment}\n"))
    };
    std::fs::create_dir_all(templates.join("kuaibao")).unwrap();
    save("one").unwrap();
    watching.wait_for(&[PRINTED]);
    std::fs::remove_dir_all(&templates).unwrap();
    watching.wait_for(&[PRINTED]);
    std::fs::create_dir_all(templates.join("kuaibao")).unwrap();
    save("two").unwrap();
    watching.wait_for(&[PRINTED]);
    save("three").unwrap();
    watching.wait_for(&[PRINTED]);
}
