//! Compiles the C library, which consists of two files, rnnk.h and rnnk.c. In the repository Scripts/amalgamate makes
//! them; a package contains them in `vendor`.

use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Kernels that are compiled without optimization are many times slower, so debug builds optimize them, too. One
/// compilation has the kernels of all instruction sets: each function has its own in an attribute.
const FLAGS: [&str; 4] = ["-std=c11", "-O2", "-fPIC", "-c"];

fn main() {
    let crate_folder = PathBuf::from(variable("CARGO_MANIFEST_DIR"));
    let out = PathBuf::from(variable("OUT_DIR"));
    let target = variable("TARGET").into_string().expect("the name of a target is ASCII");
    let is_host = variable("HOST") == *target;
    assert!(!target.contains("msvc"), "rnnk is C for gcc and clang: {target} has another compiler");

    let folder = sources(&crate_folder, &out);
    let tool = |name: &str, default: &str| {
        for_target(name, &target, is_host).unwrap_or_else(|| {
            let place = target.replace('-', "_");
            assert!(is_host, "set {name}_{place} to a tool for {target}");
            default.into()
        })
    };
    let object = out.join("rnnk.o");
    let mut compiler = Command::new(tool("CC", "cc"));
    compiler.args(FLAGS);
    if let Some(flags) = for_target("CFLAGS", &target, is_host) {
        compiler.args(flags.to_string_lossy().split_whitespace());
    }
    if env::var_os("CARGO_FEATURE_OPENBLAS").is_some() {
        compiler.arg("-DRNNK_WITH_OPENBLAS");
    }
    run(compiler.arg(folder.join("rnnk.c")).arg("-o").arg(&object));

    let library = out.join("librnnk.a");
    let _ = std::fs::remove_file(&library); // ar would add to an old one
    run(Command::new(tool("AR", "ar")).arg("rcs").arg(&library).arg(&object));

    println!("cargo:rustc-link-search=native={}", out.display());
    println!("cargo:rustc-link-lib=static=rnnk");
    println!("cargo:rustc-link-lib=m");
    println!("cargo:include={}", folder.display());
    println!("cargo:rustc-env=RNNK_INCLUDE={}", folder.display());
}

/// The folder that contains rnnk.h and rnnk.c.
fn sources(crate_folder: &Path, out: &Path) -> PathBuf {
    println!("cargo:rerun-if-changed=build.rs");
    let repository = crate_folder.join("../../..");
    let script = repository.join("Scripts/amalgamate");
    if script.exists() {
        for path in ["Scripts/amalgamate", "Sources/CKernels", "include"] {
            println!("cargo:rerun-if-changed={}", repository.join(path).display());
        }
        run(Command::new("python3").arg(script).arg(out));
        return out.to_path_buf();
    }
    let vendor = crate_folder.join("vendor");
    println!("cargo:rerun-if-changed={}", vendor.display());
    assert!(
        vendor.join("rnnk.c").exists(),
        "{} is missing: write it with Scripts/amalgamate of the library's repository",
        vendor.join("rnnk.c").display()
    );
    vendor
}

/// The environment variable NAME_TARGET, or NAME if the library is for this machine.
fn for_target(name: &str, target: &str, is_host: bool) -> Option<OsString> {
    let specific = format!("{name}_{}", target.replace('-', "_"));
    println!("cargo:rerun-if-env-changed={name}");
    println!("cargo:rerun-if-env-changed={specific}");
    env::var_os(specific).or_else(|| env::var_os(name).filter(|_| is_host)).filter(|value| !value.is_empty())
}

fn variable(name: &str) -> OsString {
    env::var_os(name).unwrap_or_else(|| panic!("cargo sets {name}"))
}

fn run(command: &mut Command) {
    match command.status() {
        Ok(status) if status.success() => {}
        Ok(status) => panic!("{command:?} fails: {status}"),
        Err(error) => panic!("{:?} does not run: {error}", command.get_program()),
    }
}
