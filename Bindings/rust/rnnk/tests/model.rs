//! Models: files that the library reads and refuses, names and their probabilities.

mod support;

use rnnk::{Architecture, Cell, Error, Kernels, Model, Network, Optimizer, Random};
use support::{log_probability, model_file, random_network};

const VOCABULARY: [&str; 6] = ["a", "é", "👩‍🚀", "\"", "\\", "ab"];
const CLASSES: usize = VOCABULARY.len() + 2;
const NAMES: &str = r#"{"epochs":3}"#;
const TEXT: &str = r#"{"text":{"lead":8}}"#;

fn file(cell: Cell, training: &str) -> Vec<u8> {
    model_file(&random_network(cell, CLASSES, &[6, 5], 9), &VOCABULARY, training)
}

#[test]
fn a_model_has_what_its_file_has() {
    for cell in [Cell::Rnn, Cell::Lstm, Cell::Gru] {
        let model = Model::read(&file(cell, NAMES)).unwrap();
        let architecture = model.architecture();
        assert_eq!((architecture.cell, architecture.units.as_slice()), (cell, &[6, 5][..]));
        assert_eq!((architecture.tokens, architecture.outputs, architecture.training), (CLASSES, CLASSES, false));
        assert_eq!(model.weights(), random_network(cell, CLASSES, &[6, 5], 9).weights());
        assert!(!model.is_text());
        assert_eq!((model.start(), model.stop()), (6, 7));
        for (token, text) in VOCABULARY.into_iter().enumerate() {
            assert_eq!(model.text(token as i32), text);
        }
        for token in [-1, 6, 7, 8, i32::MIN, i32::MAX] {
            assert_eq!(model.text(token), "");
        }
        // The longest text is taken, so "ab" is a token; there is no "b".
        assert_eq!(model.tokens("aéab👩‍🚀\\").unwrap(), [0, 1, 5, 2, 4]);
        assert_eq!(model.tokens("").unwrap(), []);
        assert!(matches!(model.tokens("aéb"), Err(Error::Character { at: 3 })));
    }
}

#[test]
fn a_model_is_opened_from_a_file() {
    let path = std::env::temp_dir().join(format!("rnnk-{}.safetensors", std::process::id()));
    std::fs::write(&path, file(Cell::Gru, NAMES)).unwrap();
    let model = Model::open(&path);
    std::fs::remove_file(&path).unwrap();
    assert_eq!(model.unwrap().text(1), "é");
    match Model::open(&path) {
        Err(Error::File { path: of, error }) => {
            assert_eq!((of, error.kind()), (path, std::io::ErrorKind::NotFound));
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn scores_are_sums_of_log_probabilities() {
    for (training, kernels) in [NAMES, TEXT].into_iter().flat_map(|t| Kernels::all().map(move |k| (t, k))) {
        let model = Model::read(&file(Cell::Lstm, training)).unwrap();
        let mut network = model.network_with_kernels(kernels).unwrap();
        let mut expected = 0.0;
        // Names begin with START and end with STOP. The first character of a text is read, not predicted.
        let mut tokens = model.tokens("éa\"").unwrap();
        if !model.is_text() {
            tokens.insert(0, model.start());
            tokens.push(model.stop());
        }
        assert_eq!(model.first(), model.start()); // there is no line feed
        let mut token = tokens[0];
        for &next in &tokens[1..] {
            expected += log_probability(network.forward(&[token]).unwrap(), next);
            token = next;
        }
        let score = model.score(&mut network, "éa\"").unwrap();
        assert!((score - expected).abs() < 1e-5, "{score}, not {expected}");
        // Without characters, names have the probability of STOP.
        assert_eq!(model.score(&mut network, "").unwrap() == 0.0, model.is_text());
    }
}

#[test]
fn names_are_drawn_token_by_token() {
    let model = Model::read(&file(Cell::Gru, NAMES)).unwrap();
    let mut network = model.network().unwrap();
    let (mut random, mut other) = (Random::new(7), Random::new(7));
    for _ in 0..50 {
        let name = model.generate(&mut network, 0.9, &mut random, 12).unwrap();
        network.reset();
        let (mut token, mut expected, mut count) = (model.start(), String::new(), 0);
        while count < 12 {
            let logits = network.forward(&[token]).unwrap();
            logits[model.start() as usize] = f32::NEG_INFINITY;
            let mut drawn = [0];
            network.sample(0.9, &[other.next_u32()], &mut drawn).unwrap();
            [token] = drawn;
            if token == model.stop() {
                break;
            }
            expected += model.text(token);
            count += 1;
        }
        assert_eq!(name, expected);
    }
    assert_eq!(random, other);
    let best = model.generate(&mut network, 0.0, &mut random, 12).unwrap();
    assert_eq!(model.generate(&mut network, 0.0, &mut random, 12).unwrap(), best);
    assert!(matches!(model.generate(&mut network, 1.0, &mut random, 0), Err(Error::Length)));
    assert!(matches!(model.generate(&mut network, 1.0, &mut random, usize::MAX), Err(Error::Memory)));
    assert!(matches!(model.generate(&mut network, -1.0, &mut random, 5), Err(Error::Number)));
    assert!(matches!(model.generate(&mut network, f32::NAN, &mut random, 5), Err(Error::Number)));

    let text = Model::read(&file(Cell::Gru, TEXT)).unwrap();
    let tokens = text.generate(&mut network, 1.0, &mut random, 30).unwrap();
    assert_eq!(tokens.len(), text.tokens(&tokens).unwrap().iter().map(|&token| text.text(token).len()).sum());
    assert!(tokens.chars().count() >= 30, "running text has no end");
}

#[test]
fn other_networks_are_refused() {
    let model = Model::read(&file(Cell::Rnn, NAMES)).unwrap();
    let right = model.architecture();
    let wrong = [
        Architecture { tokens: CLASSES - 1, ..right.clone() },
        Architecture { outputs: CLASSES + 1, ..right.clone() },
        Architecture { outputs: 0, units: vec![CLASSES], ..right.clone() },
        Architecture { features: 1, ..right.clone() },
        Architecture { sequences: 2, ..right.clone() },
        Architecture { bidirectional: true, ..right.clone() },
    ];
    for architecture in wrong {
        let mut network = Network::new(&architecture).unwrap();
        let result = model.generate(&mut network, 1.0, &mut Random::new(1), 5);
        assert!(matches!(result, Err(Error::OtherNetwork)), "{architecture:?}");
        assert!(matches!(model.score(&mut network, "a"), Err(Error::OtherNetwork)), "{architecture:?}");
    }
}

/// The model's functions run the network, so losses must not take the steps of an earlier call.
#[test]
fn outputs_are_forgotten_when_a_model_runs_the_network() {
    let model = Model::read(&file(Cell::Gru, TEXT)).unwrap();
    let architecture = Architecture { training: true, steps: 4, ..model.architecture() };
    let mut network = Network::new(&architecture).unwrap();
    network.set_weights(&model.weights()).unwrap();
    network.forward(&[0, 1, 2, 3]).unwrap();
    model.score(&mut network, "").unwrap();
    assert!(network.outputs().is_empty());
    assert!(matches!(network.cross_entropy(&[], 1.0), Err(Error::NoOutputs)));
    assert!(matches!(network.output_gradients_mut(), Err(Error::NoOutputs)));
    network.forward(&[0, 1]).unwrap();
    network.cross_entropy(&[1, 2], 1.0).unwrap();
    network.backward().unwrap();
}

#[test]
fn a_model_is_trained_further() {
    let model = Model::read(&file(Cell::Gru, NAMES)).unwrap();
    let architecture = Architecture { training: true, steps: 4, ..model.architecture() };
    let mut network = Network::new(&architecture).unwrap();
    network.set_weights(&model.weights()).unwrap();
    let name = model.tokens("aéa").unwrap();
    let before = model.score(&mut network, "aéa").unwrap();
    for _ in 0..100 {
        network.reset();
        let tokens = [&[model.start()], name.as_slice()].concat();
        let targets = [name.as_slice(), &[model.stop()]].concat();
        network.train_step(&tokens, &targets, None, &Optimizer::adam(0.03)).unwrap();
    }
    let after = model.score(&mut network, "aéa").unwrap();
    assert!(before < -4.0 && after > -0.1, "{before} to {after}");
    assert_eq!(model.generate(&mut network, 0.0, &mut Random::new(1), 9).unwrap(), "aéa");
}

#[test]
fn damaged_files_are_refused() {
    let right = file(Cell::Rnn, NAMES);
    for length in 0..right.len() {
        assert!(Model::read(&right[..length]).is_err(), "{length} bytes");
    }
    let changed = |from: &str, to: &str| {
        let at = right.windows(from.len()).position(|bytes| bytes == from.as_bytes()).expect("a part of the header");
        Model::read(&[&right[..at], to.as_bytes(), &right[at + from.len()..]].concat()).expect_err("a damaged file")
    };
    assert!(matches!(changed("rnnc.format", "rnnd.format"), Error::NotAModel));
    assert!(matches!(changed(r#""rnnc.format":"1""#, r#""rnnc.format":"9""#), Error::NewerModel));
    assert!(matches!(changed("rnn.bias_ih_l0", "rnn.bias_ix_l0"), Error::Tensor));
    assert!(matches!(changed("__metadata__", "__metadatA__"), Error::NotSafetensors));
    assert!(matches!(changed("[\\\"a", "{\\\"a"), Error::Vocabulary));
    let mut infinite = right.clone();
    let last = infinite.len() - 4;
    infinite[last..].copy_from_slice(&f32::INFINITY.to_le_bytes());
    assert!(matches!(Model::read(&infinite), Err(Error::Tensor)));
}
