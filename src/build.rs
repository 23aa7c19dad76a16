//! Embeds every scenario file, so that `sim run q152229` works from any directory after `cargo install`.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

#[expect(clippy::disallowed_methods, reason = "cargo talks to build scripts through the environment")]
fn main() -> io::Result<()> {
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR").expect("cargo sets it")).join("scenarios");
    println!("cargo::rerun-if-changed={}", root.display());
    let mut files = Vec::new();
    collect(&root, &mut files)?;
    files.sort();
    let mut list = String::from("&[\n");
    for file in files {
        let below = file.strip_prefix(&root).expect("it was found below");
        let name = below.with_extension("").to_string_lossy().replace('\\', "/");
        println!("cargo::rerun-if-changed={}", file.parent().unwrap_or(&root).display());
        writeln!(list, "    ({name:?}, include_str!({:?})),", file.display().to_string())
            .expect("a string grows");
    }
    list.push(']');
    fs::write(PathBuf::from(env::var("OUT_DIR").expect("cargo sets it")).join("scenarios.rs"), list)
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else if path.extension().is_some_and(|e| e == "yaml") {
            files.push(path);
        }
    }
    Ok(())
}
