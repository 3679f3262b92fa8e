//! Finds the library with pkg-config.
use std::process::Command;

fn main() {
    let output = Command::new("pkg-config").args(["--libs", "rnnk"]).output().expect("pkg-config does not run");
    assert!(output.status.success(), "pkg-config knows no rnnk: is PKG_CONFIG_PATH set?");
    for flag in String::from_utf8(output.stdout).unwrap().split_whitespace() {
        if let Some(path) = flag.strip_prefix("-L") {
            println!("cargo:rustc-link-search=native={path}");
        } else if let Some(name) = flag.strip_prefix("-l") {
            println!("cargo:rustc-link-lib={name}");
        }
    }
    println!("cargo:rerun-if-env-changed=PKG_CONFIG_PATH");
}
