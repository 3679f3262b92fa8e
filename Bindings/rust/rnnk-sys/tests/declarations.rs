//! The declarations of this crate against the C headers. They are translated to C, and a C compiler compares them with
//! the header: functions are declared again, members have their types compared, and sizes, alignments and offsets are
//! those that Rust has.

use rnnk_sys::*;
use std::collections::BTreeSet;
use std::fmt::Write;
use std::mem::{align_of, offset_of, size_of};
use std::process::{Command, Stdio};

const SOURCES: [&str; 3] =
    [include_str!("../src/kernels.rs"), include_str!("../src/network.rs"), include_str!("../src/model.rs")];

/// A struct as Rust lays it out.
struct Layout {
    name: &'static str,
    size: usize,
    alignment: usize,
    members: Vec<(&'static str, usize)>,
}

macro_rules! layout {
    ($name:ident { $($member:ident),* }) => {
        Layout {
            name: stringify!($name),
            size: size_of::<$name>(),
            alignment: align_of::<$name>(),
            members: vec![$((stringify!($member), offset_of!($name, $member))),*],
        }
    };
}

#[rustfmt::skip]
fn layouts() -> Vec<Layout> {
    vec![
        layout!(rnnk_matrix { at, ld }),
        layout!(rnnk_const_matrix { at, ld }),
        layout!(rnnk_rows { rows, states, depths, start, parent }),
        layout!(rnnk_rnn_layer { units, W, U, b }),
        layout!(rnnk_rnn { classes, layers, layer, W, b }),
        layout!(rnnk_stack_layer { units, W, U, b, c, state }),
        layout!(rnnk_stack { cell, classes, layers, layer, W, b }),
        layout!(rnnk_kernels {
            name, packed_count, pack, gemm, independent_rows, outer, column_sums, gather, scatter_add, rnn_forward,
            rnn_backward, lstm_forward, lstm_backward, gru_forward, gru_backward, softmax_cross_entropy, log_softmax,
            cumulate, draw, tanh, sigmoid, exp, log, add, scale, sum_of_squares, sgd, momentum, nesterov, rmsprop, adam,
            online_size, online_start, online_train, online_finish, multiply_add_loop, gemm_columns, rnn_cells_backward,
            lstm_cells, lstm_cells_backward, gru_cells, gru_cells_backward, step_size, step_start, step, read_loop,
            dense_step_size, dense_step_start, dense_step, int8_size, int8_pack, int8_gemm, int8_lstm_forward,
            int8_gru_forward
        }),
        layout!(rnnk_shape { cell, training, classes, layers, units, sequences, steps }),
        layout!(rnnk_architecture {
            size, cell, training, bidirectional, tokens, features, outputs, projection, layers, units, sequences, steps
        }),
        layout!(rnnk_tensor { offset, rows, columns }),
    ]
}

/// The source as one line without comments and attributes.
fn plain(source: &str) -> String {
    let lines = source.lines().map(str::trim);
    lines.filter(|line| !line.starts_with("//") && !line.starts_with("#[")).collect::<Vec<_>>().join(" ")
}

/// The parts of `text` between the commas that are in no parentheses.
fn parts(text: &str) -> Vec<&str> {
    let (mut depth, mut begin, mut found) = (0, 0, vec![]);
    for (i, c) in text.char_indices() {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            ',' if depth == 0 => {
                found.push(&text[begin..i]);
                begin = i + 1;
            }
            _ => {}
        }
    }
    found.push(&text[begin..]);
    found.into_iter().map(str::trim).filter(|part| !part.is_empty()).collect()
}

/// A type in C.
fn c_type(rust: &str) -> String {
    let rust = rust.trim();
    if let Some(pointee) = rust.strip_prefix("*const ") {
        return c_type(pointee) + " const *";
    }
    if let Some(pointee) = rust.strip_prefix("*mut ") {
        return c_type(pointee) + " *";
    }
    let c = match rust {
        "f32" => "float",
        "f64" => "double",
        "usize" => "size_t",
        "i8" => "int8_t",
        "i32" => "int32_t",
        "u32" => "uint32_t",
        "u64" => "uint64_t",
        "c_int" => "int",
        "c_char" => "char",
        "c_void" => "void",
        other => other,
    };
    c.into()
}

/// A function type in C, of "(a: A, b: B) -> R", with `name` in its place.
fn c_function(name: &str, signature: &str) -> String {
    let (arguments, result) = signature.rsplit_once(')').expect("a list of arguments");
    let arguments: Vec<String> = parts(arguments.trim_start_matches('('))
        .into_iter()
        .map(|argument| c_type(argument.split_once(": ").expect("a name and a type").1))
        .collect();
    let arguments = if arguments.is_empty() { "void".into() } else { arguments.join(", ") };
    let result = result.trim().strip_prefix("->").map_or("void".into(), c_type);
    format!("{result} {name}({arguments})")
}

/// The structs of a plain source, with their members' names and types. Opaque ones have no public members.
fn structs(source: &str) -> Vec<(String, Vec<(String, String)>)> {
    let mut found = vec![];
    for text in source.split("pub struct ").skip(1) {
        let (name, rest) = text.split_once(" {").expect("a body");
        let body = rest.split_once('}').expect("an end").0;
        let members = parts(body).into_iter().filter_map(|member| member.strip_prefix("pub ")?.split_once(": "));
        found.push((name.into(), members.map(|(name, kind)| (name.into(), kind.into())).collect()));
    }
    found
}

/// The functions of a plain source: names and signatures.
fn functions(source: &str) -> Vec<(String, String)> {
    let texts = source.split("pub fn ").skip(1).map(|text| text.split_once(';').expect("an end").0);
    texts
        .map(|text| {
            let at = text.find('(').expect("arguments");
            (text[..at].into(), text[at..].into())
        })
        .collect()
}

/// The constants of a plain source: names and values.
fn constants(source: &str) -> Vec<(String, String)> {
    let texts = source.split("pub const ").skip(1).map(|text| text.split_once(';').expect("an end").0);
    texts
        .map(|text| {
            let (name, rest) = text.split_once(':').expect("a type");
            (name.into(), rest.split_once("= ").expect("a value").1.into())
        })
        .collect()
}

/// A C source that compiles if the header has these declarations.
fn c_source(source: &str) -> String {
    let mut c = String::from("#include \"rnnk.h\"\n#include <stdalign.h>\n");
    for (name, signature) in functions(source) {
        writeln!(c, "{};", c_function(&name, &signature)).unwrap();
    }
    for (name, value) in constants(source) {
        writeln!(c, "_Static_assert({name} == {value}, \"{name}\");").unwrap();
    }
    for (name, members) in structs(source) {
        for (member, kind) in members {
            let kind = match kind.strip_prefix("unsafe extern \"C\" fn") {
                Some(signature) => c_function("(*)", signature),
                None => c_type(&kind),
            };
            let found = format!("__typeof__((({name} *)0)->{member})");
            writeln!(c, "_Static_assert(__builtin_types_compatible_p({found}, {kind}), \"{name}.{member}\");").unwrap();
        }
    }
    for layout in layouts() {
        let Layout { name, size, alignment, members } = layout;
        writeln!(c, "_Static_assert(sizeof({name}) == {size}, \"size of {name}\");").unwrap();
        writeln!(c, "_Static_assert(alignof({name}) == {alignment}, \"alignment of {name}\");").unwrap();
        for (member, offset) in members {
            writeln!(c, "_Static_assert(offsetof({name}, {member}) == {offset}, \"{name}.{member}\");").unwrap();
        }
    }
    c
}

/// What the C compiler has against a source; nothing if it compiles.
fn errors(c: &str) -> String {
    use std::io::Write;
    let compiler = std::env::var("CC").unwrap_or("cc".into());
    let mut child = Command::new(compiler)
        .args(["-std=c11", "-fsyntax-only", "-I", env!("RNNK_INCLUDE"), "-x", "c", "-"])
        .stdin(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("a C compiler");
    child.stdin.take().unwrap().write_all(c.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    let text = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.success(), !text.contains("error:"), "{text}");
    if output.status.success() {
        String::new()
    } else {
        text
    }
}

fn all() -> String {
    SOURCES.map(plain).join(" ")
}

#[test]
fn declarations_are_those_of_the_header() {
    let found = errors(&c_source(&all()));
    assert!(found.is_empty(), "{found}");
}

#[test]
fn different_declarations_are_noticed() {
    let right = all();
    let changes = [
        ("fn rnnk_version() -> c_int", "fn rnnk_version() -> usize"),
        ("weights: *const *mut f32", "weights: *const *const f32"),
        (
            "pub tanh: unsafe extern \"C\" fn(n: usize, x: *const f32",
            "pub tanh: unsafe extern \"C\" fn(n: usize, x: *mut f32",
        ),
        ("RNNK_CELL_GRU: rnnk_cell = 2", "RNNK_CELL_GRU: rnnk_cell = 3"),
        ("pub sequences: usize", "pub sequences: i32"),
    ];
    for (from, to) in changes {
        let wrong = right.replace(from, to);
        assert_ne!(wrong, right, "{from} is not in the source");
        assert!(!errors(&c_source(&wrong)).is_empty(), "{to} is not noticed");
    }
}

#[test]
fn everything_in_the_header_is_declared() {
    let header = std::fs::read_to_string(concat!(env!("RNNK_INCLUDE"), "/rnnk.h")).unwrap();
    let (mut code, mut rest) = (String::new(), header.as_str());
    while let Some((before, comment)) = rest.split_once("/*") {
        code += before;
        rest = comment.split_once("*/").expect("the end of a comment").1;
    }
    code += rest;
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let (mut called, mut numbered) = (BTreeSet::new(), BTreeSet::new());
    for line in code.lines().filter(|line| !line.starts_with("static inline") && !line.starts_with('#')) {
        for (at, _) in line.match_indices("rnnk_") {
            let name: String = line[at..].chars().take_while(|&c| is_name(c)).collect();
            if line[at + name.len()..].starts_with('(') {
                called.insert(name);
            }
        }
        for (at, _) in line.match_indices("RNNK_") {
            let name: String = line[at..].chars().take_while(|&c| is_name(c)).collect();
            if line[at + name.len()..].starts_with(" = ") {
                numbered.insert(name);
            }
        }
    }
    assert!(called.len() > 50 && numbered.len() > 20, "{called:?} {numbered:?}");
    let source = all();
    let declared: BTreeSet<String> = functions(&source).into_iter().map(|(name, _)| name).collect();
    assert_eq!(declared, called);
    let mut defined: BTreeSet<String> = constants(&source).into_iter().map(|(name, _)| name).collect();
    assert!(defined.remove("RNNK_VERSION"));
    assert_eq!(defined, numbered);
}

#[test]
fn every_member_has_its_layout_compared() {
    let public = structs(&all()).into_iter().filter(|(_, members)| !members.is_empty());
    let declared: Vec<(String, Vec<String>)> =
        public.map(|(name, members)| (name, members.into_iter().map(|(member, _)| member).collect())).collect();
    let compared: Vec<(String, Vec<String>)> = layouts()
        .into_iter()
        .map(|l| (l.name.into(), l.members.into_iter().map(|(member, _)| member.into()).collect()))
        .collect();
    assert_eq!(declared, compared);
}

#[test]
fn the_library_has_the_version_of_the_header() {
    assert_eq!(unsafe { rnnk_version() }, RNNK_VERSION);
    let package = env!("CARGO_PKG_VERSION").split('.').fold(0, |all, part| all * 100 + part.parse::<i32>().unwrap());
    assert_eq!(package, RNNK_VERSION, "the version of the crate");
}
