//! Networks against PyTorch, by the golden tensors of the repository: outputs, losses, gradients and states, with every
//! table of kernels. A package does not contain this test.

mod support;

use rnnk::{Architecture, Input, Kernels, Network};
use std::path::PathBuf;
use support::{difference, Golden};

/// Relative to the largest number of a tensor, as in Tests/Network.
const TOLERANCE: f32 = 1e-5;

/// Files of a folder below Golden whose names begin with a prefix.
fn files(folder: &str, prefixes: &[&str]) -> Vec<PathBuf> {
    let golden = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../Tests/RNNSwiftTests/Golden"));
    let entries = std::fs::read_dir(golden.join(folder)).expect("the golden tensors of the repository");
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| {
        let name = path.file_name().unwrap().to_str().unwrap();
        name.ends_with(".safetensors") && prefixes.iter().any(|prefix| name.starts_with(prefix))
    });
    paths
}

fn check(what: &str, found: &[f32], expected: &[f32]) {
    let difference = difference(found, expected);
    assert!(difference < TOLERANCE, "{what} differs by {difference}");
}

fn check_gradients(network: &Network, golden: &Golden, what: &str) {
    let expected = golden.parameters(network.architecture(), "grad");
    let tensors = network.architecture().tensors();
    for ((tensor, found), expected) in tensors.iter().zip(network.gradients().unwrap()).zip(expected) {
        check(&format!("{what}: {}", tensor.name), &found, &expected);
    }
}

#[test]
fn networks_over_tokens() {
    let paths = files("", &["rnn_", "lstm_", "gru_"]);
    assert!(paths.len() >= 9, "{paths:?}");
    for (path, kernels) in paths.iter().flat_map(|path| Kernels::all().map(move |kernels| (path, kernels))) {
        let what = format!("{} {kernels:?}", path.display());
        let golden = Golden::read(path);
        let names: Vec<Vec<i32>> = (0..)
            .map(|k| format!("tokens.{k}"))
            .take_while(|name| golden.tensors.contains_key(name))
            .map(|name| golden.integers(&name))
            .collect();
        let lengths: Vec<i32> = names.iter().map(|name| name.len() as i32 - 1).collect();
        let (sequences, steps) = (names.len(), *lengths.iter().max().unwrap() as usize);
        let at = |t: usize, beyond: i32| names.iter().map(move |name| name.get(t).copied().unwrap_or(beyond));
        let tokens: Vec<i32> = (0..steps).flat_map(|t| at(t, 0)).collect();
        let targets: Vec<i32> = (0..steps).flat_map(|t| at(t + 1, -1)).collect();

        let classes = golden.number("vocab");
        let mut network = Network::with_kernels(
            kernels,
            &Architecture {
                cell: golden.cell(),
                training: true,
                tokens: classes,
                outputs: classes,
                units: vec![golden.number("hidden"); golden.number("layers")],
                sequences,
                steps,
                ..Architecture::default()
            },
        )
        .unwrap();
        let weights = golden.parameters(network.architecture(), "param");
        network.set_weights(&weights).unwrap();
        network.run(&Input { tokens: &tokens, lengths: Some(&lengths), ..Input::default() }).unwrap();
        for (b, &length) in lengths.iter().enumerate() {
            let rows = network.outputs().chunks_exact(classes).skip(b).step_by(sequences);
            let found: Vec<f32> = rows.take(length as usize).flatten().copied().collect();
            check(&what, &found, &golden.floats(&format!("logits.{b}")));
        }
        let predictions: i32 = lengths.iter().sum();
        let loss = network.cross_entropy(&targets, 1.0 / predictions as f32).unwrap() / predictions as f64;
        check(&what, &[loss as f32], &golden.floats("loss"));
        network.backward().unwrap();
        check_gradients(&network, &golden, &what);
    }
}

#[test]
fn networks_over_numbers() {
    let paths = files("dense", &["rnn_", "lstm_", "gru_"]);
    assert!(paths.len() >= 15, "{paths:?}");
    for (path, kernels) in paths.iter().flat_map(|path| Kernels::all().map(move |kernels| (path, kernels))) {
        let what = format!("{} {kernels:?}", path.display());
        let golden = Golden::read(path);
        let mut network = Network::with_kernels(
            kernels,
            &Architecture {
                cell: golden.cell(),
                training: true,
                bidirectional: golden.number("directions") == 2,
                tokens: golden.number("V"),
                features: golden.number("F"),
                outputs: golden.number("O"),
                projection: golden.number("Q"),
                units: vec![golden.number("hidden"); golden.number("layers")],
                sequences: golden.number("B"),
                steps: golden.number("T"),
            },
        )
        .unwrap();
        let weights = golden.parameters(network.architecture(), "param");
        network.set_weights(&weights).unwrap();
        let states = golden.number("layers") * golden.number("directions");
        for k in 0..states {
            network.state_mut(k).unwrap().copy_from_slice(&golden.floats(&format!("in.{k}")));
        }
        assert!(network.state(states).is_none());

        let lengths = golden.integers("lengths");
        let tokens = if golden.number("V") > 0 { golden.integers("tokens") } else { vec![] };
        let features = if golden.number("F") > 0 { golden.floats("x") } else { vec![] };
        let input = Input { tokens: &tokens, features: &features, lengths: Some(&lengths) };
        check(&what, network.run(&input).unwrap(), &golden.floats("outputs"));
        for k in 0..states {
            check(&what, network.state(k).unwrap(), &golden.floats(&format!("out.{k}")));
        }

        let scale = golden.floats("scale")[0];
        let weights = golden.tensors.get("weights").map(|_| golden.floats("weights"));
        let loss = match golden.texts["criterion"].as_str() {
            "classes" => Some(network.cross_entropy(&golden.integers("targets"), scale)),
            "squared" => Some(network.squared_error(&golden.floats("targets"), weights.as_deref(), scale)),
            "huber" => Some(network.huber(&golden.floats("targets"), weights.as_deref(), 0.7, scale)),
            "binary" => Some(network.binary_cross_entropy(&golden.floats("targets"), weights.as_deref(), scale)),
            "given" => {
                network.output_gradients_mut().unwrap().copy_from_slice(&golden.floats("grad.outputs"));
                None
            }
            other => panic!("criterion {other}"),
        };
        if let Some(loss) = loss {
            check(&what, &[loss.unwrap() as f32 * scale], &golden.floats("loss"));
        }
        if features.is_empty() {
            network.backward().unwrap();
        } else {
            let mut gradient = vec![f32::NAN; features.len()];
            network.backward_features(&mut gradient).unwrap();
            check(&what, &gradient, &golden.floats("grad.x"));
        }
        check_gradients(&network, &golden, &what);
    }
}
