//! Gives the program a hash of its own sources, so that what another version printed is printed
//! anew, released or not.

use std::hash::{DefaultHasher, Hasher as _};
use std::path::{Path, PathBuf};

/// What a page depends on. The faces themselves are hashed in the index.
const SOURCES: [&str; 5] =
    ["Cargo.lock", "Cargo.toml", "fonts/prepared/index.json", "src", "templates"];

fn main() {
    let mut hasher = DefaultHasher::new();
    for source in SOURCES {
        println!("cargo:rerun-if-changed={source}");
        for file in files(Path::new(source)) {
            hasher.write(file.to_string_lossy().replace('\\', "/").as_bytes());
            // Wherever it is built and however it was checked out, it is the same program.
            let mut bytes = std::fs::read(&file).unwrap_or_default();
            bytes.retain(|byte| *byte != b'\r');
            hasher.write(&bytes);
        }
    }
    println!("cargo:rustc-env=KUAIBAO_SOURCES={:016x}", hasher.finish());
    // At a fixed place the program need not change a hundred thousand addresses in itself whenever it
    // starts: 5 MB less to read, and to hold in memory. `.ci/dist` does the same.
    let target = |what: &str| std::env::var(format!("CARGO_CFG_TARGET_{what}")).unwrap_or_default();
    if target("OS") == "linux" && target("ENV") == "gnu" {
        println!("cargo:rustc-link-arg-bins=-no-pie");
        // Names that only a debugger reads: 16 MB of the file. As `strip = true` of a profile, but for the
        // program alone.
        if std::env::var("PROFILE").is_ok_and(|profile| profile == "release") {
            println!("cargo:rustc-link-arg-bins=-Wl,--strip-all");
        }
    }
}

/// A file, or all files of a folder and below, sorted.
fn files(path: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(path) else { return vec![path.to_owned()] };
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    paths.iter().flat_map(|path| files(path)).collect()
}
